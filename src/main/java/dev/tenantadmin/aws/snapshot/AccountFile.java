package dev.tenantadmin.aws.snapshot;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.aws.client.EncodedDocument;
import dev.tenantadmin.aws.endpoint.Workloads;
import dev.tenantadmin.aws.endpoint.Workloads.Workload;
import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.Entity;
import dev.tenantadmin.aws.iam.AccountDetails.GroupDetail;
import dev.tenantadmin.aws.iam.AccountDetails.Holder;
import dev.tenantadmin.aws.iam.AccountDetails.InlineDetail;
import dev.tenantadmin.aws.iam.AccountDetails.PolicyDetail;
import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.aws.iam.AccountDetails.UserDetail;
import dev.tenantadmin.aws.iam.AccountDetails.Version;
import dev.tenantadmin.file.UnreadableFile;
import dev.tenantadmin.file.Utf8Reader;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.reconcile.Failure;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file with what was read of an account: the JSON that {@code aws iam get-account-authorization-details} prints, alone or with a part on
 * SageMaker and one on the reading itself. A file may hold the pages of several calls, one after the other or in a list.
 */
public final class AccountFile {

    private static final String USERS = "UserDetailList";
    private static final String GROUPS = "GroupDetailList";
    private static final String ROLES = "RoleDetailList";
    private static final String POLICIES = "Policies";
    private static final List<String> LISTS = List.of(USERS, GROUPS, ROLES, POLICIES);

    private static final String SAGEMAKER = "SageMaker";
    private static final String READING = "TenantAdmin";

    /** Set on each page but the last. */
    private static final String TRUNCATED = "IsTruncated";

    /** What the AWS CLI adds where {@code --max-items} ended it. */
    private static final String STOPPED = "NextToken";

    private AccountFile() {}

