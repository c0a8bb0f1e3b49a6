package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.EncodedDocument;
import dev.tenantadmin.aws.client.PackedDocument;
import dev.tenantadmin.policy.language.Arn;
import java.time.Instant;
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

/**
 * Principals and policies of the account, by ARN, from GetAccountAuthorizationDetails. Documents are kept packed and unpacked on request,
 * because few are requested.
 */
public record AccountDetails(
        Map<String, RoleDetail> roles,
        Map<String, UserDetail> users,
        Map<String, GroupDetail> groups,
        Map<String, PolicyDetail> policies) {

    private static final int PAGE = 1000;

    /** One of them. */
    public sealed interface Entity {

        String arn();

        String name();

        String path();
    }

    /** One version of a managed policy. */
    public record Version(String id, boolean isDefault, Instant created, PackedDocument packed) {

        /** With its document as IAM returns it. */
        public Version(String id, boolean isDefault, Instant created, String encoded) {
            this(id, isDefault, created, PackedDocument.of(encoded));
        }

        /** The document. */
        public String document() {
            return packed.document();
        }

        /** Versions are numbered one after the other. */
        public int number() {
            return Integer.parseInt(id.substring(1));
        }
    }

    /**
     * A managed policy with its remaining versions.
     *
     * @param attachments its number of attachments; null if unknown
     */
    public record PolicyDetail(
            String arn, String name, String path, @Nullable Integer attachments, List<Version> versions)
            implements Entity {

        /** With this document and no other version. */
        public static PolicyDetail of(String arn, String document) {
            String path = arn.substring(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
            return new PolicyDetail(
                    arn,
                    Arn.name(arn),
                    path,
                    null,
                    List.of(new Version("v1", true, Instant.EPOCH, EncodedDocument.encode(document))));
        }

        public Optional<Version> defaultVersion() {
            return versions.stream().filter(Version::isDefault).findFirst();
        }

        /** The document of its default version. */
        public Optional<String> document() {
            return defaultVersion().map(Version::document);
        }
    }

    /** An inline policy of a principal. */
    public record InlineDetail(String name, PackedDocument packed) {

        /** With its document as IAM returns it. */
        public InlineDetail(String name, String encoded) {
            this(name, PackedDocument.of(encoded));
        }

        /** With this document. */
        public static InlineDetail of(String name, String document) {
            return new InlineDetail(name, EncodedDocument.encode(document));
        }

        /** Its document. */
        public String document() {
            return packed.document();
        }
    }

    /** The policies of a principal or a group, without those of its groups. */
    public sealed interface Holder extends Entity {

        List<InlineDetail> inline();

        /** The ARNs of its managed policies. */
        List<String> attached();
    }

    /**
     * A role.
     *
     * @param packedTrust its trust policy
     * @param boundary the ARN of its boundary
     * @param instanceProfiles the names of those it is in
     */
    public record RoleDetail(
            String arn,
            String name,
            String path,
            PackedDocument packedTrust,
            @Nullable String boundary,
            Map<String, String> tags,
            List<InlineDetail> inline,
            List<String> attached,
            List<String> instanceProfiles)
            implements Holder {

        /** With its trust policy as IAM returns it. */
        public RoleDetail(
                String arn,
                String name,
                String path,
                String encodedTrust,
                @Nullable String boundary,
                Map<String, String> tags,
                List<InlineDetail> inline,
                List<String> attached,
                List<String> instanceProfiles) {
            this(arn, name, path, PackedDocument.of(encodedTrust), boundary, tags, inline, attached, instanceProfiles);
        }

        /** Its trust policy. */
        public String trust() {
            return packedTrust.document();
        }
    }

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
            Map<String, String> tags,
            List<InlineDetail> inline,
            List<String> attached,
            List<String> groups)
            implements Holder {}

    /** A group. */
    public record GroupDetail(String arn, String name, String path, List<InlineDetail> inline, List<String> attached)
            implements Holder {}

    /** Empty. */
    public AccountDetails() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** All of the account. */
    public static AccountDetails read(AwsClients clients) {
        return read(
                clients,
                EntityType.ROLE,
                EntityType.USER,
                EntityType.GROUP,
                EntityType.LOCAL_MANAGED_POLICY,
                EntityType.AWS_MANAGED_POLICY);
    }

    /** The account's roles and all managed policies. */
    public static AccountDetails ofRoles(AwsClients clients) {
        return read(clients, EntityType.ROLE, EntityType.LOCAL_MANAGED_POLICY, EntityType.AWS_MANAGED_POLICY);
    }

    /** The account's users, their groups and all managed policies. */
    public static AccountDetails ofUsers(AwsClients clients) {
        return read(
                clients,
                EntityType.USER,
                EntityType.GROUP,
                EntityType.LOCAL_MANAGED_POLICY,
                EntityType.AWS_MANAGED_POLICY);
    }

    private static AccountDetails read(AwsClients clients, EntityType... types) {
        AccountDetails all = new AccountDetails();
        entities(clients.iam(), PAGE, types).forEach(all::add);
        return all;
    }

    /** The account's own policies alone. */
    public static Stream<PolicyDetail> policies(IamClient iam) {
        return entities(iam, PAGE, EntityType.LOCAL_MANAGED_POLICY).map(PolicyDetail.class::cast);
    }

    /**
     * Entities of some types; holds no more than a page at a time.
     *
     * @param page how many a call returns
     */
    public static Stream<Entity> entities(IamClient iam, int page, EntityType... types) {
        return iam.getAccountAuthorizationDetailsPaginator(r -> r.maxItems(page).filter(types)).stream()
                .flatMap(AccountDetails::entities);
    }

    private static Stream<Entity> entities(GetAccountAuthorizationDetailsResponse page) {
        return Stream.of(
                        page.roleDetailList().stream().map(AccountDetails::role),
                        page.userDetailList().stream().map(AccountDetails::user),
                        page.groupDetailList().stream().map(AccountDetails::group),
                        page.policies().stream().map(AccountDetails::policy))
                .flatMap(entities -> entities);
    }

    private static RoleDetail role(software.amazon.awssdk.services.iam.model.RoleDetail role) {
        return new RoleDetail(
                role.arn(),
                role.roleName(),
                role.path(),
                role.assumeRolePolicyDocument(),
                boundary(role.permissionsBoundary()),
                IamTags.map(role.tags()),
                inline(role.rolePolicyList()),
                attached(role.attachedManagedPolicies()),
                role.instanceProfileList().stream()
                        .map(profile -> profile.instanceProfileName())
                        .toList());
    }

    private static UserDetail user(software.amazon.awssdk.services.iam.model.UserDetail user) {
        return new UserDetail(
                user.arn(),
                user.userName(),
                user.path(),
                boundary(user.permissionsBoundary()),
                IamTags.map(user.tags()),
                inline(user.userPolicyList()),
                attached(user.attachedManagedPolicies()),
                List.copyOf(user.groupList()));
    }

    private static GroupDetail group(software.amazon.awssdk.services.iam.model.GroupDetail group) {
        return new GroupDetail(
                group.arn(),
                group.groupName(),
                group.path(),
                inline(group.groupPolicyList()),
                attached(group.attachedManagedPolicies()));
    }

    private static PolicyDetail policy(ManagedPolicyDetail policy) {
        return new PolicyDetail(
                policy.arn(),
                // Some emulators leave the name out; it ends the ARN.
                Arn.name(policy.arn()),
                policy.path(),
                policy.attachmentCount(),
                policy.policyVersionList().stream()
                        .map(version -> new Version(
                                version.versionId(),
                                version.isDefaultVersion(),
                                version.createDate(),
                                version.document()))
                        .toList());
    }

    /** Adds an entity. */
    public void add(Entity entity) {
        if (entity instanceof RoleDetail role) {
            roles.put(role.arn(), role);
        } else if (entity instanceof UserDetail user) {
            users.put(user.arn(), user);
        } else if (entity instanceof GroupDetail group) {
            groups.put(group.arn(), group);
        } else if (entity instanceof PolicyDetail policy) {
            policies.put(policy.arn(), policy);
        }
    }

    private static @Nullable String boundary(@Nullable AttachedPermissionsBoundary boundary) {
        return boundary == null ? null : boundary.permissionsBoundaryArn();
    }

    private static List<InlineDetail> inline(List<software.amazon.awssdk.services.iam.model.PolicyDetail> policies) {
        return policies.stream()
                .map(policy -> new InlineDetail(policy.policyName(), policy.policyDocument()))
                .toList();
    }

    private static List<String> attached(List<AttachedPolicy> policies) {
        return policies.stream().map(AttachedPolicy::policyArn).toList();
    }

    /** Each of them. */
    public Stream<Entity> all() {
        return Stream.of(roles, users, groups, policies).flatMap(entities -> entities.values().stream());
    }

    public Optional<RoleDetail> role(String name) {
        return named(roles, name);
    }

    public Optional<UserDetail> user(String name) {
        return named(users, name);
    }

    public Optional<GroupDetail> group(String name) {
        return named(groups, name);
    }

    /** IAM has no two entities of a kind whose names differ only in case. */
    private static <E extends Entity> Optional<E> named(Map<String, E> entities, String name) {
        return entities.values().stream()
                .filter(entity -> entity.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The document of a managed policy's default version. */
    public Optional<String> document(String policyArn) {
        return Optional.ofNullable(policies.get(policyArn)).flatMap(PolicyDetail::document);
    }
}
