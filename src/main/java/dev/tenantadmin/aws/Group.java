package dev.tenantadmin.aws;

import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.GetGroupResponse;

/** An IAM group. Groups bear no tags (aws-facts): name and path alone tell whose it is. */
record Group(IamClient iam, String name, String path, GroupReading reading) implements Resource {

    @Override
    public String type() {
        return "IAM group";
    }

    @Override
    public Observation observe() {
        List<GetGroupResponse> pages = reading.pages();
        if (pages.isEmpty()) {
            return new Observation.Absent();
        }
        String actual = pages.get(0).group().path();
        return actual.equals(path)
                ? new Observation.Present(List.of())
                : new Observation.Foreign("its path is " + actual);
    }

    @Override
    public void create() {
        reading.forget();
        iam.createGroup(r -> r.groupName(name).path(path));
    }

    @Override
    public void update(Observation.Present observed) {
        throw new IllegalStateException("a group has nothing that could differ");
    }

    /** Takes away first what others put into it or hung on it. */
    @Override
    public void delete() {
        NoSuchEntity.passes(() -> {
            try {
                iam.deleteGroup(r -> r.groupName(name));
            } catch (DeleteConflictException e) {
                strip();
                iam.deleteGroup(r -> r.groupName(name));
            }
        });
    }

    private void strip() {
        iam.getGroupPaginator(r -> r.groupName(name))
                .users()
                .forEach(user -> NoSuchEntity.passes(
                        () -> iam.removeUserFromGroup(r -> r.groupName(name).userName(user.userName()))));
        iam.listAttachedGroupPoliciesPaginator(r -> r.groupName(name))
                .attachedPolicies()
                .forEach(policy -> NoSuchEntity.passes(
                        () -> iam.detachGroupPolicy(r -> r.groupName(name).policyArn(policy.policyArn()))));
        iam.listGroupPoliciesPaginator(r -> r.groupName(name))
                .policyNames()
                .forEach(policy -> NoSuchEntity.passes(
                        () -> iam.deleteGroupPolicy(r -> r.groupName(name).policyName(policy))));
    }
}
