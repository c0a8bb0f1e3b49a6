package dev.tenantadmin.command.verify;

import dev.tenantadmin.aws.iam.Simulator;
import dev.tenantadmin.command.verify.question.Answer;
import dev.tenantadmin.command.verify.question.Ask;
import dev.tenantadmin.command.verify.question.Inquiry;
import dev.tenantadmin.command.verify.question.Questions;
import dev.tenantadmin.command.verify.question.Situation;
import dev.tenantadmin.command.verify.question.Subject;
import dev.tenantadmin.command.verify.question.Tenancy;
import dev.tenantadmin.policy.reason.Possibility;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Asks AWS's policy simulator what the proof has decided, so that AWS's own engine has said it too. */
final class SimulatorCheck {

    private final Simulator simulator;
    private final SimulatorMode mode;

    SimulatorCheck(Simulator simulator, SimulatorMode mode) {
        this.simulator = simulator;
        this.mode = mode;
    }

    /**
     * One call.
     *
     * @param asks what is asked, with what the policies decide
     */
    record Call(
            Subject subject,
            Situation situation,
            List<String> actions,
            List<String> resources,
            List<Expectation> asks) {}

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
                        subject,
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
                Possibility.Question found = certain.witness();
                calls.add(new Call(
                        subject,
                        new Situation("with the keys that the proof found", found.keys()),
                        List.of(found.action()),
                        List.of(found.resource()),
                        List.of(new Expectation(null, found.action(), found.resource(), found.resource(), true))));
            }
        }
        return calls;
    }

    /** The answers to a call, in the order of its asks. */
    List<Answer> ask(Call call) {
        Simulator.Answers answers = simulator.askIfAllowed(
                call.subject().arn(),
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
