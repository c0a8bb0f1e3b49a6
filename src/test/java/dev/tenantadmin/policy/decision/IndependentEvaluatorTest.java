package dev.tenantadmin.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.policy.decision.Decision.Outcome;
import dev.tenantadmin.testing.Enumerated;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the evaluator with an independent one. */
class IndependentEvaluatorTest {
    private static final long SEED = 20261123;
    private static final int TENANT_REQUESTS = 4000;
    private static final int RANDOM_POLICIES = 4000;

    private static final Map<String, Outcome> OUTCOMES = Map.of(
            IndependentEvaluator.ALLOWED,
            Outcome.ALLOWED,
            "ExplicitlyDenied",
            Outcome.EXPLICIT_DENY,
            "ImplicitlyDenied",
            Outcome.IMPLICIT_DENY);

    @TempDir
    Path folder;

    @Test
    void bothDecideAlike() throws IOException, InterruptedException {
        Map<String, String> known = Tables.disagreements();
        List<Case> cases = Stream.of(
                        Tables.operators().stream().flatMap(row -> Stream.of(row.toCase(false), row.toCase(true))),
                        Tables.cases().stream().map(Tables.Expected::asked),
                        TenantCases.all().stream().map(Tables.Expected::asked),
                        new TenantRequests(SEED).draw(TENANT_REQUESTS).stream(),
                        new RandomPolicies(SEED, known.keySet()).draw(RANDOM_POLICIES).stream())
                .flatMap(some -> some)
                .toList();
        List<String> answers = IndependentEvaluator.answers(
                folder, cases.stream().map(Case::toJson).toList());
        assertThat(answers).hasSameSizeAs(cases);

        Map<String, Integer> counts = new TreeMap<>();
        Map<String, String> disagreements = new LinkedHashMap<>();
        for (int i = 0; i < cases.size(); i++) {
            Map<String, Object> answer = Case.read(answers.get(i));
            Case asked = cases.get(i);
            Outcome theirs = OUTCOMES.get(String.valueOf(answer.get("result")));
            // A key that AWS does not send with the action was taken out over there, so it is here.
            Outcome ours = asked.without(answer.get("ignored") instanceof List<?> keys ? keys : List.of())
                    .decide();
            counts.merge(ours.word(), 1, Integer::sum);
            if (ours != theirs) {
                disagreements.put(
                        asked.name(), "ours " + ours + ", theirs " + (theirs == null ? answer.get("error") : theirs));
            }
        }

        Enumerated.atLeast(9_500, "requests that two evaluators decide", cases.size());
        assertThat(disagreements.keySet()).as(disagreements::toString).isEqualTo(known.keySet());
        assertThat(counts).hasSize(3);
        counts.forEach((outcome, count) -> Enumerated.atLeast(200, "requests that are " + outcome, count));
    }
}
