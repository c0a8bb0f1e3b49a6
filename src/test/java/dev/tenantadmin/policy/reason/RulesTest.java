package dev.tenantadmin.policy.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.PolicyReader;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules by which policies are read (src/site/markdown/design/proof.md), each with questions that it decides. */
class RulesTest {

    private static final Principal ALICE = Principal.user("arn:aws:iam::123456789012:user/alice", "AIDA1");
    private static final Map<String, List<String>> FIXED =
            Map.of("aws:username", List.of("alice"), "aws:PrincipalTag/none", List.of());
    private static final String NOTHING = allow("none:Such", "*");

    private final Reasoner reasoner = new Reasoner(new ConditionKeys());

    private static String statement(String effect, String action, String resource, String... conditions) {
        return "{'Effect': '%s', 'Action': '%s', 'Resource': '%s'%s}"
                .formatted(
                        effect,
                        action,
                        resource,
                        conditions.length == 0 ? "" : ", 'Condition': {" + String.join(", ", conditions) + "}")
                .replace('\'', '"');
    }

    private static String allow(String action, String resource, String... conditions) {
        return statement("Allow", action, resource, conditions);
    }

    private static String deny(String action, String resource, String... conditions) {
        return statement("Deny", action, resource, conditions);
    }

    private static String when(String operator, String key, String value) {
        return "'%s': {'%s': '%s'}".formatted(operator, key, value);
    }

    private static PolicySource policy(String version, String... statements) {
        String document =
                "{\"Version\": \"%s\", \"Statement\": [%s]}".formatted(version, String.join(", ", statements));
        return new PolicySource("p", "policy", PolicyReader.read(document, Grammar.IDENTITY));
    }

    private Possibility answer(PolicySet policies, String permit) {
        return reasoner.outside(
                new Access(ALICE, FIXED, policies),
                List.of(policy("2012-10-17", permit).policy()));
    }

    private Possibility answer(String permit, String... statements) {
        return answer(PolicySet.of(List.of(policy("2012-10-17", statements))), permit);
    }

    private void isProved(String permit, String... statements) {
        assertThat(answer(permit, statements)).isEqualTo(new Possibility.None());
    }

    private Possibility.Question leaks(String permit, String... statements) {
        Possibility answer = answer(permit, statements);
        assertThat(answer).isInstanceOf(Possibility.Certain.class);
        return ((Possibility.Certain) answer).witness();
    }

    private void isPerhaps(String because, String permit, String... statements) {
        assertThat(answer(permit, statements))
                .isInstanceOfSatisfying(
                        Possibility.Perhaps.class,
                        perhaps -> assertThat(perhaps.because())
                                .anySatisfy(gap -> assertThat(gap).contains(because)));
    }

    @Test
    void aPlainOperatorOnAListCountsInAnAllowAndNotInADeny() {
        String plain = when("StringEquals", "aws:TagKeys", "tenant");
        isPerhaps("aws:TagKeys", NOTHING, allow("s3:Get", "*", plain));
        isPerhaps("aws:TagKeys", NOTHING, allow("s3:Put", "*", plain), deny("s3:Get", "*", plain));
        leaks(NOTHING, allow("s3:*", "*"), deny("s3:Get", "*", plain));
        isPerhaps("aws:TagKeys", allow("s3:P*", "*"), allow("s3:Get", "*"), deny("s3:Get", "*", plain));
        // What is allowed without it is allowed whatever it means.
        isProved(allow("s3:Get", "*"), allow("s3:Get", "*", plain));
    }

    /** The evaluator of single requests refuses to decide about a plain operator on a list. */
    @Test
    void aQuestionThatTheEvaluatorCannotDecideIsPerhaps() {
        String any = when("ForAnyValue:StringEquals", "aws:TagKeys", "tenant");
        String plain = when("StringEquals", "aws:TagKeys", "other");
        isPerhaps("aws:TagKeys", NOTHING, allow("a:B", "*", any), allow("a:B", "*", plain));
    }

    /** Nobody documents whether empty text is a value to Null; a perhaps has to say that it is because of this. */
    @Test
    void emptyTextMayBeNoValueToNull() {
        String absent = when("Null", "aws:RequestTag/t", "true");
        isPerhaps("aws:RequestTag/t as empty text", NOTHING, allow("a:B", "*", absent), deny("a:B", "*", absent));
    }

