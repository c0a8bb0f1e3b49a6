package dev.tenantadmin.command.verify.outsider;

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
import dev.tenantadmin.policy.language.Glob;
import dev.tenantadmin.policy.language.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes actors of the account's users and roles. */
final class Actors {

    private static final String KIND = "IAM Policy";

    private final AccountDetails account;
    private final ParsedDocuments documents;

    Actors(AccountDetails account, ParsedDocuments documents) {
        this.account = account;
        this.documents = documents;
    }

    /** Some policies, and those that are not known or cannot be read. */
    record Held(List<PolicySource> policies, Set<String> unread) {}

    Actor of(UserDetail user) {
        Map<String, List<String>> fixed = fixed(user, "User");
        fixed.put("aws:username", List.of(user.name()));
        fixed.put("aws:SourceIdentity", List.of());
        tags(user.tags(), fixed);
        Held own = held("user " + user.name(), user);
        List<PolicySource> policies = new ArrayList<>(own.policies());
        Set<String> unread = new TreeSet<>(own.unread());
        for (String name : user.groups()) {
            Optional<GroupDetail> group = account.group(name);
            if (group.isEmpty()) {
                unread.add("group " + name);
            } else {
                Held joined = held(group.get());
                policies.addAll(joined.policies());
                unread.addAll(joined.unread());
            }
        }
        return actor(user.arn(), Principal.user(user.arn(), ""), fixed, policies, user.boundary(), unread);
    }

    Actor of(RoleDetail role) {
        Map<String, List<String>> fixed = fixed(role, "AssumedRole");
        fixed.put("aws:username", List.of());
        if (!admitsTags(role)) {
            tags(role.tags(), fixed);
        }
        Held own = held("role " + role.name(), role);
        return actor(
                role.arn(),
                Principal.session(session(role, "session"), role.arn(), ""),
                fixed,
                own.policies(),
                role.boundary(),
                own.unread());
    }

    /** The ARN of a role's session, which has no path. */
    static String session(RoleDetail role, String name) {
        Arn arn = Arn.of(role.arn());
        return new Arn(arn.partition(), "sts", "", arn.account(), "assumed-role/" + role.name() + "/" + name)
                .toString();
    }

    /** The group's own policies. */
    Held held(GroupDetail group) {
        return held("group " + group.name(), group);
    }

    private Actor actor(
            String arn,
            Principal principal,
            Map<String, List<String>> fixed,
            List<PolicySource> identity,
            @Nullable String boundary,
            Set<String> unread) {
        Optional<PolicySource> cap = Optional.ofNullable(boundary)
                .flatMap(account::document)
                .flatMap(documents::identity)
                .map(policy -> new PolicySource(Arn.name(String.valueOf(boundary)), KIND, policy));
        return new Actor(
                arn,
                new TreeSet<>(),
                principal,
                fixed,
                new PolicySet(identity, cap.orElse(null), null, null, false),
                cap.isPresent() ? null : boundary,
                unread);
    }

    private static Map<String, List<String>> fixed(Holder holder, String type) {
        Map<String, List<String>> fixed = new TreeMap<>();
        fixed.put("aws:PrincipalArn", List.of(holder.arn()));
        fixed.put("aws:PrincipalAccount", List.of(Arn.of(holder.arn()).account()));
        fixed.put("aws:PrincipalType", List.of(type));
        fixed.put("aws:PrincipalIsAWSService", List.of("false"));
        fixed.put("aws:PrincipalServiceName", List.of());
        fixed.put("aws:PrincipalServiceNamesList", List.of());
        return fixed;
    }

    private static void tags(Map<String, String> tags, Map<String, List<String>> fixed) {
        fixed.put("aws:PrincipalTag/*", List.of());
        tags.forEach((key, value) -> fixed.put("aws:PrincipalTag/" + key, List.of(value)));
    }

    /** A session can then have other tags than its role. */
    private boolean admitsTags(RoleDetail role) {
        Optional<Policy> trust = documents.trust(role.trust());
        return trust.isEmpty()
                || trust.get().statements().stream()
                        .filter(statement -> statement.effect() == Effect.ALLOW)
                        .anyMatch(statement -> statement.actions().negated()
                                || statement.actions().values().stream()
                                        .anyMatch(action -> Glob.of(action).matchesIgnoringCase("sts:TagSession")));
    }

    private Held held(String owner, Holder holder) {
        List<PolicySource> policies = new ArrayList<>();
        Set<String> unread = new TreeSet<>();
        holder.inline()
                .forEach(inline -> add(
                        "inline policy %s of %s".formatted(inline.name(), owner),
                        Optional.of(inline.document()),
                        policies,
                        unread));
        holder.attached().forEach(arn -> add("policy " + arn, account.document(arn), policies, unread));
        return new Held(policies, unread);
    }

    private void add(String title, Optional<String> document, List<PolicySource> policies, Set<String> unread) {
        document.flatMap(documents::identity)
                .ifPresentOrElse(
                        policy -> policies.add(new PolicySource(title, KIND, policy)), () -> unread.add(title));
    }
}
