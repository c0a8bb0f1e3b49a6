package dev.tenantadmin.command.verify;

import dev.tenantadmin.command.verify.SimulatorCheck.Call;
import dev.tenantadmin.command.verify.SimulatorCheck.Expectation;
import dev.tenantadmin.command.verify.question.Answer;
import dev.tenantadmin.command.verify.question.Ask;
import dev.tenantadmin.command.verify.question.Expected;
import dev.tenantadmin.command.verify.question.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts the simulator's answers, and keeps those that differ from the proof or that it did not give. */
final class AnswerCounts {

    private final Set<String> everyone;
    private final Set<Subject> explained;
    private final Map<Kind, Count> questions = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private int calls;
    private int asked;
    private int agreed;
    private @Nullable String refusal;

    /**
     * @param everyone the names of all tenants that exist
     * @param explained the principals of which the proof has told what is wrong: that the simulator says the same is no news
     */
    AnswerCounts(Set<String> everyone, Set<Subject> explained) {
        this.everyone = Set.copyOf(everyone);
        this.explained = Set.copyOf(explained);
    }

    private static final class Count {
        int asked;
        int right;
    }

    private record Kind(String who, String whose, String situation, String action, String thing, Expected expected) {}

    /** Adds the answers to a call, in the order of its questions. */
    void add(Call call, List<Answer> answers) {
        calls++;
        if (answers.stream().allMatch(answer -> answer.decision().equals(Answer.NONE))) {
            asked += answers.size();
            findings.add(new Finding(
                    Finding.Kind.UNANSWERED,
                    call.asker().tenant(),
                    "AWS's policy simulator gives no answer about %s, %s: %s"
                            .formatted(
                                    call.asker().words(),
                                    call.situation().name(),
                                    answers.get(0).by())));
            return;
        }
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).decision().equals(Answer.NOT_ASKED)) {
                refusal = answers.get(i).by();
            } else {
                add(call, call.asks().get(i), answers.get(i));
            }
        }
    }

    private void add(Call call, Expectation asks, Answer answer) {
        asked++;
        boolean isAnswered = !answer.decision().equals(Answer.NONE);
        boolean agrees = isAnswered && (asks.isAllowed() ? Expected.ALLOWED : Expected.DENIED).met(answer.decision());
        agreed += agrees ? 1 : 0;
        Ask ask = asks.ask();
        boolean isMet = ask == null ? agrees : ask.expected().met(answer.decision());
        Subject subject = call.asker().subject();
        if (ask != null && subject != null) {
            Count count = questions.computeIfAbsent(kind(call, subject, ask), none -> new Count());
            count.asked++;
            count.right += isMet ? 1 : 0;
        }
        if (!isAnswered) {
            findings.add(finding(Finding.Kind.UNANSWERED, call, asks, "cannot tell whether %s: " + answer.by()));
        } else if (!agrees) {
            findings.add(finding(
                    Finding.Kind.DISAGREEMENT,
                    call,
                    asks,
                    "AWS's policy simulator says %s where the policies say %s: whether %%s"
                            .formatted(answer.decision(), asks.isAllowed() ? "allowed" : "denied")));
        } else if (!isMet && (subject == null || !explained.contains(subject))) {
            findings.add(finding(
                    asks.isAllowed() ? Finding.Kind.LEAK : Finding.Kind.MISSING,
                    call,
                    asks,
                    asks.isAllowed() ? "%s" : "it is denied that %s"));
        }
    }

    private Kind kind(Call call, Subject subject, Ask ask) {
        String owner = ask.target().owner();
        String whose = owner.equals(subject.tenant().name())
                ? VerifyResult.Question.OWN
                : everyone.contains(owner) ? VerifyResult.Question.OTHERS : VerifyResult.Question.NOBODYS;
        return new Kind(
                subject.kind().word(),
                whose,
                call.situation().name(),
                ask.action(),
                ask.target().thing(),
                ask.expected());
    }

    private static Finding finding(Finding.Kind kind, Call call, Expectation asks, String sentence) {
        String what = "%s can %s on %s; %s"
                .formatted(
                        call.asker().words(),
                        asks.action(),
                        asks.whom(),
                        call.situation().name());
        return new Finding(kind, call.asker().tenant(), sentence.formatted(what));
    }

    /** What differs, and what was not answered. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** What was asked in all. */
    VerifyResult.Simulated simulated(SimulatorMode mode) {
        return new VerifyResult.Simulated(mode, calls, asked, agreed, refusal);
    }

    /** By kind of question. */
    List<VerifyResult.Question> questions() {
        List<VerifyResult.Question> all = new ArrayList<>();
        questions.forEach((kind, count) -> all.add(new VerifyResult.Question(
                kind.who,
                kind.whose,
                kind.situation,
                kind.action,
                kind.thing,
                kind.expected,
                count.asked,
                count.right)));
        return all;
    }
}
