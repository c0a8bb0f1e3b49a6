package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.PolicyReader;
import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.CallerIdentity.FederatedUser;
import dev.tenantadmin.sandbox.request.EntityKind;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.GetFederationTokenRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;

/** Finds a caller's policies and condition keys. */
public record Identities(
        Store store, Directory directory, InlinePolicies inline, AttachedPolicies attached, Clock clock) {
    /** The policy simulator's kind for all policies in an account. */
    public static final String KIND = "IAM Policy";

    private static final String PRINCIPAL_TAG = "aws:PrincipalTag/";

    /** The caller's identity with its current policies. */
    public Identity of(CallerIdentity caller) {
        if (caller.federated() != null) {
            return ofFederated(caller, caller.federated());
        }
        if (caller.isAdministrator()) {
            return new Identity(
                    Principal.user(caller.arn(), caller.userId()),
                    PolicySet.of(List.of(everything())),
                    keys(caller, caller.arn(), List.of(), List.of()));
        }
        AssumeRoleRequest session = caller.session();
        if (session == null) {
            User user = directory.user(ResourceNames.lastPart(caller.arn()));
            return new Identity(
                    Principal.user(user.arn(), user.userId()),
                    new PolicySet(
                            ofUser(user.userName()), boundary(EntityKind.USER, user.userName()), null, null, false),
                    withToken(caller, keys(caller, user.arn(), user.tags(), List.of())));
        }
        Role role = directory.role(ResourceNames.lastPart(session.roleArn()));
        return new Identity(
                Principal.session(caller.arn(), role.arn(), role.roleId()),
                new PolicySet(
                        ofRole(role.roleName()),
                        boundary(EntityKind.ROLE, role.roleName()),
                        ofSession(session),
                        null,
                        false),
                keys(caller, role.arn(), role.tags(), session.tags()));
    }

    /** A federated user has what both its creator and its session policies allow; without the latter nothing (GetFederationToken's reference). */
    private Identity ofFederated(CallerIdentity caller, FederatedUser federated) {
        Identity creator = of(federated.creator());
        GetFederationTokenRequest request = federated.request();
        Map<String, List<String>> keys = keys(caller, caller.arn(), List.of(), List.of());
        creator.keys().forEach((key, values) -> {
            if (key.startsWith(PRINCIPAL_TAG)) {
                keys.put(key, values);
            }
        });
        request.tags().forEach(tag -> keys.put(PRINCIPAL_TAG + tag.key(), List.of(tag.value())));
        if (caller.expiry() != null) {
            putIssueTime(keys, caller.expiry(), request.durationSeconds());
        }
        return new Identity(
                Principal.user(caller.arn(), caller.userId()),
                new PolicySet(
                        creator.policies().identity(),
                        creator.policies().boundary(),
                        sessionPolicies(request.policy(), request.policyArns()),
                        null,
                        false),
                keys);
    }

    /** Adds the keys of a user's session. A bare access key has no MFA key. */
    private Map<String, List<String>> withToken(CallerIdentity caller, Map<String, List<String>> keys) {
        if (caller.token() == null || caller.expiry() == null) {
            return keys;
        }
        Instant begun = putIssueTime(keys, caller.expiry(), caller.token().durationSeconds());
        boolean device = caller.token().serialNumber() != null;
        keys.put("aws:MultiFactorAuthPresent", List.of(String.valueOf(device)));
        if (device) {
            long age = Duration.between(begun, clock.instant()).toSeconds();
            keys.put("aws:MultiFactorAuthAge", List.of(String.valueOf(age)));
        }
        return keys;
    }

    /** Tells when a session of this many seconds began. */
    private static Instant putIssueTime(Map<String, List<String>> keys, Instant expiry, int seconds) {
        Instant begun = expiry.minusSeconds(seconds);
        keys.put("aws:TokenIssueTime", List.of(begun.toString()));
        return begun;
    }

    private static PolicySource everything() {
        return source("AdministratorAccess", """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""");
    }

    /** The policies of a user and its groups. */
    List<PolicySource> ofUser(String name) {
        List<PolicySource> all = new ArrayList<>(own(EntityKind.USER, name));
        Groups.memberships(store, name).stream()
                .map(key -> key.split("/", -1)[1])
                .forEach(group -> all.addAll(own(EntityKind.GROUP, group)));
        return all;
    }

    List<PolicySource> ofRole(String name) {
        return own(EntityKind.ROLE, name);
    }

    /** The inline and attached policies of an entity. */
    List<PolicySource> own(EntityKind kind, String name) {
        Stream<PolicySource> inside = inline.all(kind, name).stream()
                .map(policy -> source(kind.lower() + "_" + name + "_" + policy.policyName(), policy.policyDocument()));
        Stream<PolicySource> managed = attached.all(kind, name).stream().map(policy -> managed(policy.policyArn()));
        return Stream.concat(inside, managed).toList();
    }

    @Nullable
    PolicySource boundary(EntityKind kind, String name) {
        return attached.boundary(kind, name)
                .map(AttachedPermissionsBoundary::permissionsBoundaryArn)
                .map(this::managed)
                .orElse(null);
    }

    /** A managed policy's default version. */
    PolicySource managed(String arn) {
        return directory
                .policy(arn)
                .map(policy -> AwsPolicies.owns(arn)
                        ? new PolicySource(
                                policy.policyName(),
                                KIND,
                                directory.awsPolicies().document(policy))
                        : source(policy.policyName(), Policies.document(store, policy)))
                .orElseThrow(() -> Refusals.noSuchEntity("Policy " + arn + " was not found."));
    }

    private static PolicySource source(String id, String document) {
        return new PolicySource(id, KIND, PolicyReader.read(document, Grammar.IDENTITY));
    }

    private @Nullable List<PolicySource> ofSession(AssumeRoleRequest session) {
        List<PolicySource> policies = sessionPolicies(session.policy(), session.policyArns());
        return policies.isEmpty() ? null : policies;
    }

    private List<PolicySource> sessionPolicies(@Nullable String inline, List<PolicyDescriptorType> arns) {
        List<PolicySource> policies = new ArrayList<>();
        if (inline != null) {
            policies.add(source("session", inline));
        }
        for (PolicyDescriptorType policy : arns) {
            policies.add(managed(policy.arn()));
        }
        return policies;
    }

    private static Map<String, List<String>> keys(
            CallerIdentity caller,
            String principalArn,
            List<Tag> tags,
            List<software.amazon.awssdk.services.sts.model.Tag> sessionTags) {
        Map<String, List<String>> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        keys.put("aws:PrincipalArn", List.of(principalArn));
        keys.put("aws:PrincipalAccount", List.of(caller.account()));
        keys.put("aws:PrincipalIsAWSService", List.of("false"));
        String type = caller.federated() == null ? "User" : "FederatedUser";
        keys.put("aws:PrincipalType", List.of(caller.isRoleSession() ? "AssumedRole" : type));
        keys.put("aws:userid", List.of(caller.userId()));
        if (caller.userName() != null) {
            keys.put("aws:username", List.of(caller.userName()));
        }
        if (caller.sourceIdentity() != null) {
            keys.put("aws:SourceIdentity", List.of(caller.sourceIdentity()));
        }
        AssumeRoleRequest session = caller.session();
        if (session != null && caller.expiry() != null) {
            putIssueTime(keys, caller.expiry(), session.durationSeconds());
        }
        tags.forEach(tag -> keys.put(PRINCIPAL_TAG + tag.key(), List.of(tag.value())));
        if (session != null) {
            // What an identity provider says of who holds the session.
            session.providedContexts()
                    .forEach(key -> keys.merge(
                            key.providerArn(),
                            List.of(key.contextAssertion()),
                            (some, more) ->
                                    Stream.concat(some.stream(), more.stream()).toList()));
        }
        // A session's tags override its role's (IAM user guide, "session tags").
        sessionTags.forEach(tag -> keys.put(PRINCIPAL_TAG + tag.key(), List.of(tag.value())));
        return keys;
    }
}