    /**
     * Writes the file anew, readable by its owner alone.
     *
     * @throws Failure of kind INVALID_INPUT if it cannot be written
     */
    public static void write(Path file, AccountFacts facts) {
        try {
            // Where files have owners, Java gives a temporary file to its owner alone.
            Path made = Files.createTempFile(file.toAbsolutePath().getParent(), ".tenant-admin", ".json");
            try {
                Files.writeString(
                        made, JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(json(facts)) + "\n");
                Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(made);
            }
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.INVALID_INPUT,
                    "cannot write the account: file '%s' %s".formatted(file, UnreadableFile.reason(file.toString(), e)),
                    e);
        }
    }

    private static Map<String, Object> json(AccountFacts facts) {
        AccountDetails iam = facts.iam();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(USERS, each(iam.users().values(), AccountFile::json));
        all.put(GROUPS, each(iam.groups().values(), AccountFile::json));
        all.put(ROLES, each(iam.roles().values(), AccountFile::json));
        all.put(
                POLICIES,
                each(
                        iam.policies().values(),
                        policy -> json(policy, facts.policyTags().get(policy.arn()))));
        Map<String, List<Workload>> workloads = facts.workloads();
        if (workloads != null) {
            Map<String, Object> regions = new LinkedHashMap<>();
            workloads.forEach((region, those) -> regions.put(region, each(those, AccountFile::json)));
            all.put(SAGEMAKER, regions);
        }
        Map<String, Object> reading = new LinkedHashMap<>();
        reading.put("Partition", facts.partition());
        reading.put("Account", facts.account());
        put(reading, "Caller", facts.caller());
        put(reading, "Time", facts.when() == null ? null : facts.when().toString());
        put(reading, "Tool", facts.tool());
        all.put(READING, reading);
        return all;
    }

    private static <T> List<Object> each(Collection<T> all, Function<T, Object> json) {
        return all.stream().map(json).toList();
    }

    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static Map<String, Object> json(UserDetail user) {
        Map<String, Object> json = named(user, "UserName");
        put(json, "UserPolicyList", inline(user));
        json.put("GroupList", user.groups());
        json.put("AttachedManagedPolicies", attached(user));
        put(json, "PermissionsBoundary", boundary(user.boundary()));
        json.put("Tags", tags(user.tags()));
        return json;
    }

    private static Map<String, Object> json(GroupDetail group) {
        Map<String, Object> json = named(group, "GroupName");
        json.put("GroupPolicyList", inline(group));
        json.put("AttachedManagedPolicies", attached(group));
        return json;
    }

    private static Map<String, Object> json(RoleDetail role) {
        Map<String, Object> json = named(role, "RoleName");
        json.put("AssumeRolePolicyDocument", document(role.trust()));
        json.put(
                "InstanceProfileList",
                each(role.instanceProfiles(), profile -> Map.of("InstanceProfileName", profile)));
        json.put("RolePolicyList", inline(role));
        json.put("AttachedManagedPolicies", attached(role));
        put(json, "PermissionsBoundary", boundary(role.boundary()));
        json.put("Tags", tags(role.tags()));
        return json;
    }

    private static Map<String, Object> json(PolicyDetail policy, @Nullable Map<String, String> tags) {
        Map<String, Object> json = named(policy, "PolicyName");
        put(json, "DefaultVersionId", policy.defaultVersion().map(Version::id).orElse(null));
        put(json, "AttachmentCount", policy.attachments());
        json.put("PolicyVersionList", each(policy.versions(), version -> {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("Document", document(version.document()));
            each.put("VersionId", version.id());
            each.put("IsDefaultVersion", version.isDefault());
            each.put("CreateDate", version.created().toString());
            return each;
        }));
        put(json, "Tags", tags == null ? null : tags(tags));
        return json;
    }

    private static Map<String, Object> named(Entity entity, String key) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("Path", entity.path());
        json.put(key, entity.name());
        json.put("Arn", entity.arn());
        return json;
    }

    private static List<Object> inline(Holder holder) {
        return each(holder.inline(), policy -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("PolicyName", policy.name());
            json.put("PolicyDocument", document(policy.document()));
            return json;
        });
    }

    private static List<Object> attached(Holder holder) {
        return each(holder.attached(), arn -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("PolicyName", Arn.name(arn));
            json.put("PolicyArn", arn);
            return json;
        });
    }

    private static @Nullable Object boundary(@Nullable String arn) {
        return arn == null
                ? null
                : new TreeMap<>(Map.of("PermissionsBoundaryType", "Policy", "PermissionsBoundaryArn", arn));
    }

    private static List<Object> tags(Map<String, String> tags) {
        return each(tags.entrySet(), tag -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("Key", tag.getKey());
            json.put("Value", tag.getValue());
            return json;
        });
    }

    /** As the AWS CLI shows it. What is no JSON stays text. */
    private static Object document(String text) {
        try {
            return JSON.std.mapFrom(text);
        } catch (IOException e) {
            return text;
        }
    }

    private static Map<String, Object> json(Workload workload) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("Kind", workload.kind().title());
        json.put("Name", workload.name());
        put(json, "Role", workload.role());
        json.put("Images", workload.images());
        json.put("Variants", each(workload.variants(), variant -> {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("Name", variant.name());
            each.put("Model", variant.model());
            return each;
        }));
        put(json, "Model", workload.model());
        put(json, "EndpointConfig", workload.config());
        return json;
    }

    /**
     * Reads a file.
     *
     * @throws Failure of kind INVALID_INPUT that names the file and what it lacks
     */
    public static AccountFacts read(Path file) {
        try (Reader in = Utf8Reader.of(file)) {
            return facts(JsonPages.read(in));
        } catch (IncompleteFileException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        } catch (JacksonException e) {
            throw unreadable(
                    file,
                    "it is no JSON, or only the first part of one (line %d)"
                            .formatted(
                                    e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getLineNr()),
                    e);
        } catch (IOException e) {
            throw unreadable(file, "it " + UnreadableFile.reason(file.toString(), e), e);
        }
    }

    private static Failure unreadable(Path file, String why, Exception cause) {
        return new Failure(
                Failure.Kind.INVALID_INPUT,
                "cannot read an account from %s: %s; it must be what aws iam get-account-authorization-details or verify --save writes"
                        .formatted(file, why),
                cause);
    }

    private static AccountFacts facts(List<JsonPart> pages) {
        for (String list : LISTS) {
            if (pages.stream().noneMatch(page -> page.has(list))) {
                throw new IncompleteFileException("it has no " + list);
            }
        }
        JsonPart last = pages.get(pages.size() - 1);
        if (last.isTrue(TRUNCATED) || last.has(STOPPED)) {
            throw new IncompleteFileException("it ends before the last page of the account");
        }
        AccountDetails iam = new AccountDetails();
        Map<String, Map<String, String>> policyTags = new TreeMap<>();
        pages.forEach(page -> {
            page.each(USERS, "user").map(AccountFile::user).forEach(iam::add);
            page.each(GROUPS, "group").map(AccountFile::group).forEach(iam::add);
            page.each(ROLES, "role").map(AccountFile::role).forEach(iam::add);
            page.each(POLICIES, "policy").forEach(policy -> {
                PolicyDetail detail = policy(policy);
                iam.add(detail);
                if (policy.has("Tags")) {
                    policyTags.put(detail.arn(), tags(policy));
                }
            });
        });
        JsonPart reading = pages.stream()
                .flatMap(page -> page.part(READING).stream())
                .findFirst()
                .orElseGet(() -> new JsonPart(READING, Map.of()));
        Set<String> accounts = new TreeSet<>();
        iam.all()
                .flatMap(entity -> Arn.parse(entity.arn()).stream())
                .filter(arn -> !arn.account().equals("aws"))
                .forEach(arn -> accounts.add(arn.partition() + ":" + arn.account()));
        if (reading.has("Account")) {
            accounts.add(reading.text("Partition") + ":" + reading.text("Account"));
        }
        if (accounts.size() != 1) {
            throw new IncompleteFileException(
                    accounts.isEmpty()
                            ? "it has no user, role or policy of an account"
                            : "it mixes accounts: " + String.join(", ", accounts));
        }
        String[] account = accounts.iterator().next().split(":", -1);
        return new AccountFacts(
                account[0],
                account[1],
                iam,
                policyTags,
                workloads(pages),
                reading.textOrNull("Caller"),
                reading.has("Time") ? reading.time("Time") : null,
                reading.textOrNull("Tool"));
    }

    private static UserDetail user(JsonPart user) {
        JsonPart one = user.titled(user.text("UserName"));
        return new UserDetail(
                one.text("Arn"),
                one.text("UserName"),
                one.text("Path"),
                boundary(one),
                tags(one),
                inline(one, "UserPolicyList"),
                attached(one),
                one.texts("GroupList"));
    }

    private static GroupDetail group(JsonPart group) {
        JsonPart one = group.titled(group.text("GroupName"));
        return new GroupDetail(
                one.text("Arn"),
                one.text("GroupName"),
                one.text("Path"),
                inline(one, "GroupPolicyList"),
                attached(one));
    }

    private static RoleDetail role(JsonPart role) {
        JsonPart one = role.titled(role.text("RoleName"));
        return new RoleDetail(
                one.text("Arn"),
                one.text("RoleName"),
                one.text("Path"),
                encoded(one, "AssumeRolePolicyDocument"),
                boundary(one),
                tags(one),
                inline(one, "RolePolicyList"),
                attached(one),
                one.each("InstanceProfileList", "instance profile")
                        .map(profile -> profile.text("InstanceProfileName"))
                        .toList());
    }

    private static PolicyDetail policy(JsonPart policy) {
        JsonPart one = policy.titled(policy.text("PolicyName"));
        if (!one.has("PolicyVersionList")) {
            throw one.lacks("PolicyVersionList");
        }
        return new PolicyDetail(
                one.text("Arn"),
                one.text("PolicyName"),
                one.text("Path"),
                one.number("AttachmentCount"),
                one.each("PolicyVersionList", one.title() + " version")
                        .map(version -> new Version(
                                version.text("VersionId"),
                                version.isTrue("IsDefaultVersion"),
                                version.time("CreateDate"),
                                encoded(version, "Document")))
                        .toList());
    }

    private static @Nullable String boundary(JsonPart one) {
        return one.part("PermissionsBoundary")
                .map(boundary -> boundary.text("PermissionsBoundaryArn"))
                .orElse(null);
    }

    private static Map<String, String> tags(JsonPart one) {
        Map<String, String> tags = new TreeMap<>();
        one.each("Tags", one.title() + " tag").forEach(tag -> tags.put(tag.text("Key"), tag.text("Value")));
        return tags;
    }

    private static List<InlineDetail> inline(JsonPart one, String list) {
        return one.each(list, one.title() + " inline policy")
                .map(policy -> new InlineDetail(policy.text("PolicyName"), encoded(policy, "PolicyDocument")))
                .toList();
    }

    private static List<String> attached(JsonPart one) {
        return one.each("AttachedManagedPolicies", one.title() + " attached policy")
                .map(policy -> policy.text("PolicyArn"))
                .toList();
    }

    /** IAM's own answer has text that is URL-encoded by RFC 3986, where the AWS CLI shows an object. */
    private static String encoded(JsonPart part, String key) {
        Object value = part.value(key);
        if (value instanceof String text && text.startsWith("%")) {
            return text;
        }
        try {
            return EncodedDocument.encode(value instanceof String text ? text : JSON.std.asString(value));
        } catch (IOException e) {
            throw part.lacks(key);
        }
    }

    private static @Nullable Map<String, List<Workload>> workloads(List<JsonPart> pages) {
        Map<String, List<Workload>> all = new TreeMap<>();
        boolean any = false;
        for (JsonPart page : pages) {
            any |= page.has(SAGEMAKER);
            page.part(SAGEMAKER)
                    .ifPresent(regions -> regions.keys()
                            .forEach(region -> all.computeIfAbsent(region, none -> new ArrayList<>())
                                    .addAll(regions.each(region, "workload")
                                            .map(AccountFile::workload)
                                            .toList())));
        }
        return any ? all : null;
    }

    private static Workload workload(JsonPart workload) {
        JsonPart one = workload.titled(workload.text("Name"));
        String kind = one.text("Kind");
        return new Workload(
                Stream.of(Workloads.Kind.values())
                        .filter(each -> each.title().equals(kind))
                        .findFirst()
                        .orElseThrow(() -> one.lacks("Kind that is known")),
                one.text("Name"),
                one.textOrNull("Role"),
                one.texts("Images"),
                one.each("Variants", one.title() + " variant")
                        .map(variant -> new Workloads.Variant(variant.text("Name"), variant.text("Model")))
                        .toList(),
                one.textOrNull("Model"),
                one.textOrNull("EndpointConfig"));
    }
}
