package dev.tenantadmin.command.verify;

import dev.tenantadmin.aws.iam.Simulator;
import dev.tenantadmin.command.verify.outsider.Administration;
import dev.tenantadmin.command.verify.outsider.Edge;
import dev.tenantadmin.command.verify.outsider.Outsider;
import dev.tenantadmin.command.verify.outsider.ReachedTenant;
import dev.tenantadmin.command.verify.outsider.Step;
import dev.tenantadmin.command.verify.outsider.Verdict;
import dev.tenantadmin.command.verify.outsider.WayIn;
import dev.tenantadmin.command.verify.question.Answer;
import dev.tenantadmin.command.verify.question.Ask;
import dev.tenantadmin.command.verify.question.Inquiry;
import dev.tenantadmin.command.verify.question.Questions;
import dev.tenantadmin.command.verify.question.Situation;
import dev.tenantadmin.command.verify.question.Subject;
import dev.tenantadmin.command.verify.question.Tenancy;
import dev.tenantadmin.policy.reason.Possibility;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Asks AWS's policy simulator what the proof has decided, so that AWS's own engine has said it too. */
final class SimulatorCheck {

    /** How the actions begin that a role's trust policy decides. */
    private static final String BY_TRUST = "sts:AssumeRole";

    private final Simulator simulator;
    private final SimulatorMode mode;

    SimulatorCheck(Simulator simulator, SimulatorMode mode) {
        this.simulator = simulator;
        this.mode = mode;
    }

    /**
     * Whose policies a call is about.
     *
     * @param words for a person: {@code user acme--owner of tenant acme}
     * @param tenant the tenant that it is about
     * @param subject null for a principal that is no tenant's
     */
    record Asker(
            String arn,
            String words,
            String tenant,
            @Nullable Subject subject) {

        static Asker of(Subject subject) {
            String tenant = subject.tenant().name();
            return new Asker(subject.arn(), subject.title() + " of tenant " + tenant, tenant, subject);
        }
    }

    /**
     * One call.
     *
     * @param asks what is asked, with what the policies decide
     */
    record Call(
            Asker asker, Situation situation, List<String> actions, List<String> resources, List<Expectation> asks) {}

    /**
     * What is asked, and what the policies decide as we read them.
     *
     * @param ask the question as the tenant's promises have it; null for one that the proof found
     * @param whom for a person
     */
    record Expectation(@Nullable Ask ask, String action, String resource, String whom, boolean isAllowed) {}

    /** What is to be asked about a principal. */
    List<Call> calls(PrincipalProof proof, List<Tenancy> others, BiFunction<Ask, Situation, Boolean> isAllowed) {
        List<Call> calls = new ArrayList<>();
        if (mode == SimulatorMode.NONE) {
            return calls;
        }
        Subject subject = proof.subject();
        List<Inquiry> inquiries = Questions.about(subject, mode == SimulatorMode.ALL ? others : List.of());
        inquiries.stream()
                .limit(mode == SimulatorMode.ALL ? inquiries.size() : 1)
                .map(inquiry -> new Call(
                        Asker.of(subject),
                        inquiry.situation(),
                        inquiry.actions(),
                        inquiry.resources(),
                        inquiry.asks().stream()
                                .map(ask -> new Expectation(
                                        ask,
                                        ask.action(),
                                        ask.target().arn(),
                                        ask.target().words(subject.tenant().name()),
                                        isAllowed.apply(ask, inquiry.situation())))
                                .toList()))
                .forEach(calls::add);
        for (PrincipalProof.Cause cause : proof.causes()) {
            if (cause.excess().found() instanceof Possibility.Certain certain) {
                calls.add(found(Asker.of(subject), certain.witness()));
            }
        }
        return calls;
    }

    /**
     * What is to be asked about principals that are no tenant's: each way that is certain once, whichever tenants it leads to, and each step to
     * another principal. Not what a role's trust policy decides, which the simulator does not look at; nor what somebody could do after it changed
     * its rights.
     *
     * @param tenants the names of those that may be reached
     */
    List<Call> calls(Collection<Outsider> outsiders, List<String> tenants) {
        if (mode == SimulatorMode.NONE) {
            return List.of();
        }
        Map<List<String>, List<Call>> once = new LinkedHashMap<>();
        for (Outsider outsider : outsiders) {
            Administration administration = outsider.administration();
            if (administration != null && administration.verdict().isCertain()) {
                add(
                        outsider,
                        tenants.get(0),
                        administration.ways().get(0),
                        administration.path(),
                        administration.verdict(),
                        once);
            }
            for (ReachedTenant reached : outsider.reached()) {
                if (reached.verdict().isCertain()) {
                    add(outsider, reached.tenant().value(), reached.way(), reached.path(), reached.verdict(), once);
                }
            }
        }
        return once.values().stream().flatMap(List::stream).toList();
    }

    private static void add(
            Outsider outsider,
            String tenant,
            WayIn way,
            List<Step> path,
            Verdict verdict,
            Map<List<String>, List<Call>> once) {
        if (path.isEmpty()) {
            once.computeIfAbsent(
                    List.of(outsider.who(), "way", way.id()), none -> calls(outsider.who(), tenant, verdict.witness()));
        }
        Set<String> changed = new HashSet<>();
        for (Step step : path) {
            if (!changed.contains(step.who())) {
                once.computeIfAbsent(
                        List.of(step.who(), "step", step.edge().id()),
                        none -> calls(step.who(), tenant, step.witness()));
            }
            if (step.edge().gives() != Edge.Gives.ANOTHER) {
                changed.add(step.onto());
            }
        }
    }

    private static List<Call> calls(String who, String tenant, List<Possibility.Question> witnesses) {
        return witnesses.stream()
                .filter(question -> !question.action().startsWith(BY_TRUST))
                .map(question -> found(new Asker(who, who, tenant, null), question))
                .toList();
    }

    /** A request that the proof found allowed. A key without a value is absent, and is not given. */
    private static Call found(Asker asker, Possibility.Question found) {
        Map<String, List<String>> given = new TreeMap<>(found.keys());
        given.values().removeIf(List::isEmpty);
        return new Call(
                asker,
                new Situation("with the keys that the proof found", given),
                List.of(found.action()),
                List.of(found.resource()),
                List.of(new Expectation(null, found.action(), found.resource(), found.resource(), true)));
    }

    /** The answers to a call, in the order of its asks. */
    List<Answer> ask(Call call) {
        Simulator.Answers answers = simulator.askIfAllowed(
                call.asker().arn(),
                call.actions(),
                call.resources(),
                call.situation().keys());
        return call.asks().stream()
                .map(ask -> answers.to(ask.action(), ask.resource())
                        .map(result -> new Answer(result.decision(), result.by()))
                        .orElseGet(() -> new Answer(
                                answers.isDenied() ? Answer.NOT_ASKED : Answer.NONE,
                                answers.refusal() == null
                                        ? "the simulator did not answer this question"
                                        : answers.refusal())))
                .toList();
    }
}
