package dev.tenantadmin.command.verify;

import dev.tenantadmin.command.verify.question.Answer;
import dev.tenantadmin.command.verify.question.Ask;
import dev.tenantadmin.command.verify.question.Expected;
import dev.tenantadmin.command.verify.question.Inquiry;
import dev.tenantadmin.command.verify.question.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts the answers and keeps the wrong ones. */
public final class AnswerCounts {

    private final Set<String> everyone;
    private final Map<Subject, Count> principals = new LinkedHashMap<>();
    private final Map<Pair, Count> cells = new LinkedHashMap<>();
    private final Map<Kind, Count> questions = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /** @param everyone the names of all tenants that exist */
    public AnswerCounts(Set<String> everyone) {
        this.everyone = Set.copyOf(everyone);
    }

    private static final class Count {
        int asked;
        int right;
        int leaks;
        int missing;

        void add(boolean met, Expected expected) {
            asked++;
            right += met ? 1 : 0;
            leaks += !met && expected == Expected.DENIED ? 1 : 0;
            missing += !met && expected == Expected.ALLOWED ? 1 : 0;
        }
    }

    private record Pair(String tenant, @Nullable String against) {}

    private record Kind(String who, String whose, String situation, String action, String thing, Expected expected) {}

    /** Adds the answers to an inquiry, in the order of its questions. */
    public void add(Inquiry inquiry, List<Answer> answers) {
        Count ofSubject = principals.computeIfAbsent(inquiry.subject(), none -> new Count());
        for (int i = 0; i < answers.size(); i++) {
            add(inquiry, inquiry.asks().get(i), answers.get(i), ofSubject);
        }
    }

    private void add(Inquiry inquiry, Ask ask, Answer answer, Count ofSubject) {
        Subject subject = inquiry.subject();
        String tenant = subject.tenant().name();
        String owner = ask.target().owner();
        boolean isThere = everyone.contains(owner);
        String whose = owner.equals(tenant)
                ? VerifyResult.Question.OWN
                : isThere ? VerifyResult.Question.OTHERS : VerifyResult.Question.NOBODYS;
        boolean met = ask.expected().met(answer.decision());
        Kind kind = new Kind(
                subject.kind().word(),
                whose,
                inquiry.situation().name(),
                ask.action(),
                ask.target().thing(),
                ask.expected());
        for (Count count : List.of(
                ofSubject,
                cells.computeIfAbsent(new Pair(tenant, isThere ? owner : null), none -> new Count()),
                questions.computeIfAbsent(kind, none -> new Count()))) {
            count.add(met, ask.expected());
        }
        if (!met) {
            findings.add(finding(inquiry, ask, answer, isThere));
        }
    }

    private static Finding finding(Inquiry inquiry, Ask ask, Answer answer, boolean isThere) {
        String tenant = inquiry.subject().tenant().name();
        String owner = ask.target().owner();
        String name = ask.target().name();
        String whom = ask.target().thing()
                + (name.isEmpty() ? "" : " " + name)
                + (owner.equals(tenant) ? "" : " of tenant " + owner + (isThere ? "" : ", which does not exist"));
        String what =
                "%s on %s; %s".formatted(ask.action(), whom, inquiry.situation().name());
        String who = inquiry.subject().title();
        if (answer.decision().equals(Answer.NONE)) {
            return new Finding(
                    Finding.Kind.UNANSWERED,
                    tenant,
                    "cannot tell whether %s can %s: %s".formatted(who, what, answer.by()));
        }
        String by = answer.by().isEmpty() ? "" : " by " + answer.by();
        return ask.expected() == Expected.DENIED
                ? new Finding(
                        Finding.Kind.LEAK,
                        tenant,
                        "%s of tenant %s can %s (%s%s)".formatted(who, tenant, what, answer.decision(), by))
                : new Finding(
                        Finding.Kind.MISSING,
                        tenant,
                        "%s of tenant %s cannot %s (%s%s)".formatted(who, tenant, what, answer.decision(), by));
    }

    /** Wrong answers, as findings. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** By principal, in the order of asking. */
    public List<VerifyResult.Row> principals() {
        List<VerifyResult.Row> rows = new ArrayList<>();
        principals.forEach((subject, count) -> rows.add(new VerifyResult.Row(
                subject.tenant().name(), subject.title(), subject.arn(), count.asked, count.right)));
        return rows;
    }

    /** By pair of tenants. */
    public List<VerifyResult.Cell> cells() {
        List<VerifyResult.Cell> all = new ArrayList<>();
        cells.forEach((pair, count) ->
                all.add(new VerifyResult.Cell(pair.tenant, pair.against, count.asked, count.leaks, count.missing)));
        return all;
    }

    /** By kind of question. */
    public List<VerifyResult.Question> questions() {
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
