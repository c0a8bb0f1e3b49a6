package dev.tenantadmin.command.verify;

import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.ReadStatement;
import dev.tenantadmin.aws.iam.ReadTrust;
import dev.tenantadmin.aws.iam.Simulator;
import dev.tenantadmin.command.verify.ExternalPrincipal.Ability;
import dev.tenantadmin.command.verify.question.Tenancy;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.tenant.name.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Principals outside all tenants that can reach into them. Principals without a statement that could allow it are skipped; the simulator
 * answers for the others.
 */
final class ExternalPrincipals {

    /** Five actions on a notebook and a role of each tenant fit one page. */
    private static final int TENANTS_A_CALL = 100;

    private final Simulator simulator;
    private final List<Tenancy> tenants;
    private final Map<String, ReadTrust> trusts = new TreeMap<>();
    private final Set<String> candidates = new LinkedHashSet<>();
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * Asks nothing yet.
     *
     * @param tenants the tenants that they might reach
     * @param everyone the names of all tenants of the account, whose principals are not outsiders
     * @param caller the caller, as IAM knows it
     */
    ExternalPrincipals(
            AccountDetails account,
            Simulator simulator,
            List<Tenancy> tenants,
            Collection<Names> everyone,
            String caller) {
        this.simulator = simulator;
        this.tenants = tenants;
        Set<String> paths = new TreeSet<>();
        everyone.forEach(names -> paths.add(names.path()));
        account.users().forEach((arn, user) -> add(arn, user.path(), paths, account.documents(user)));
        account.roles().forEach((arn, role) -> add(arn, role.path(), paths, account.documents(role)));
        if (!known.contains(caller)
                && !caller.contains(Names.ROOT_PATH)
                && Arn.parse(caller).filter(Arn::isRoot).isEmpty()) {
            known.add(caller);
            candidates.add(caller);
        }
        tenants.forEach(tenant -> trusts.put(
                tenant.name(),
                Optional.ofNullable(account.roles().get(tenant.names().accessRoleArn()))
                        .map(role -> ReadTrust.of(role.trust()))
                        .orElse(new ReadTrust(List.of()))));
    }

    private void add(String arn, String path, Set<String> ofTenants, List<Optional<String>> documents) {
        if (ofTenants.contains(path)) {
            return;
        }
        known.add(arn);
        if (documents.stream().anyMatch(ExternalPrincipals::mayAllow)) {
            candidates.add(arn);
        }
    }

    /** An unknown policy may allow anything. */
    private static boolean mayAllow(Optional<String> document) {
        return document.isEmpty()
                || ReadStatement.of(document.get()).stream()
                        .filter(ReadStatement::allows)
                        .anyMatch(statement -> Stream.of(Ability.values())
                                .anyMatch(ability -> statement.mayConcern(ability.action())));
    }

    /** The principals to ask the simulator about. */
    List<String> candidates() {
        return List.copyOf(candidates);
    }

    /** How many calls one principal takes. */
    int callsEach() {
        return (tenants.size() + TENANTS_A_CALL - 1) / TENANTS_A_CALL;
    }

    /** What one of the candidates can do. */
    ExternalPrincipal ask(String principal) {
        SortedMap<String, Set<Ability>> may = new TreeMap<>();
        SortedMap<String, Set<Ability>> maybe = new TreeMap<>();
        SortedSet<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (int from = 0; from < tenants.size(); from += TENANTS_A_CALL) {
            List<Tenancy> some = tenants.subList(from, Math.min(from + TENANTS_A_CALL, tenants.size()));
            Simulator.Answers answers = answers(principal, some, keys);
            for (Tenancy tenant : some) {
                for (Ability ability : Ability.values()) {
                    if (ability == Ability.ASSUME && !isTrusted(principal, tenant)) {
                        continue;
                    }
                    Simulator.Result result =
                            answers.to(ability.action(), on(ability, tenant)).orElse(null);
                    if (result == null) {
                        note(maybe, tenant, ability);
                    } else if (result.isAllowed()) {
                        note(may, tenant, ability);
                    } else if (!result.missing().isEmpty()) {
                        note(maybe, tenant, ability);
                        keys.addAll(result.missing());
                    }
                }
            }
        }
        return new ExternalPrincipal(principal, may, maybe, List.copyOf(keys));
    }

    private Simulator.Answers answers(String principal, List<Tenancy> some, Set<String> keys) {
        List<String> resources = some.stream()
                .flatMap(tenant -> Stream.of(on(Ability.PRESIGN, tenant), on(Ability.ASSUME, tenant)))
                .toList();
        List<String> actions = Stream.of(Ability.values()).map(Ability::action).toList();
        Simulator.Answers answers = simulator.ask(principal, actions, resources, context(some.get(0)));
        if (answers.refusal() != null) {
            keys.add("the simulator gives no answer: " + answers.refusal());
        }
        return answers;
    }

    /** The conditions of someone who signed in with MFA; the simulator reports what else a policy requires as missing. */
    private static Map<String, List<String>> context(Tenancy tenant) {
        return Map.of(
                "aws:MultiFactorAuthPresent", List.of("true"),
                "aws:ResourceAccount", List.of(tenant.names().home().account()),
                "sts:SourceIdentity", List.of("auditor"),
                "sts:RoleSessionName", List.of("auditor"));
    }

    private static String on(Ability ability, Tenancy tenant) {
        Names names = tenant.names();
        if (ability == Ability.ASSUME) {
            return names.accessRoleArn();
        }
        String notebook = tenant.notebooks().isEmpty()
                ? names.prefix() + "main"
                : tenant.notebooks().get(0);
        return names.sagemakerArn("notebook-instance", notebook);
    }

    private boolean isTrusted(String principal, Tenancy tenant) {
        return trusts.getOrDefault(tenant.name(), new ReadTrust(List.of())).admitted().stream()
                .anyMatch(admitted -> admitted.matches(principal));
    }

    /** Principals that are trusted by name, so need no policy of their own, or that are outside the account. */
    List<ExternalPrincipal> admittedByName() {
        Map<String, SortedMap<String, Set<Ability>>> may = new TreeMap<>();
        Map<String, SortedMap<String, Set<Ability>>> maybe = new TreeMap<>();
        for (Tenancy tenant : tenants) {
            for (ReadTrust.Admitted admitted :
                    trusts.getOrDefault(tenant.name(), new ReadTrust(List.of())).admitted()) {
                if (admitted.who().contains(tenant.names().path())) {
                    continue;
                }
                List<String> found = known.stream().filter(admitted::matches).toList();
                if (!admitted.needsPermission()) {
                    (found.isEmpty() ? List.of(admitted.title()) : found)
                            .forEach(who ->
                                    note(may.computeIfAbsent(who, none -> new TreeMap<>()), tenant, Ability.ASSUME));
                } else if (found.isEmpty()) {
                    note(maybe.computeIfAbsent(admitted.title(), none -> new TreeMap<>()), tenant, Ability.ASSUME);
                }
            }
        }
        List<ExternalPrincipal> all = new ArrayList<>();
        may.forEach((who, tenants) -> all.add(new ExternalPrincipal(who, tenants, new TreeMap<>(), List.of())));
        maybe.forEach((who, tenants) -> all.add(new ExternalPrincipal(
                who,
                new TreeMap<>(),
                tenants,
                List.of("it is admitted by name and not among the account's principals"))));
        return all;
    }

    private static void note(SortedMap<String, Set<Ability>> where, Tenancy tenant, Ability ability) {
        where.computeIfAbsent(tenant.name(), none -> EnumSet.noneOf(Ability.class))
                .add(ability);
    }
}
