package dev.tenantadmin.policy.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.PolicyReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change of policies newly allows. */
class BeyondTest {

    private static final Principal ALICE = Principal.user("arn:aws:iam::123456789012:user/alice", "AIDA1");
    private static final String ALL = "{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}";
    private static final String MODELS =
            "{'Effect': 'Allow', 'Action': 'sagemaker:*', 'Resource': 'arn:aws:sagemaker:us-east-1:123456789012:model/a--*'}";
    private static final String NO_DELETION = "{'Effect': 'Deny', 'Action': 'sagemaker:DeleteModel', 'Resource': '*'}";

    private final Reasoner reasoner = new Reasoner(new ConditionKeys());

    private static @Nullable PolicySource source(@Nullable String statements) {
        return statements == null
                ? null
                : new PolicySource(
                        "p",
                        "policy",
                        PolicyReader.read(
                                "{'Version': '2012-10-17', 'Statement': [%s]}"
                                        .formatted(statements)
                                        .replace('\'', '"'),
                                Grammar.IDENTITY));
    }

    private static Access person(String team, @Nullable String boundary, String... policies) {
        List<PolicySource> identity = Stream.of(policies)
                .map(policy -> Objects.requireNonNull(source(policy)))
                .toList();
        return new Access(
                ALICE,
                Map.of("aws:username", List.of("alice"), "aws:PrincipalTag/team", List.of(team)),
                new PolicySet(identity, source(boundary), null, null, false));
    }

    private static Access access(String... policies) {
        return person("red", null, policies);
    }

    private void isNothingNew(Access now, Access before) {
        assertThat(reasoner.beyond(now, before, List.of())).isEqualTo(new Possibility.None());
    }

    private Possibility.Question isNew(Access now, Access before) {
        Possibility found = reasoner.beyond(now, before, List.of());
        assertThat(found).isInstanceOf(Possibility.Certain.class);
        return ((Possibility.Certain) found).witness();
    }

    @Test
    void theSameInOtherWordsIsNothingNew() {
        Access split = access(
                MODELS.replace("sagemaker:*", "sagemaker:D*"),
                "{'Effect': 'Allow', 'NotAction': 'sagemaker:D*', 'Resource': 'arn:aws:sagemaker:us-east-1:123456789012:model/a--*'}");
        isNothingNew(access(MODELS), split);
        assertThat(isNew(split, access(MODELS)).action()).doesNotStartWith("sagemaker:");
    }

    @ParameterizedTest
    @CsvSource({"a--*, a--*, false", "a--*, a-*, false", "a--?, a--*, false", "a-*, a--*, true", "*, a*, true"})
    void aWiderResourceIsNew(String now, String before, boolean isNew) {
        Access after = access(MODELS.replace("a--*", now));
        Access earlier = access(MODELS.replace("a--*", before));
        if (isNew) {
            assertThat(isNew(after, earlier).resource()).doesNotContain("model/a--");
        } else {
            isNothingNew(after, earlier);
        }
    }

    @Test
    void aDenyThatIsGoneIsNewWhereSomethingAllows() {
        assertThat(isNew(access(MODELS), access(MODELS, NO_DELETION)).action()).isEqualTo("sagemaker:DeleteModel");
        isNothingNew(access(MODELS, NO_DELETION), access(MODELS));
        isNothingNew(access(NO_DELETION), access(NO_DELETION, NO_DELETION));
        isNothingNew(
                access(MODELS.replace("sagemaker:*", "sagemaker:Describe*")),
                access(MODELS.replace("sagemaker:*", "sagemaker:Describe*"), NO_DELETION));
    }

    @Test
    void aBoundaryThatIsGoneOrAnotherIsNew() {
        assertThat(isNew(person("red", null, ALL), person("red", MODELS, ALL)).resource())
                .doesNotContain("model/a--");
        isNothingNew(person("red", MODELS, ALL), person("red", null, ALL));
        assertThat(isNew(person("red", MODELS, ALL), person("red", MODELS + ", " + NO_DELETION, ALL))
                        .action())
                .isEqualTo("sagemaker:DeleteModel");
        isNothingNew(person("red", ALL, MODELS), person("red", MODELS, MODELS));
    }

    @Test
    void whoWasNotThereBeforeCanDoNothingOld() {
        isNew(access(MODELS), access());
        isNothingNew(access(), access(MODELS));
        isNothingNew(access(NO_DELETION), access());
    }

    @Test
    void aTagOfThePrincipalThatChangesIsNew() {
        String byTeam =
                "{'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': '*', 'Condition': {'StringEquals': {'aws:PrincipalTag/team': 'red'}}}";
        String byName =
                "{'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::${aws:PrincipalTag/team}/*'}";
        isNew(person("red", null, byTeam), person("blue", null, byTeam));
        isNothingNew(person("blue", null, byTeam), person("red", null, byTeam));
        assertThat(isNew(person("red", null, byName), person("blue", null, byName))
                        .resource())
                .startsWith("arn:aws:s3:::red/");
    }

    /** What IAM does with empty text is not known, and is the same before and after. */
    @Test
    void whatIsNotKnownOfIamIsNothingNew() {
        String tagged =
                "{'Effect': 'Allow', 'Action': 'sagemaker:AddTags', 'Resource': '*', 'Condition': {'Null': {'sagemaker:TaggingAction': '%s'}}}";
        isNothingNew(access(tagged.formatted("false"), MODELS), access(tagged.formatted("false"), MODELS));
        isNothingNew(access(tagged.formatted("true")), access(tagged.formatted("true"), MODELS));
        isNew(access(tagged.formatted("true")), access(tagged.formatted("false")));
    }

    @Test
    void whatIsInThePermitIsNotLookedFor() {
        Access now = access(MODELS, "{'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': '*'}");
        assertThat(reasoner.beyond(
                        now,
                        access(MODELS),
                        List.of(Objects.requireNonNull(source("{'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'}"))
                                .policy())))
                .isEqualTo(new Possibility.None());
    }

    @Test
    void whatIsNotKnownOfTheEarlierPoliciesIsPerhaps() {
        Access now = access(MODELS);
        Access unknown = new Access(ALICE, now.fixed(), now.policies(), "arn:aws:iam::123456789012:policy/b");
        assertThat(reasoner.beyond(now, unknown, List.of()))
                .isInstanceOfSatisfying(
                        Possibility.Perhaps.class,
                        perhaps -> assertThat(perhaps.because()).anyMatch(what -> what.contains("policy/b")));
        isNothingNew(access(NO_DELETION), unknown);
    }
}
