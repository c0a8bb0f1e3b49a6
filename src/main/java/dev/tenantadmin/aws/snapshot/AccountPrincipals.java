package dev.tenantadmin.aws.snapshot;

import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.GroupDetail;
import dev.tenantadmin.aws.iam.AccountDetails.Holder;
import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.aws.iam.AccountDetails.UserDetail;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.language.Effect;
import dev.tenantadmin.policy.reason.Access;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The users and roles of an account with all policies that decide what they can do. Reads each document once. */
public final class AccountPrincipals {

    private static final String TAG_SESSION = "sts:TagSession";

    private static final String KIND = "IAM Policy";

    private final AccountDetails account;
    private final ParsedDocuments documents;

    /**
     * Where a principal has a policy from.
     *
     * @param holder who it is attached to: itself, or a group of its
     * @param policy the ARN of a managed policy; the name of an inline one
     * @param isInline which of both
     */
    public record Origin(Holder holder, String policy, boolean isInline) {

        /** For a person. */
        public String title() {
            return isInline
                    ? "inline policy %s of %s %s".formatted(policy, word(holder), holder.name())
                    : "policy " + Arn.name(policy);
        }
    }

    /**
     * A principal.
     *
     * @param access its policies, as far as they can be read
     * @param origins where each of its identity policies is from
     * @param unreadable what cannot be read, so that nothing is known of what it allows
     */
    public record Known(Access access, Map<PolicySource, Origin> origins, List<String> unreadable) {

        public Known {
            origins = Map.copyOf(origins);
            unreadable = List.copyOf(unreadable);
        }
    }

    /** Some policies with where they are from, and those that are not known or cannot be read. */
    public record Held(Map<PolicySource, Origin> policies, List<String> unreadable) {}

    /** Of an account as it was read. */
    public AccountPrincipals(AccountDetails account, ParsedDocuments documents) {
        this.account = account;
        this.documents = documents;
    }

    /** The group's own policies. */
    public Held of(GroupDetail group) {
        Held held = new Held(new LinkedHashMap<>(), new ArrayList<>());
        add(group, held);
        return held;
    }

    /** A user with the policies of its groups. */
    public Known of(UserDetail user) {
        Map<String, List<String>> fixed = fixed(user.arn(), "User");
        fixed.put("aws:username", List.of(user.name()));
        fixed.put("aws:SourceIdentity", List.of());
        tags(fixed, user.tags());
        List<Holder> holders = new ArrayList<>(List.of(user));
        List<String> unreadable = new ArrayList<>();
        for (String name : user.groups()) {
            account.group(name).ifPresentOrElse(holders::add, () -> unreadable.add("group " + name));
        }
        // The unique id only matters to policies of resources that name it.
        return known(Principal.user(user.arn(), ""), fixed, holders, user.boundary(), unreadable);
    }

    /** A session of a role. Its tags count only if nobody can begin a session with others. */
    public Known of(RoleDetail role) {
        Map<String, List<String>> fixed = fixed(role.arn(), "AssumedRole");
        fixed.put("aws:username", List.of());
        if (!admitsTags(role)) {
            tags(fixed, role.tags());
        }
        Arn arn = Arn.of(role.arn());
        String session = "assumed-role/%s/session".formatted(role.name());
        return known(
                Principal.session(
                        new Arn(arn.partition(), "sts", "", arn.account(), session).toString(), role.arn(), ""),
                fixed,
                List.of(role),
                role.boundary(),
                new ArrayList<>());
    }

    private static Map<String, List<String>> fixed(String arn, String type) {
        Map<String, List<String>> fixed = new TreeMap<>();
        fixed.put("aws:PrincipalArn", List.of(arn));
        fixed.put("aws:PrincipalAccount", List.of(Arn.of(arn).account()));
        fixed.put("aws:PrincipalType", List.of(type));
        fixed.put("aws:PrincipalIsAWSService", List.of("false"));
        fixed.put("aws:PrincipalServiceName", List.of());
        fixed.put("aws:PrincipalServiceNamesList", List.of());
        return fixed;
    }

    private static void tags(Map<String, List<String>> fixed, Map<String, String> tags) {
        tags.forEach((key, value) -> fixed.put("aws:PrincipalTag/" + key, List.of(value)));
        fixed.put("aws:PrincipalTag/*", List.of());
    }

    /** A session can then have other tags than its role. */
    private boolean admitsTags(RoleDetail role) {
        return documents
                .trust(role.trust())
                .map(trust -> new PolicySource(role.name(), KIND, trust)
                        .about(TAG_SESSION)
                        .policy())
                .map(trust -> trust.statements().stream().anyMatch(statement -> statement.effect() == Effect.ALLOW))
                .orElse(true);
    }

    private Known known(
            Principal principal,
            Map<String, List<String>> fixed,
            List<Holder> holders,
            @Nullable String boundary,
            List<String> unreadable) {
        Held held = new Held(new LinkedHashMap<>(), unreadable);
        holders.forEach(holder -> add(holder, held));
        Optional<PolicySource> cap =
                Optional.ofNullable(boundary).flatMap(arn -> source("policy " + Arn.name(arn), account.document(arn)));
        return new Known(
                new Access(
                        principal,
                        fixed,
                        new PolicySet(List.copyOf(held.policies().keySet()), cap.orElse(null), null, null, false),
                        cap.isPresent() ? null : boundary),
                held.policies(),
                unreadable);
    }

    private void add(Holder holder, Held held) {
        holder.inline()
                .forEach(policy -> add(new Origin(holder, policy.name(), true), Optional.of(policy.document()), held));
        holder.attached().forEach(arn -> add(new Origin(holder, arn, false), account.document(arn), held));
    }

    private void add(Origin origin, Optional<String> document, Held held) {
        source(origin.title(), document)
                .ifPresentOrElse(
                        read -> held.policies().putIfAbsent(read, origin),
                        () -> held.unreadable().add(origin.isInline() ? origin.title() : "policy " + origin.policy()));
    }

    private Optional<PolicySource> source(String title, Optional<String> document) {
        return document.flatMap(documents::identity).map(policy -> new PolicySource(title, KIND, policy));
    }

    private static String word(Holder holder) {
        return holder instanceof UserDetail ? "user" : holder instanceof RoleDetail ? "role" : "group";
    }
}
