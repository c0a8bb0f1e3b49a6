package dev.tenantadmin.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.policy.decision.Decision.Outcome;
import dev.tenantadmin.policy.decision.Tables.Expected;
import dev.tenantadmin.policy.decision.Tables.Row;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.language.ConditionOperator;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.PolicyReader;
import dev.tenantadmin.testing.Enumerated;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluationTest {
    private static final ConditionKeys KEYS = new ConditionKeys();
    private static final Knowledge DOCUMENTED = new Knowledge() {
        @Override
        public @Nullable String gap(String key) {
            return KEYS.type(key).isPresent() ? null : "AWS documents no condition key " + key + ".";
        }

        @Override
        public boolean isMultivalued(String key) {
            return KEYS.isList(key);
        }
    };

    static List<Row> operators() {
        return Enumerated.atLeast(150, "conditions", Tables.operators().stream());
    }

    @ParameterizedTest
    @MethodSource("operators")
    void anOperatorMeetsOrNot(Row row) {
        assertThat(row.toCase(false).decide()).isEqualTo(row.isMet() ? Outcome.ALLOWED : Outcome.IMPLICIT_DENY);
        assertThat(row.toCase(true).decide()).isEqualTo(row.isMet() ? Outcome.EXPLICIT_DENY : Outcome.ALLOWED);
    }

    @Test
    void everyOperatorIsInTheTable() {
        assertThat(operators())
                .extracting(row -> row.operator().replaceAll("^For\\w+:|IfExists$", ""))
                .containsAll(Arrays.stream(ConditionOperator.values())
                        .map(ConditionOperator::word)
                        .toList());
    }

    static List<Expected> cases() {
        return Enumerated.atLeast(100, "cases", Tables.cases().stream());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void policiesDecide(Expected expected) {
        assertThat(expected.asked().decide().word()).isEqualTo(expected.outcome());
    }

    private static Decision decide(String statement, Map<String, List<String>> context) {
        Policy policy = PolicyReader.read(
                "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}, "
                        + statement + "]}",
                Grammar.IDENTITY);
        return Evaluation.decide(
                PolicySet.of(List.of(new PolicySource("policy", "IAM Policy", policy))),
                new Request(
                        Principal.user(Case.USER, "AIDAEXAMPLE"),
                        "iam:GetRole",
                        "arn:aws:iam::123456789012:role/r",
                        new Context(context),
                        DOCUMENTED));
    }

    private static String denyIf(String condition) {
        return "{\"Sid\": \"Odd\", \"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {"
                + condition + "}}";
    }

    @Test
    void aKeyThatAwsDoesNotDocumentIsRaisedAndNotTakenAsAbsent() {
        assertThatThrownBy(() -> decide(denyIf("\"StringEquals\": {\"sagemaker:ModelArm\": \"x\"}"), Map.of()))
                .isInstanceOf(UndecidableException.class)
                .hasMessage("AWS documents no condition key sagemaker:ModelArm. Statement Odd needs it.");
        assertThatThrownBy(() -> decide(denyIf("\"Null\": {\"aws:Principaltags/x\": \"true\"}"), Map.of()))
                .isInstanceOf(UndecidableException.class);
        assertThatThrownBy(() -> decide(
                        denyIf("\"StringEquals\": {\"aws:username\": \"${aws:nonsense}\"}"),
                        Map.of("aws:username", List.of("alice"))))
                .isInstanceOf(UndecidableException.class);
    }

    @Test
    void anUnknownKeyDecidesNothingWhereTheStatementFailsAnyway() {
        assertThat(decide(
                                denyIf("\"StringEquals\": {\"nobody:Knows\": \"x\", \"aws:username\": \"bob\"}"),
                                Map.of("aws:username", List.of("alice")))
                        .isAllowed())
                .isTrue();
    }

    @Test
    void aKeyOfAnotherServiceIsAbsent() {
        assertThat(decide(denyIf("\"StringEquals\": {\"s3:prefix\": \"x\"}"), Map.of())
                        .isAllowed())
                .isTrue();
        assertThat(decide(denyIf("\"StringEquals\": {\"AWS:ResourceTag/any thing\": \"x\"}"), Map.of())
                        .isAllowed())
                .isTrue();
    }

    @Test
    void aListWithoutASetOperatorIsRaised() {
        assertThatThrownBy(() -> decide(
                        denyIf("\"StringEquals\": {\"aws:TagKeys\": \"tenant\"}"),
                        Map.of("aws:TagKeys", List.of("tenant"))))
                .isInstanceOf(UndecidableException.class)
                .hasMessageContaining("needs ForAnyValue or ForAllValues");
    }

    @Test
    void anOldVersionHasNoVariables() {
        Policy policy = PolicyReader.read("""
                {"Version": "2008-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole",
                 "Condition": {"StringEquals": {"sts:RoleSessionName": "${aws:username}"}}}}""", Grammar.TRUST);
        PolicySet policies = PolicySet.of(List.of()).withTrust(new PolicySource("trust", "IAM Policy", policy));

        for (String name : List.of("alice", "${aws:username}")) {
            Context context =
                    new Context(Map.of("aws:username", List.of("alice"), "sts:RoleSessionName", List.of(name)));
            assertThat(Evaluation.decide(
                                    policies,
                                    new Request(
                                            Principal.user(Case.USER, ""), "sts:AssumeRole", "*", context, DOCUMENTED))
                            .isAllowed())
                    .isEqualTo(name.startsWith("$"));
        }
    }

    @Test
    void aServiceIsTrustedByItsName() {
        Policy policy = PolicyReader.read("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"Service": "sagemaker.amazonaws.com"}}}""", Grammar.TRUST);
        PolicySet policies = PolicySet.of(List.of()).withTrust(new PolicySource("trust", "IAM Policy", policy));

        assertThat(List.of("sagemaker.amazonaws.com", "ec2.amazonaws.com"))
                .filteredOn(service -> Evaluation.decide(
                                policies,
                                new Request(
                                        Principal.service(service),
                                        "sts:AssumeRole",
                                        "*",
                                        new Context(Map.of()),
                                        DOCUMENTED))
                        .isAllowed())
                .containsExactly("sagemaker.amazonaws.com");
    }
}
