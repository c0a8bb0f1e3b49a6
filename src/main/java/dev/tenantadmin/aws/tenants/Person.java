package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.client.EncodedDocument;
import dev.tenantadmin.aws.client.Iam;
import dev.tenantadmin.aws.client.IamReads.Identity;
import dev.tenantadmin.aws.iam.GroupReading;
import dev.tenantadmin.aws.iam.Membership;
import dev.tenantadmin.aws.iam.RevokedSessions;
import dev.tenantadmin.aws.iam.SubordinateEntities;
import dev.tenantadmin.aws.iam.SubordinateEntity;
import dev.tenantadmin.aws.iam.User;
import dev.tenantadmin.reconcile.Blueprint;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Plan;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.Tenant;
import dev.tenantadmin.tenant.document.Revocation;
import dev.tenantadmin.tenant.document.Revocation.Whose;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.PersonName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** One person of a tenant: the user, and everything attached to it. */
record Person(Tenant tenant, PersonName person, Iam iam, Parallel parallel, Poll poll) {

    /** Plans to make the person a user of the tenant. */
    Plan planAddition() {
        Members members = Members.of(tenant, List.of(person), iam);
        return new Blueprint(List.of(members.who(), members.what())).planCreation(parallel);
    }

    /**
     * What it takes for nothing to be left of the person: first everything goes with which a session could begin, then the sessions
     * that did begin, then the user.
     */
    Plan planRemoval() {
        Names names = tenant.names();
        String user = names.user(person);
        List<Callable<List<SubordinateEntity>>> lists = new ArrayList<>(SubordinateEntities.ofUser(iam, user));
        lists.add(SubordinateEntities.ofNobody(iam, user::equals));
        lists.add(this::expired);
        List<Resource> keys = new ArrayList<>(
                List.of(new Membership(iam, user, names.group(), new GroupReading(iam.reads(), names.group()))));
        Set<String> known = keys.stream().map(Resource::title).collect(Collectors.toSet());
        parallel.all(lists).stream()
                .flatMap(Collection::stream)
                .filter(extra -> known.add(extra.title()))
                .forEach(keys::add);
        Plan removal = new Blueprint(List.of(List.of(Members.user(tenant, person, iam)), keys)).planDeletion(parallel);
        boolean begunSince = removal.changes().stream()
                .filter(change -> change.resource() instanceof User || change.resource() instanceof Membership)
                .anyMatch(change -> change.action() == Change.Action.DELETE);
        RevokedSessions sessions = RevokedSessions.ofUser(iam, names, user, begunSince, poll::now);
        Plan revocation = new Blueprint(List.of(List.of(sessions))).planCreation(parallel);
        return new Plan(Stream.of(
                        removal.stages().subList(0, 1),
                        revocation.stages(),
                        removal.stages().subList(1, 2))
                .flatMap(List::stream)
                .toList());
    }

    /** Others' policies of this kind that deny nothing any more, because no session is as old as that. */
    private List<SubordinateEntity> expired() {
        Names names = tenant.names();
        String role = names.access();
        String own = Revocation.policyName(names, new Whose.User(names.user(person)));
        try {
            return iam.reads().inlinePolicies(Identity.role(role)).stream()
                    .flatMap(List::stream)
                    .filter(policy -> !policy.equals(own))
                    .filter(this::isExpired)
                    .map(policy -> SubordinateEntity.removable(
                            "inline policy",
                            "%s of role %s".formatted(policy, role),
                            () -> iam.client()
                                    .deleteRolePolicy(r -> r.roleName(role).policyName(policy))))
                    .toList();
        } catch (NoSuchEntityException e) {
            return List.of();
        }
    }

    private boolean isExpired(String policy) {
        Names names = tenant.names();
        GetRolePolicyResponse answer =
                iam.client().getRolePolicy(r -> r.roleName(names.access()).policyName(policy));
        Instant now = RevokedSessions.clock(answer.sdkHttpResponse(), poll.now());
        return Revocation.read(names, names.access(), policy, EncodedDocument.decode(answer.policyDocument()))
                .filter(revocation -> !revocation.matters(now))
                .isPresent();
    }
}
