package dev.tenantadmin.aws.snapshot;

import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.Holder;
import dev.tenantadmin.aws.iam.AccountDetails.PolicyDetail;
import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.aws.iam.AccountDetails.UserDetail;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.language.Effect;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.MalformedPolicyException;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.PolicyReader;
import dev.tenantadmin.policy.reason.Access;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The users and roles of an account with all policies that decide what they can do. Reads each document once. */
public final class AccountPrincipals {

    private static final String TAG_SESSION = "sts:TagSession";

    private final AccountDetails account;
    private final Map<String, Optional<PolicySource>> managed = new HashMap<>();

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

    /** Of an account as it was read. */
    public AccountPrincipals(AccountDetails account) {
        this.account = account;
    }

    /** A user with the policies of its groups. */
    public Known of(UserDetail user) {
        Map<String, List<String>> fixed = fixed(user.arn(), "User");
        fixed.put("aws:username", List.of(user.name()));
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
        String session = Arn.of(role.arn()).partition();
        return known(
                Principal.session(
                        "arn:%s:sts::%s:assumed-role/%s/session"
                                .formatted(session, Arn.of(role.arn()).account(), role.name()),
                        role.arn(),
                        ""),
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
        return fixed;
    }

    private static void tags(Map<String, List<String>> fixed, Map<String, String> tags) {
        tags.forEach((key, value) -> fixed.put("aws:PrincipalTag/" + key, List.of(value)));
        fixed.put("aws:PrincipalTag/*", List.of());
    }

    private static boolean admitsTags(RoleDetail role) {
        return trust(role)
                .map(source -> source.about(TAG_SESSION).policy().statements().stream()
                        .anyMatch(statement -> statement.effect() == Effect.ALLOW))
                .orElse(true);
    }

    /** A role's trust policy; empty if it cannot be read. */
    public static Optional<PolicySource> trust(RoleDetail role) {
        return source("trust policy of role " + role.name(), role::trust, Grammar.TRUST);
    }

    private Known known(
            Principal principal,
            Map<String, List<String>> fixed,
            List<Holder> holders,
            @Nullable String boundary,
            List<String> unreadable) {
        Map<PolicySource, Origin> identity = new LinkedHashMap<>();
        for (Holder holder : holders) {
            holder.inline().forEach(policy -> {
                Origin origin = new Origin(holder, policy.name(), true);
                add(identity, unreadable, origin, source(origin.title(), policy::document, Grammar.STORED));
            });
            holder.attached().forEach(arn -> add(identity, unreadable, new Origin(holder, arn, false), managed(arn)));
        }
        Optional<PolicySource> cap = Optional.ofNullable(boundary).flatMap(this::managed);
        return new Known(
                new Access(
                        principal,
                        fixed,
                        new PolicySet(List.copyOf(identity.keySet()), cap.orElse(null), null, null, false),
                        cap.isPresent() ? null : boundary),
                identity,
                unreadable);
    }

    private static void add(
            Map<PolicySource, Origin> identity, List<String> unreadable, Origin origin, Optional<PolicySource> source) {
        source.ifPresentOrElse(read -> identity.putIfAbsent(read, origin), () -> unreadable.add(origin.title()));
    }

    private static String word(Holder holder) {
        return holder instanceof UserDetail ? "user" : holder instanceof RoleDetail ? "role" : "group";
    }

    private Optional<PolicySource> managed(String arn) {
        return managed.computeIfAbsent(
                arn,
                unknown -> Optional.ofNullable(account.policies().get(arn))
                        .flatMap(PolicyDetail::defaultVersion)
                        .flatMap(version -> source("policy " + Arn.name(arn), version::document, Grammar.STORED)));
    }

    private static Optional<PolicySource> source(String title, Supplier<String> document, Grammar grammar) {
        try {
            Policy policy = PolicyReader.read(document.get(), grammar);
            return Optional.of(new PolicySource(title, "IAM Policy", policy));
        } catch (MalformedPolicyException e) {
            return Optional.empty();
        }
    }
}
