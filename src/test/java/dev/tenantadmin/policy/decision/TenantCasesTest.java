package dev.tenantadmin.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.testing.Enumerated;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases that {@link IndependentEvaluatorTest} puts to another evaluator too. */
class TenantCasesTest {

    static List<Tables.Expected> cases() {
        return Enumerated.atLeast(1_100, "cases of a tenant", TenantCases.all().stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isDecidedAsWanted(Tables.Expected expected) {
        assertThat(expected.asked().decide() == Decision.Outcome.ALLOWED)
                .isEqualTo(expected.outcome().equals("allowed"));
    }
}