    @Test
    void severalModelsCanBeNamedAtOnce() {
        String own = when("ForAllValues:ArnLike", "sagemaker:ModelArn", "arn:aws:sagemaker:*:*:model/acme--*");
        String any = when("ForAnyValue:ArnLike", "sagemaker:ModelArn", "arn:aws:sagemaker:*:*:model/acme--*");
        Possibility.Question both = leaks(allow("sagemaker:Create", "*", own), allow("sagemaker:Create", "*", any));
        assertThat(both.keys().get("sagemaker:modelarn")).hasSizeGreaterThan(1);
        isProved(allow("sagemaker:Create", "*", own), allow("sagemaker:Create", "*", own));
    }

    @Test
    void forAllValuesHoldsOfNoneAndForAnyValueDoesNot() {
        String all = when("ForAllValues:StringEquals", "aws:TagKeys", "tenant");
        String any = when("ForAnyValue:StringEquals", "aws:TagKeys", "tenant");
        String some = when("Null", "aws:TagKeys", "false");
        assertThat(leaks(allow("a:B", "*", any), allow("a:B", "*", all)).keys()).doesNotContainKey("aws:tagkeys");
        isProved(allow("a:B", "*", some), allow("a:B", "*", any));
    }

    @Test
    void ifExistsOfASetOperatorAddsAbsent() {
        String exists = when("ForAnyValue:StringEqualsIfExists", "aws:TagKeys", "tenant");
        String any = when("ForAnyValue:StringEquals", "aws:TagKeys", "tenant");
        assertThat(leaks(allow("a:B", "*", any), allow("a:B", "*", exists)).keys())
                .doesNotContainKey("aws:tagkeys");
    }

    @Test
    void aBoundVariableIsItsValue() {
        String own = "arn:aws:s3:::x/${aws:username}/*";
        isProved(allow("a:B", "arn:aws:s3:::x/alice/*"), allow("a:B", own));
        leaks(allow("a:B", "arn:aws:s3:::x/bob/*"), allow("a:B", own));
    }

    @Test
    void aVariableWithoutAValueKeepsTheStatementFromApplying() {
        String absent = "arn:aws:s3:::x/${aws:PrincipalTag/none}/*";
        isProved(NOTHING, allow("a:B", absent));
        isProved(NOTHING, allow("a:B", absent).replace("Resource", "NotResource"));
        String standby =
                allow("a:B", "arn:aws:s3:::x/${aws:PrincipalTag/none, !y!}/z").replace('!', '\'');
        assertThat(leaks(NOTHING, standby).resource()).isEqualTo("arn:aws:s3:::x/y/z");
    }

    /** Widening a free variable narrows what a negated position matches, and the other way round. */
    @Test
    void aFreeVariableWidensAnAllowAndNeverADeny() {
        String free = "arn:aws:s3:::x/${aws:RequestTag/k}/*";
        String what = "${aws:RequestTag/k}";
        isPerhaps(what, NOTHING, allow("a:B", free));
        isProved(allow("a:B", "arn:aws:s3:::x/*"), allow("a:B", free));
        // The deny may spare every single question, so it does not count.
        isPerhaps(what, NOTHING, allow("a:B", "arn:aws:s3:::x/*/y"), deny("a:B", free));
        // Whatever the variable is, another tag may differ from it.
        String present = when("Null", "aws:ResourceTag/t", "false");
        isPerhaps(
                what,
                NOTHING,
                allow("a:B", "*", when("StringNotEquals", "aws:ResourceTag/t", "${aws:RequestTag/k}"), present));
        Possibility beside =
                answer(allow("a:B", "arn:aws:s3:::x/*"), allow("a:B", free).replace("Resource", "NotResource"));
        assertThat(beside).isInstanceOf(Possibility.Certain.class);
    }

    @Test
    void aStarThatEndsAPartOfAnArnRunsOn() {
        leaks(allow("a:B", "arn:aws:s3:::*"), allow("a:B", "arn:aws:s3:*"));
        isProved(allow("a:B", "arn:aws:s3:*"), allow("a:B", "arn:aws:s3:::x/*"));
    }

    @Test
    void noWildcardOfAnArnConditionCrossesAColonOfTheFirstFiveParts() {
        String like = when("ArnLike", "aws:RequestTag/t", "arn:aws:sns:*:1*:x");
        isProved(allow("a:B", "*", when("ArnLike", "aws:RequestTag/t", "arn:*:sns:*:*:*")), allow("a:B", "*", like));
        leaks(allow("a:B", "*", when("ArnLike", "aws:RequestTag/t", "arn:aws:sns:*:2*:*")), allow("a:B", "*", like));
        // As text the star crosses colons.
        isProved(allow("a:B", "*", when("StringLike", "aws:RequestTag/t", "arn:aws:*:x")), allow("a:B", "*", like));
        leaks(
                allow("a:B", "*", when("ArnLike", "aws:RequestTag/t", "arn:aws:*:*:*:*")),
                allow("a:B", "*", when("StringLike", "aws:RequestTag/t", "arn:aws:*")));
    }

