package dev.tenantadmin.command.verify;

import dev.tenantadmin.aws.snapshot.AccountPrincipals.Origin;
import dev.tenantadmin.command.verify.Finding.Kind;
import dev.tenantadmin.command.verify.PrincipalProof.Cause;
import dev.tenantadmin.command.verify.PrincipalProof.Unmet;
import dev.tenantadmin.command.verify.question.Subject;
import dev.tenantadmin.policy.language.Patterns;
import dev.tenantadmin.policy.reason.Possibility;
import dev.tenantadmin.tenant.name.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells what proofs found wrong: one finding for each policy that allows too much, whoever has it and however much that is. */
final class ProofFindings {

    private static final int MOST_NAMED = 3;

    private ProofFindings() {}

    /** A policy by which principals of one tenant can do too much, and how bad that is. */
    private record Key(String tenant, Kind kind, String policy) {}

    private record Case(Subject subject, Cause cause) {}

    /** All findings of all proofs. */
    static List<Finding> of(Collection<PrincipalProof> proofs) {
        Map<Key, List<Case>> causes = new LinkedHashMap<>();
        List<Finding> all = new ArrayList<>();
        for (PrincipalProof proof : proofs) {
            Subject subject = proof.subject();
            proof.causes()
                    .forEach(cause -> causes.computeIfAbsent(
                                    new Key(
                                            subject.tenant().name(),
                                            kind(cause),
                                            cause.origin().title()),
                                    none -> new ArrayList<>())
                            .add(new Case(subject, cause)));
            proof.unreadable().forEach(title -> all.add(unreadable(subject, title)));
            if (!proof.unmet().isEmpty()) {
                all.add(missing(proof));
            }
        }
        causes.forEach((key, cases) -> all.add(cause(key, cases)));
        return all;
    }

    /** The id of the finding in which a cause is told. */
    static String id(Subject subject, Cause cause) {
        return Finding.id(kind(cause), subject.tenant().name(), cause.origin().title());
    }

    private static Kind kind(Cause cause) {
        if (!(cause.excess().found() instanceof Possibility.Certain)) {
            return Kind.UNDECIDED;
        }
        return cause.excess().isAtHome() ? Kind.WIDER : Kind.LEAK;
    }

    private static Finding cause(Key key, List<Case> cases) {
        SortedSet<String> reached = new TreeSet<>();
        SortedSet<String> actions = new TreeSet<>();
        SortedSet<String> who = new TreeSet<>();
        SortedSet<String> because = new TreeSet<>();
        boolean isBudget = false;
        Witness witness = null;
        for (Case one : cases) {
            reached.addAll(one.cause().reached());
            if (key.kind() == Kind.UNDECIDED) {
                reached.addAll(one.cause().perhaps());
            }
            who.add(one.subject().title());
            actions.addAll(words(one.cause().excess().statement().actions()));
            Possibility found = one.cause().excess().found();
            isBudget |= found instanceof Possibility.NotDecided;
            if (found instanceof Possibility.Perhaps perhaps) {
                because.addAll(perhaps.because());
            }
            witness = witness == null ? Witness.in(found) : witness;
        }
        Origin origin = cases.get(0).cause().origin();
        String how = "%s, by %s".formatted(key.policy(), some(actions, "more"));
        String text = switch (key.kind()) {
            case LEAK ->
                "%s of tenant %s can reach %s: through %s"
                        .formatted(some(who, "others"), key.tenant(), whom(reached), how);
            case WIDER ->
                "%s of tenant %s can do more in the tenant than is meant: through %s"
                        .formatted(some(who, "others"), key.tenant(), how);
            default ->
                "%s of tenant %s perhaps can do more than is meant: through %s; %s"
                        .formatted(
                                some(who, "others"),
                                key.tenant(),
                                how,
                                isBudget
                                        ? "that is not decided, because it takes more steps than are allowed"
                                        : "that depends on " + String.join(", ", because));
        };
        return new Finding(
                key.kind(),
                key.tenant(),
                text,
                Finding.id(key.kind(), key.tenant(), key.policy()),
                remedy(cases.get(0).subject().tenant().names(), origin),
                List.copyOf(reached),
                witness);
    }

    private static String whom(SortedSet<String> reached) {
        return reached.isEmpty()
                ? "what is no tenant's"
                : reached.size() > MOST_NAMED
                        ? "%,d tenants".formatted(reached.size())
                        : (reached.size() == 1 ? "tenant " : "tenants ") + String.join(", ", reached);
    }

    /** The actions of a statement. */
    static List<String> words(Patterns actions) {
        return actions.negated() ? List.of("all but " + String.join(", ", actions.values())) : actions.values();
    }

    /** The first few, and how many others. */
    static String some(Collection<String> all, String rest) {
        return all.size() <= MOST_NAMED
                ? String.join(", ", all)
                : "%s and %,d %s"
                        .formatted(
                                all.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")),
                                all.size() - MOST_NAMED,
                                rest);
    }

    /** Of our own documents, the tenant's next run repairs them; what somebody added is to be taken away. */
    private static String remedy(Names names, Origin origin) {
        boolean isOurs = origin.isInline()
                ? Stream.of(names.executionRoleArn(), names.groupArn())
                                .anyMatch(origin.holder().arn()::equals)
                        && List.of("execution", "assume").contains(origin.policy())
                : origin.policy().equals(names.accessPolicyArn());
        return isOurs
                ? "run 'tenant-admin create-tenant %s'".formatted(names.tenant())
                : origin.isInline()
                        ? "delete the inline policy %s of %s"
                                .formatted(origin.policy(), origin.holder().name())
                        : "detach policy %s from %s"
                                .formatted(origin.policy(), origin.holder().name());
    }

    private static Finding unreadable(Subject subject, String title) {
        return new Finding(
                Kind.UNDECIDED,
                subject.tenant().name(),
                "%s of tenant %s cannot be judged: %s is not known"
                        .formatted(subject.title(), subject.tenant().name(), title));
    }

    private static Finding missing(PrincipalProof proof) {
        Subject subject = proof.subject();
        List<String> all =
                proof.unmet().stream().map(ProofFindings::words).distinct().toList();
        return new Finding(
                Kind.MISSING,
                subject.tenant().name(),
                "%s of tenant %s cannot do what its work needs: %s"
                        .formatted(subject.title(), subject.tenant().name(), some(all, "more requests")),
                Finding.id(Kind.MISSING, subject.tenant().name(), subject.arn()),
                "run 'tenant-admin create-tenant %s'".formatted(subject.tenant().name()),
                List.of(),
                null);
    }

    private static String words(Unmet unmet) {
        return "%s on %s".formatted(unmet.ask().action(), unmet.ask().target().thing());
    }
}
