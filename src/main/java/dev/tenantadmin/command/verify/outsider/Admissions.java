package dev.tenantadmin.command.verify.outsider;

import dev.tenantadmin.aws.iam.ReadTrust;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.language.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whom the trust policies of tenants' roles admit who is not in the account: other accounts, identity providers, services, anyone. */
final class Admissions {

    private static final String ANYONE = "*";

    /** What an administrator of another account gives its principals. */
    private static final PolicySource EVERYTHING = new PolicySource(
            "everything", "IAM Policy", new Policy(false, List.of(Asking.statement(List.of("*"), List.of("*")))));

    private static final List<String> ASSUME =
            List.of("sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity");

    private final Things things;
    private final Asking asking;

    Admissions(Things things, Asking asking) {
        this.things = things;
        this.asking = asking;
    }

    /** Each of them with the tenants that it comes into. */
    List<Outsider> of(List<TenantThings> tenants) {
        SortedMap<String, List<ReachedTenant>> reached = new TreeMap<>();
        SortedMap<String, Outsider.Kind> kinds = new TreeMap<>();
        List<Outsider> all = new ArrayList<>();
        Set<String> unread = new TreeSet<>();
        for (TenantThings tenant : tenants) {
            ReadTrust wanted =
                    tenant.wantedTrust() == null ? new ReadTrust(List.of()) : ReadTrust.of(tenant.wantedTrust());
            for (WayIn way : WaysIn.ALL) {
                Need need = way.firstNeeds().get(0);
                if (!need.actions().equals(List.of(ASSUME.get(0)))) {
                    continue;
                }
                boolean isAccess = need.things().contains(Thing.ACCESS_ROLE);
                for (KnownThing role : things.of(tenant, need.things().get(0))) {
                    if (role.trust() == null) {
                        unread.add("the trust policy of " + role.arn());
                        continue;
                    }
                    for (ReadTrust.Admitted admitted : things.admitted(role.arn())) {
                        Optional<Outsider.Kind> kind = kind(admitted, tenant);
                        if (kind.isEmpty() || (!isAccess && isSageMaker(admitted))) {
                            continue;
                        }
                        verdict(admitted, role).ifPresent(verdict -> {
                            kinds.put(admitted.who(), kind.get());
                            reached.computeIfAbsent(admitted.who(), none -> new ArrayList<>())
                                    .add(new ReachedTenant(
                                            tenant.tenant(),
                                            way,
                                            List.of(role.arn()),
                                            verdict,
                                            List.of(),
                                            isAccess && wanted.admitted().contains(admitted)));
                        });
                    }
                }
            }
        }
        reached.forEach((who, ways) -> all.add(new Outsider(
                who,
                kinds.getOrDefault(who, Outsider.Kind.UNKNOWN),
                ways.stream().allMatch(ReachedTenant::expected),
                null,
                ways,
                new TreeSet<>())));
        unread.forEach(trust -> all.add(
                new Outsider(trust, Outsider.Kind.UNKNOWN, false, null, List.of(), new TreeSet<>(Set.of(trust)))));
        return all;
    }

    /** The execution role's own service. */
    private static boolean isSageMaker(ReadTrust.Admitted admitted) {
        return admitted.type().equals("Service") && admitted.who().equals("sagemaker.amazonaws.com");
    }

    /** Empty for principals of the account, which are looked at themselves, and for those that have been deleted. */
    private static Optional<Outsider.Kind> kind(ReadTrust.Admitted admitted, TenantThings tenant) {
        String own = tenant.names().home().account();
        return switch (admitted.type()) {
            case "Service" -> Optional.of(Outsider.Kind.SERVICE);
            case "Federated" -> Optional.of(Outsider.Kind.PROVIDER);
            case "AWS" ->
                admitted.who().equals(ANYONE)
                        ? Optional.of(Outsider.Kind.ANYONE)
                        : Arn.parse(admitted.who())
                                .filter(arn -> !arn.account().equals(own))
                                .map(arn -> Outsider.Kind.ACCOUNT);
            default -> Optional.empty();
        };
    }

    private Optional<Verdict> verdict(ReadTrust.Admitted admitted, KnownThing role) {
        Actor actor = actor(admitted);
        return asking.all(
                actor,
                List.of(new Asking.Asked(
                        List.of(Asking.statement(ASSUME, List.of(role.arn()))), role.keys(), role.trust())));
    }

    /** One of those who are admitted, with all rights in its own account. */
    private static Actor actor(ReadTrust.Admitted admitted) {
        String who = admitted.who();
        Map<String, List<String>> fixed = new TreeMap<>();
        Principal principal;
        switch (admitted.type()) {
            case "Service" -> {
                principal = Principal.service(who);
                fixed.put("aws:PrincipalIsAWSService", List.of("true"));
                fixed.put("aws:PrincipalArn", List.of());
            }
            case "Federated" -> {
                principal = Principal.federated(who);
                fixed.put("aws:PrincipalArn", List.of());
            }
            default -> {
                Arn arn = Arn.parse(who)
                        .filter(found -> !found.resource().equals(ANYONE))
                        .orElse(someone(who));
                String account = arn.account().contains(ANYONE) ? STRANGER : arn.account();
                String one = arn.resource().equals("root") ? "user/administrator" : arn.resource();
                String role = new Arn(
                                arn.partition().replace(ANYONE, "aws"),
                                "iam",
                                "",
                                account,
                                one.replace(ANYONE, "x").replace('?', 'x'))
                        .toString();
                boolean isSession = arn.service().equals("sts");
                String caller = isSession ? who : role;
                principal = Principal.user(caller, "");
                fixed.put("aws:PrincipalAccount", List.of(account));
                if (!isSession) {
                    fixed.put("aws:PrincipalArn", List.of(role));
                }
                fixed.put("aws:PrincipalIsAWSService", List.of("false"));
            }
        }
        return new Actor(who, new TreeSet<>(), principal, fixed, PolicySet.of(List.of(EVERYTHING)), null, Set.of());
    }

    /** An account that nobody has. */
    private static final String STRANGER = "000000000000";

    private static Arn someone(String who) {
        String account = Arn.parse(who).map(Arn::account).orElse(STRANGER);
        return new Arn("aws", "iam", "", account, "user/administrator");
    }
}