    @Test
    void aValueThatIsNoArnNeverMatchesNegatedOrNot() {
        String beside = when("ArnNotLike", "aws:RequestTag/t", "arn:aws:iam::1:role/*");
        String present = when("Null", "aws:RequestTag/t", "false");
        String value = leaks(NOTHING, allow("a:B", "*", beside, present))
                .keys()
                .getOrDefault("aws:requesttag/t", List.of(""))
                .get(0);
        assertThat(value.split(":", -1)).hasSizeGreaterThan(5);
    }

    @Test
    void actionsAndKeysIgnoreCaseAndResourcesDoNot() {
        isProved(allow("S3:GET*", "*"), allow("s3:getObject", "*"));
        isProved(
                allow("a:B", "*", when("StringEquals", "AWS:requestTAG/Team", "red")),
                allow("a:B", "*", when("StringEquals", "aws:RequestTag/team", "red")));
        leaks(allow("a:B", "arn:aws:s3:::X"), allow("a:B", "arn:aws:s3:::x"));
        String red = allow("a:B", "*", when("StringEquals", "aws:RequestTag/team", "red"));
        leaks(allow("a:B", "*", when("StringEquals", "aws:RequestTag/team", "Red")), red);
        isProved(allow("a:B", "*", when("StringEqualsIgnoreCase", "aws:RequestTag/team", "Red")), red);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NumericLessThan | sagemaker:MaxRuntimeInSeconds | 3600 | NumericLessThanEquals | 3600 | true",
                "NumericLessThanEquals | sagemaker:MaxRuntimeInSeconds | 3600 | NumericLessThan | 3600 | false",
                "NumericEquals | sagemaker:MaxRuntimeInSeconds | 5.0 | NumericEquals | 5 | true",
                "NumericNotEquals | sagemaker:MaxRuntimeInSeconds | 5 | NumericLessThan | 5 | false",
                "IpAddress | aws:SourceIp | 203.0.113.7/32 | IpAddress | 203.0.113.0/24 | true",
                "IpAddress | aws:SourceIp | 203.0.112.0/23 | IpAddress | 203.0.113.0/24 | false",
                "IpAddress | aws:SourceIp | 0.0.0.0/0 | NotIpAddress | 2001:db8::/32 | true",
                "NotIpAddress | aws:SourceIp | 0.0.0.0/1 | IpAddress | ::/0 | false",
                "DateGreaterThan | aws:CurrentTime | 2027-01-01 | DateGreaterThan | 2026-01-01T00:00:00Z | true",
                "DateGreaterThan | aws:CurrentTime | 2026-01-01 | DateGreaterThan | 1767312000 | false",
            })
    void numbersDatesAndAddressesAreRanges(
            String operator, String key, String value, String wider, String bound, boolean within) {
        String present = when("Null", key, "false");
        String allowed = allow("a:B", "*", when(operator, key, value), present);
        String permit = allow("a:B", "*", when(wider, key, bound));
        if (within) {
            isProved(permit, allowed);
        } else {
            leaks(permit, allowed);
        }
    }

    @Test
    void aFractionOfASecondIsADate() {
        String after = when("DateGreaterThan", "aws:CurrentTime", "2026-01-01T00:00:00Z");
        String before = when("DateLessThan", "aws:CurrentTime", "2026-01-01T00:00:01Z");
        leaks(NOTHING, allow("a:B", "*", after, before));
    }

    @Test
    void aKeyComparedAsTwoTypesIsNotRepresented() {
        isPerhaps(
                "aws:RequestTag/n",
                NOTHING,
                allow(
                        "a:B",
                        "*",
                        when("NumericLessThan", "aws:RequestTag/n", "5"),
                        when("StringLike", "aws:RequestTag/n", "1*")));
    }

    @Test
    void aServicesNameForAResourcesTagIsTheGlobalOne() {
        isProved(
                allow("sagemaker:B", "*", when("StringEquals", "aws:ResourceTag/tenant", "acme")),
                allow("sagemaker:B", "*", when("StringEquals", "sagemaker:ResourceTag/tenant", "acme")));
    }

    @Test
    void aDocumentOfTheOldVersionHasNoVariables() {
        Policy own = policy("2012-10-17", allow("a:B", "arn:aws:s3:::${aws:username}"))
                .policy();
        PolicySet old = PolicySet.of(List.of(new PolicySource("p", "policy", new Policy(false, own.statements()))));
        assertThat(answer(old, NOTHING))
                .isInstanceOfSatisfying(
                        Possibility.Certain.class,
                        outside -> assertThat(outside.witness().resource()).isEqualTo("arn:aws:s3:::${aws:username}"));
    }

    @Test
    void theBoundaryCapsAndADenyOfEitherCounts() {
        PolicySource boundary = policy("2012-10-17", allow("a:*", "*"), deny("a:Delete*", "*"));
        PolicySet both = new PolicySet(List.of(policy("2012-10-17", allow("*", "*"))), boundary, null, null, false);
        assertThat(answer(both, allow("a:*", "*"))).isEqualTo(new Possibility.None());
        assertThat(answer(both, allow("a:B*", "*")))
                .isInstanceOfSatisfying(
                        Possibility.Certain.class,
                        outside -> assertThat(outside.witness().action())
                                .startsWith("a:")
                                .doesNotStartWith("a:delete")
                                .doesNotStartWith("a:b"));
    }

    /** A determinised automaton of the first has 131,072 states; the last ran out of memory. */
    @Test
    void patternsThatAreHardForAutomataAreDecided() {
        String sixteen = "?".repeat(16);
        isProved(allow("a:B", "arn:aws:s3:::*a" + sixteen), allow("a:B", "arn:aws:s3:::b*a" + sixteen));
        leaks(allow("a:B", "arn:aws:s3:::*a" + sixteen), allow("a:B", "arn:aws:s3:::*b" + sixteen));
        String id = "????????-????-????-????-????????????";
        assertThat(leaks(allow("a:B", "arn:aws:s3:::x"), allow("a:B", "arn:aws:s3:::" + id))
                        .resource())
                .hasSize(("arn:aws:s3:::" + id).length());
    }

    @Test
    void overBudgetIsNotDecided() {
        Reasoner poor = new Reasoner(new ConditionKeys(), 50, 10);
        String[] statements = Stream.concat(
                        Stream.of(allow("a:B", "arn:aws:s3:::" + "?".repeat(60) + "*")),
                        IntStream.range(0, 12).mapToObj(i -> deny("a:B", "arn:aws:s3:::*%d*?*%d*".formatted(i, i + 3))))
                .toArray(String[]::new);
        assertThat(poor.outside(
                        new Access(ALICE, FIXED, PolicySet.of(List.of(policy("2012-10-17", statements)))),
                        List.of(policy("2012-10-17", NOTHING).policy())))
                .isEqualTo(new Possibility.NotDecided());
    }

    /** What a role's trust policy allows to ALICE beside her own policies. */
    private Possibility assumes(String principal, String... own) {
        PolicySource trust =
                new PolicySource("trust", "trust policy", PolicyReader.read("""
                                {"Version": "2012-10-17", "Statement":
                                 {"Effect": "Allow", "Principal": {"AWS": "%s"}, "Action": "sts:AssumeRole"}}""".formatted(principal), Grammar.TRUST));
        List<PolicySource> identity = List.of(policy("2012-10-17", own));
        return reasoner.among(
                new Access(ALICE, Map.of(), PolicySet.of(identity).withTrust(trust)),
                List.of(policy("2012-10-17", allow("sts:AssumeRole", "arn:aws:iam::123456789012:role/r"))
                        .policy()));
    }

    @Test
    void anAccountInATrustPolicyLeavesItToIdentityPolicies() {
        String root = "arn:aws:iam::123456789012:root";
        assertThat(assumes(root, allow("s3:*", "*"))).isEqualTo(new Possibility.None());
        assertThat(assumes(root, allow("sts:*", "*"))).isInstanceOf(Possibility.Certain.class);
        assertThat(assumes("arn:aws:iam::999999999999:root", allow("sts:*", "*")))
                .isEqualTo(new Possibility.None());
    }

    @Test
    void whoIsNamedInATrustPolicyNeedsNoOther() {
        String alice = "arn:aws:iam::123456789012:user/alice";
        assertThat(assumes(alice, allow("s3:*", "*"))).isInstanceOf(Possibility.Certain.class);
        assertThat(assumes(alice, deny("sts:*", "*"))).isEqualTo(new Possibility.None());
        assertThat(assumes("arn:aws:iam::123456789012:user/bob", allow("sts:*", "*")))
                .isEqualTo(new Possibility.None());
    }

    @Test
    void aBoundaryThatIsNotKnownAllowsAllAndNothing() {
        String boundary = "arn:aws:iam::123456789012:policy/unknown";
        Access alice =
                new Access(ALICE, FIXED, PolicySet.of(List.of(policy("2012-10-17", allow("s3:*", "*")))), boundary);
        List<Policy> nothing = List.of(policy("2012-10-17", NOTHING).policy());
        assertThat(reasoner.outside(alice, nothing))
                .isInstanceOfSatisfying(
                        Possibility.Perhaps.class,
                        perhaps -> assertThat(perhaps.because()).containsExactly("the boundary " + boundary));
        assertThat(reasoner.outside(
                        alice, List.of(policy("2012-10-17", allow("s3:*", "*")).policy())))
                .isEqualTo(new Possibility.None());
    }

    @Test
    void onlyWhatIsLookedForIsFound() {
        Access alice = new Access(
                ALICE, FIXED, PolicySet.of(List.of(policy("2012-10-17", allow("s3:Get*", "arn:aws:s3:::b/*")))));
        assertThat(reasoner.among(
                        alice,
                        List.of(policy("2012-10-17", allow("s3:*", "arn:aws:s3:::b/x"))
                                .policy())))
                .isInstanceOfSatisfying(
                        Possibility.Certain.class,
                        certain -> assertThat(certain.witness().resource()).isEqualTo("arn:aws:s3:::b/x"));
        assertThat(reasoner.among(
                        alice,
                        List.of(policy("2012-10-17", allow("s3:Put*", "*")).policy())))
                .isEqualTo(new Possibility.None());
    }

    @Test
    void aKeyThatThePrincipalCannotHaveIsAbsent() {
        Access alice = new Access(
                ALICE,
                Map.of("aws:PrincipalTag/team", List.of("a"), "aws:PrincipalTag/*", List.of()),
                PolicySet.of(List.of(policy(
                        "2012-10-17",
                        allow("a:One", "*", when("StringEquals", "aws:PrincipalTag/other", "x")),
                        allow("a:Two", "*", when("StringEquals", "aws:PrincipalTag/team", "a"))))));
        assertThat(reasoner.outside(
                        alice, List.of(policy("2012-10-17", allow("a:Two", "*")).policy())))
                .isEqualTo(new Possibility.None());
    }

    @Test
    void aKeyHasValuesOfItsDocumentedType() {
        isProved(
                allow("a:B", "*", when("Bool", "aws:SecureTransport", "true")),
                allow("a:B", "*", when("Null", "aws:SecureTransport", "false")),
                deny("a:B", "*", when("Bool", "aws:SecureTransport", "false")));
        isProved(
                allow("a:B", "*", when("ArnLike", "aws:SourceArn", "arn:aws:s3:*:*:*")),
                allow("a:B", "*", when("Null", "aws:SourceArn", "false")),
                deny("a:B", "*", when("ArnNotLike", "aws:SourceArn", "arn:aws:s3:*:*:*")));
        // A key of texts can have any, however it is compared.
        leaks(
                allow("a:B", "*", when("Bool", "aws:RequestTag/t", "true")),
                allow("a:B", "*", when("StringLike", "aws:RequestTag/t", "x*")),
                deny("a:B", "*", when("Bool", "aws:RequestTag/t", "false")));
    }

    @Test
    void anActionThatIsKnownIsAskedAboutItsTypesOfResources() {
        String model = "arn:aws:sagemaker:*:*:model/*";
        isProved(allow("sagemaker:DescribeModel", model), allow("sagemaker:DescribeModel", "*"));
        isProved(NOTHING, allow("sagemaker:DescribeModel", "arn:aws:sagemaker:*:*:endpoint/*"));
        assertThat(leaks(NOTHING, allow("sagemaker:DescribeModel", "*")).resource())
                .isEqualTo("arn:aws:sagemaker:us-east-1:123456789012:model/a");
        // Nobody knows what AWS will add.
        assertThat(leaks(allow("sagemaker:DescribeModel", model), allow("sagemaker:DescribeModel*", "*"))
                        .action())
                .isNotEqualTo("sagemaker:DescribeModel");
        leaks(NOTHING, allow("sagemaker:FutureAction", "arn:aws:sagemaker:*:*:endpoint/*"));
    }

    @Test
    void anActionThatIsKnownHasItsOwnKeysAlone() {
        String tagging = when("Null", "sagemaker:TaggingAction", "false");
        isProved(NOTHING, allow("sagemaker:StopTrainingJob", "*", tagging));
        leaks(NOTHING, allow("sagemaker:AddTags", "*", tagging));
        leaks(NOTHING, allow("sagemaker:FutureAction", "*", tagging));
        isProved(NOTHING, allow("sagemaker:DescribeModel", "*", when("Null", "aws:RequestTag/t", "false")));
        isProved(NOTHING, allow("sagemaker:ListModels", "*", when("StringLike", "aws:ResourceTag/t", "*")));
        // Global keys, those of a session and those of an identity provider come with any action.
        for (String key : List.of("aws:SourceVpc", "ec2:SourceInstanceARN", "accounts.google.com:sub")) {
            leaks(NOTHING, allow("sagemaker:StopTrainingJob", "*", when("StringLike", key, "*")));
        }
        // So denying what lacks the key is no allow of anything that cannot have it.
        isProved(
                allow("sagemaker:CreateModel", "*", when("StringEquals", "aws:RequestTag/t", "a")),
                allow("sagemaker:CreateModel", "*"),
                deny("sagemaker:*", "*", when("StringNotEquals", "aws:RequestTag/t", "a")));
    }

    @Test
    void aListCallIsAskedOnTheOneTextOfNoResource() {
        isProved(NOTHING, allow("sagemaker:ListModels", "arn:aws:sagemaker:*:*:model/*"));
        assertThat(leaks(NOTHING, allow("sagemaker:ListModels", "*")).resource())
                .isEqualTo("*");
        // This one is about a thing.
        assertThat(leaks(NOTHING, allow("sagemaker:ListTags", "*")).resource()).startsWith("arn:aws:sagemaker:");
        leaks(NOTHING, allow("sagemaker:ListTags", "arn:aws:sagemaker:*:*:model/*"));
    }

    @Test
    void theAccountOfAResourceIsThatOfItsArn() {
        String own = when("StringEquals", "aws:ResourceAccount", "123456789012");
        String others = when("StringNotEquals", "aws:ResourceAccount", "123456789012");
        isProved(
                allow("sagemaker:StopTrainingJob", "arn:aws:sagemaker:*:123456789012:*") + ", "
                        + allow("sagemaker:StopTrainingJob", "arn:aws:sagemaker:*:aws:*"),
                allow("sagemaker:StopTrainingJob", "*", own));
        isProved(NOTHING, allow("a:B", "arn:aws:sagemaker:eu-west-1:123456789012:model/x", others));
        assertThat(leaks(NOTHING, allow("sagemaker:StopTrainingJob", "*", others))
                        .resource())
                .isEqualTo("arn:aws:sagemaker:us-east-1:111122223333:training-job/a");
        // A bucket's ARN has no account, and AWS's own things have no number.
        assertThat(leaks(NOTHING, allow("s3:GetObject", "arn:aws:s3:::b/*", own))
                        .keys())
                .containsEntry("aws:resourceaccount", List.of("123456789012"));
        leaks(NOTHING, allow("iam:GetPolicy", "arn:aws:iam::aws:policy/x", others));
        leaks(NOTHING, allow("iam:GetPolicy", "arn:aws:iam::aws:policy/x", own));
        isProved(
                NOTHING,
                allow(
                        "sagemaker:StopTrainingJob",
                        "arn:aws:sagemaker:*:123456789012:*",
                        when("StringNotLike", "aws:ResourceAccount", "1234*")));
    }

    @Test
    void theRegionOfARequestIsThatOfItsArn() {
        String here = when("StringEquals", "aws:RequestedRegion", "eu-west-1");
        String elsewhere = when("StringNotEquals", "aws:RequestedRegion", "eu-west-1");
        isProved(
                allow("sagemaker:StopTrainingJob", "arn:aws:sagemaker:eu-west-1:*"),
                allow("sagemaker:StopTrainingJob", "*"),
                deny("*", "*", elsewhere));
        isProved(
                allow("sagemaker:StopTrainingJob", "*", here),
                allow("sagemaker:StopTrainingJob", "arn:aws:sagemaker:eu-west-1:*"));
        // What has no region in its ARN is asked for in any, and always in one.
        assertThat(leaks(NOTHING, allow("iam:GetRole", "*"), deny("*", "*", elsewhere))
                        .keys())
                .containsEntry("aws:requestedregion", List.of("eu-west-1"));
        isProved(NOTHING, allow("iam:GetRole", "*", when("Null", "aws:RequestedRegion", "true")));
    }

    /** Regions that an organisation does not use are no difference to what is allowed in those that it does. */
    @Test
    void aBoundaryThatDeniesOtherRegionsIsNoAlarm() {
        PolicySource boundary = policy("2012-10-17", allow("*", "*"), """
                {"Effect": "Deny", "NotAction": ["iam:*", "sts:*", "organizations:*", "support:*"], "Resource": "*",
                 "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["us-east-1", "eu-west-1"]}}}""");
        String own = allow("sagemaker:*", "arn:aws:sagemaker:eu-west-1:123456789012:*/acme--*");
        PolicySet both = new PolicySet(
                List.of(policy("2012-10-17", own, allow("sagemaker:*", "arn:aws:sagemaker:ap-south-1:*"))),
                boundary,
                null,
                null,
                false);
        assertThat(answer(both, own)).isEqualTo(new Possibility.None());
        assertThat(answer(both, NOTHING)).isInstanceOf(Possibility.Certain.class);
    }

    @Test
    void theKeysOfTagsAreThoseOfTheRequestsTags() {
        String team = when("StringEquals", "aws:RequestTag/Team", "a");
        String none = when("Null", "aws:TagKeys", "true");
        String others = when("ForAllValues:StringNotEqualsIgnoreCase", "aws:TagKeys", "team");
        for (String action : List.of("sagemaker:CreateModel", "a:B")) {
            isProved(NOTHING, allow(action, "*", team, none));
            isProved(NOTHING, allow(action, "*", team, others));
            // Whose case it is nobody says.
            leaks(NOTHING, allow(action, "*", team, when("ForAllValues:StringEquals", "aws:TagKeys", "TEAM")));
        }
        String named = when("ForAnyValue:StringEquals", "aws:TagKeys", "team");
        String tagged = when("StringLike", "aws:RequestTag/team", "*");
        isProved(allow("sagemaker:CreateModel", "*", tagged), allow("sagemaker:CreateModel", "*", named));
        // Taking tags away names their keys alone.
        isProved(NOTHING, allow("sagemaker:DeleteTags", "*", tagged));
        leaks(NOTHING, allow("sagemaker:DeleteTags", "*", named));
        assertThat(leaks(NOTHING, allow("sagemaker:CreateModel", "*", team)).keys())
                .containsEntry("aws:tagkeys", List.of("team"));
    }

    @Test
    void theTimeInSecondsIsTheTime() {
        String after = when("DateGreaterThan", "aws:CurrentTime", "2026-01-01T00:00:00Z");
        for (String operator : List.of("NumericLessThan", "DateLessThan")) {
            isProved(NOTHING, allow("a:B", "*", after, when(operator, "aws:EpochTime", "1767225600")));
            leaks(NOTHING, allow("a:B", "*", after, when(operator, "aws:EpochTime", "1767225610")));
        }
        isPerhaps("two types", NOTHING, allow("a:B", "*", after, when("StringLike", "aws:EpochTime", "17*")));
    }

    private Possibility inAnyCase(String question, String... statements) {
        return reasoner.amongInAnyCase(
                new Access(ALICE, FIXED, PolicySet.of(List.of(policy("2012-10-17", statements)))),
                List.of(policy("2012-10-17", question).policy()));
    }

    @Test
    void aThingIsMeantByItsNameInAnyCaseWhereThatIsAskedFor() {
        String models = "arn:aws:sagemaker:eu-west-1:123456789012:model/";
        String stop = "sagemaker:DeleteModel";
        assertThat(inAnyCase(allow(stop, models + "acme--m"), allow(stop, models + "ACME--*")))
                .isInstanceOfSatisfying(
                        Possibility.Certain.class,
                        certain -> assertThat(certain.witness().resource()).isEqualToIgnoringCase(models + "acme--m"));
        assertThat(inAnyCase(allow(stop, models + "acme--m"), allow(stop, models + "west--*")))
                .isEqualTo(new Possibility.None());
        // A deny of one casing is none of the others.
        String all = allow(stop, "*");
        assertThat(inAnyCase(allow(stop, models + "acme--m"), all, deny(stop, models + "acme--*")))
                .isInstanceOf(Possibility.Certain.class);
        assertThat(inAnyCase(allow(stop, models + "a"), all, deny(stop, models + "a"), deny(stop, models + "A")))
                .isEqualTo(new Possibility.None());
        // Only names are found so, and only by SageMaker.
        String lake = "arn:aws:s3:::lake/";
        assertThat(inAnyCase(allow("s3:GetObject", lake + "acme"), allow("s3:GetObject", lake + "ACME")))
                .isEqualTo(new Possibility.None());
        assertThat(inAnyCase(
                        allow(stop, models + "acme--m"), allow(stop, models.replace("model/", "MODEL/") + "acme--*")))
                .isEqualTo(new Possibility.None());
    }

    @Test
    void theKeyOfAResourcesTagIgnoresCaseAndItsValueDoesNot() {
        String acme = allow("a:B", "*", when("StringEquals", "aws:ResourceTag/tenant", "acme"));
        isProved(acme, allow("a:B", "*", when("StringEquals", "aws:resourcetag/TENANT", "acme")));
        leaks(acme, allow("a:B", "*", when("StringEquals", "aws:ResourceTag/tenant", "Acme")));
    }

    /** Taking the free variable for any text would leave nothing that differs from it, and prove what is not so. */
    @Test
    void anAllowOfWhatDiffersFromAFreeVariableMayAllowAnything() {
        String what = "${aws:RequestTag/k}";
        for (String operator : List.of("StringNotEquals", "StringNotLike", "StringNotEqualsIfExists")) {
            String present = when("Null", "aws:ResourceTag/t", "false");
            isPerhaps(what, NOTHING, allow("a:B", "*", when(operator, "aws:ResourceTag/t", what), present));
        }
        isPerhaps(what, NOTHING, allow("a:B", "*", when("ForAnyValue:StringNotEquals", "aws:CalledVia", what)));
    }

    /** Taking it for any text would deny everything. */
    @Test
    void aDenyOfAFreeVariablesResourceMaySpareAnything() {
        String what = "${aws:RequestTag/k}";
        String all = allow("a:B", "arn:aws:s3:::x/*");
        for (String denied : List.of(
                deny("a:B", "arn:aws:s3:::x/" + what),
                deny("a:B", "*", when("StringLike", "aws:ResourceTag/t", what)),
                deny("a:B", "arn:aws:s3:::x/" + what).replace("Resource", "NotResource"))) {
            assertThat(answer(NOTHING, all, denied))
                    .isInstanceOfAny(Possibility.Perhaps.class, Possibility.Certain.class);
        }
    }

    @Test
    void keysThatDifferInCaseWithinAnOperatorBothHold() {
        String both = "'StringLike': {'aws:RequestTag/k': 'a*', 'aws:requesttag/K': '*b'}";
        assertThat(leaks(NOTHING, allow("a:B", "*", both)).keys()).containsEntry("aws:requesttag/k", List.of("ab"));
        isProved(allow("a:B", "*", when("StringLike", "aws:RequestTag/k", "a*b")), allow("a:B", "*", both));
    }

    @Test
    void aLogStreamIsInOneGroup() {
        String stream = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/sagemaker/%s:log-stream:%s--*";
        Access alice = new Access(
                ALICE,
                FIXED,
                PolicySet.of(
                        List.of(policy("2012-10-17", allow("logs:GetLogEvents", stream.formatted("*Jobs", "acme"))))));
        assertThat(reasoner.among(
                        alice,
                        List.of(policy("2012-10-17", allow("logs:*", stream.formatted("*", "a")))
                                .policy())))
                .isEqualTo(new Possibility.None());
        assertThat(reasoner.among(
                        alice,
                        List.of(policy("2012-10-17", allow("logs:*", stream.formatted("*", "acme")))
                                .policy())))
                .isInstanceOf(Possibility.Certain.class);
    }

    @Test
    void aLogGroupIsNoOther() {
        String groups = "arn:aws:logs:%s:*:log-group:/aws/%s/*";
        for (String action : List.of("logs:FilterLogEvents", "logs:GetLogEvents")) {
            Policy ours = policy("2012-10-17", allow(action, groups.formatted("us-east-1", "sagemaker")))
                    .policy();
            for (String service : List.of("lambda", "sagemaker")) {
                Access alice = new Access(
                        ALICE,
                        FIXED,
                        PolicySet.of(List.of(policy("2012-10-17", allow(action, groups.formatted("*", service))))));
                assertThat(reasoner.among(alice, List.of(ours)))
                        .isInstanceOf(service.equals("lambda") ? Possibility.None.class : Possibility.Certain.class);
            }
        }
    }
}
