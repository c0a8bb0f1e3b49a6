package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.EncodedDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;

/** All of the account's principals and policies, by ARN, as GetAccountAuthorizationDetails tells them; documents are decoded. */
public record AccountDetails(
        Map<String, RoleDetail> roles,
        Map<String, UserDetail> users,
        Map<String, GroupDetail> groups,
        Map<String, PolicyDetail> policies) {

    private static final int PAGE = 1000;

    /**
     * One version of a managed policy.
     *
     * @param encoded its document as IAM tells it, for of many policies few documents are asked for
     */
    public record Version(String id, boolean isDefault, Instant created, String encoded) {

        /** The document. */
        public String document() {
            return EncodedDocument.decode(encoded);
        }

        /** Versions are numbered one after the other. */
        public int number() {
            return Integer.parseInt(id.substring(1));
        }
    }

    /** A managed policy with those of its versions that are left. */
    public record PolicyDetail(String arn, String name, String path, List<Version> versions) {

        public static PolicyDetail of(ManagedPolicyDetail policy) {
            return new PolicyDetail(
                    policy.arn(),
                    policy.policyName(),
                    policy.path(),
                    policy.policyVersionList().stream()
                            .map(version -> new Version(
                                    version.versionId(),
                                    version.isDefaultVersion(),
                                    version.createDate(),
                                    version.document()))
                            .toList());
        }

        /** The document of its default version. */
        public Optional<String> document() {
            return versions.stream()
                    .filter(Version::isDefault)
                    .map(Version::document)
                    .findFirst();
        }
    }

    /** A policy that a principal bears by itself. */
    public record InlineDetail(String name, String document) {}

    /** What a principal or a group may do, apart from what groups give. */
    public sealed interface Holder {

        String name();

        String path();

        List<InlineDetail> inline();

        /** The ARNs of its managed policies. */
        List<String> attached();
    }

    /**
     * A role.
     *
     * @param trust its trust policy
     * @param boundary the ARN of its boundary
     * @param instanceProfiles the names of those it is in
     */
    public record RoleDetail(
            String arn,
            String name,
            String path,
            String trust,
            @Nullable String boundary,
            List<InlineDetail> inline,
            List<String> attached,
            List<String> instanceProfiles)
            implements Holder {}

    /**
     * A user.
     *
     * @param boundary the ARN of its boundary
     * @param groups the names of those it is in
     */
    public record UserDetail(
            String arn,
            String name,
            String path,
            @Nullable String boundary,
            List<InlineDetail> inline,
            List<String> attached,
            List<String> groups)
            implements Holder {}

    /** A group. */
    public record GroupDetail(String arn, String name, String path, List<InlineDetail> inline, List<String> attached)
            implements Holder {}

    public static AccountDetails read(AwsClients clients) {
        AccountDetails all = new AccountDetails(
                new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        clients.iam()
                .getAccountAuthorizationDetailsPaginator(r -> r.maxItems(PAGE)
                        .filter(
                                EntityType.ROLE,
                                EntityType.USER,
                                EntityType.GROUP,
                                EntityType.LOCAL_MANAGED_POLICY,
                                EntityType.AWS_MANAGED_POLICY))
                .forEach(all::add);
        return all;
    }

    /** The account's own policies alone. */
    public static Stream<PolicyDetail> policies(IamClient iam) {
        return iam
                .getAccountAuthorizationDetailsPaginator(
                        r -> r.filter(EntityType.LOCAL_MANAGED_POLICY).maxItems(PAGE))
                .stream()
                .flatMap(page -> page.policies().stream())
                .map(PolicyDetail::of);
    }

    private void add(GetAccountAuthorizationDetailsResponse page) {
        page.roleDetailList()
                .forEach(role -> roles.put(
                        role.arn(),
                        new RoleDetail(
                                role.arn(),
                                role.roleName(),
                                role.path(),
                                EncodedDocument.decode(role.assumeRolePolicyDocument()),
                                boundary(role.permissionsBoundary()),
                                inline(role.rolePolicyList()),
                                attached(role.attachedManagedPolicies()),
                                role.instanceProfileList().stream()
                                        .map(profile -> profile.instanceProfileName())
                                        .toList())));
        page.userDetailList()
                .forEach(user -> users.put(
                        user.arn(),
                        new UserDetail(
                                user.arn(),
                                user.userName(),
                                user.path(),
                                boundary(user.permissionsBoundary()),
                                inline(user.userPolicyList()),
                                attached(user.attachedManagedPolicies()),
                                List.copyOf(user.groupList()))));
        page.groupDetailList()
                .forEach(group -> groups.put(
                        group.arn(),
                        new GroupDetail(
                                group.arn(),
                                group.groupName(),
                                group.path(),
                                inline(group.groupPolicyList()),
                                attached(group.attachedManagedPolicies()))));
        page.policies().forEach(policy -> policies.put(policy.arn(), PolicyDetail.of(policy)));
    }

    private static @Nullable String boundary(@Nullable AttachedPermissionsBoundary boundary) {
        return boundary == null ? null : boundary.permissionsBoundaryArn();
    }

    private static List<InlineDetail> inline(List<software.amazon.awssdk.services.iam.model.PolicyDetail> policies) {
        return policies.stream()
                .map(policy -> new InlineDetail(policy.policyName(), EncodedDocument.decode(policy.policyDocument())))
                .toList();
    }

    private static List<String> attached(List<AttachedPolicy> policies) {
        return policies.stream().map(AttachedPolicy::policyArn).toList();
    }

    public Optional<GroupDetail> group(String name) {
        return groups.values().stream()
                .filter(group -> group.name().equals(name))
                .findFirst();
    }

    /** The documents of everything that a user's rights come from; nothing in place of a policy that is not told. */
    public List<Optional<String>> documents(UserDetail user) {
        List<Optional<String>> all = new ArrayList<>(own(user));
        user.groups().stream()
                .map(this::group)
                .forEach(group -> all.addAll(group.map(this::own).orElse(List.of(Optional.empty()))));
        return all;
    }

    public List<Optional<String>> documents(RoleDetail role) {
        return own(role);
    }

    private List<Optional<String>> own(Holder holder) {
        return Stream.concat(
                        holder.inline().stream().map(policy -> Optional.of(policy.document())),
                        holder.attached().stream().map(this::document))
                .toList();
    }

    /** The document of a managed policy's default version. */
    public Optional<String> document(String policyArn) {
        return Optional.ofNullable(policies.get(policyArn)).flatMap(PolicyDetail::document);
    }
}
