package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.client.Iam;
import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.aws.iam.SubordinateEntities;
import dev.tenantadmin.aws.iam.SubordinateEntity;
import dev.tenantadmin.aws.iam.User;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Resource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;

/**
 * A user that is to go with all credentials. Only IAM's refusal to delete it makes a deletion list them: IAM deletes no user that has any, so
 * most users cost one call instead of seven.
 *
 * @param credentials what was found
 */
record UserDeletion(User user, Iam iam, List<Resource> credentials) implements Resource {

    /** Finds the credentials when it is deleted. */
    static UserDeletion of(User user, Iam iam) {
        return new UserDeletion(user, iam, new CopyOnWriteArrayList<>());
    }

    /** Lists them now, for a dry run. */
    UserDeletion listed(Parallel parallel) {
        return new UserDeletion(
                user,
                iam,
                parallel.all(SubordinateEntities.credentials(iam, user.name())).stream()
                        .flatMap(Collection::stream)
                        .map(Resource.class::cast)
                        .toList());
    }

    @Override
    public String type() {
        return user.type();
    }

    @Override
    public String name() {
        return user.name();
    }

    @Override
    public Observation observe() {
        return user.observe();
    }

    @Override
    public Observation observeForPlan() {
        return user.observeForPlan();
    }

    @Override
    public void create() {
        throw new IllegalStateException("nobody wants " + title());
    }

    @Override
    public void update(Observation.Present observed) {
        throw new IllegalStateException("nobody wants " + title());
    }

    @Override
    public void delete() {
        NoSuchEntity.passes(() -> {
            try {
                iam.client().deleteUser(r -> r.userName(name()));
            } catch (DeleteConflictException e) {
                SubordinateEntities.each(SubordinateEntities.credentials(iam, name()), this::delete);
                user.delete();
            }
        });
    }

    private void delete(SubordinateEntity credential) {
        credential.delete();
        if (credentials.stream().noneMatch(known -> known.title().equals(credential.title()))) {
            credentials.add(credential);
        }
    }

    @Override
    public List<Resource> alsoDeleted() {
        return List.copyOf(credentials);
    }

    @Override
    public boolean mayPass(RuntimeException failure) {
        return user.mayPass(failure);
    }
}
