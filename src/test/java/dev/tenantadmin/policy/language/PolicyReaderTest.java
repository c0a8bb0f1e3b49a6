package dev.tenantadmin.policy.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
    private static final String SYNTAX = "Syntax errors in policy.";
    private static final String LEGACY = "The policy failed legacy parsing";

    /** A document that IAM refuses, and what it says. */
    private record Refused(String document, String message) {}

    private static String policy(String statement) {
        return "{'Version': '2012-10-17', 'Statement': " + statement + "}";
    }

    private static String allow(String more) {
        return policy("[{'Effect': 'Allow', " + more + "}]");
    }

    private static String onAll(String more) {
        return allow("'Action': 'iam:*', 'Resource': '*', " + more);
    }

    private static String resource(String resource) {
        return allow("'Action': 'iam:*', 'Resource': " + resource);
    }

    private static String condition(String condition) {
        return onAll("'Condition': " + condition);
    }

    static Stream<Refused> identity() {
        return Stream.of(
                new Refused("", SYNTAX),
                new Refused("[]", SYNTAX),
                new Refused("{'Version': ", SYNTAX),
                new Refused(onAll("'Sid': 'a'") + " and more", SYNTAX),
                new Refused(onAll("'Effect': 'Deny'"), SYNTAX),
                new Refused("{'Version': '2012-10-17'}", SYNTAX),
                new Refused(policy("[]"), SYNTAX),
                new Refused(policy("'Allow'"), SYNTAX),
                new Refused(policy("[1]"), SYNTAX),
                new Refused("{'Version': '2012-10-18', 'Statement': []}", SYNTAX),
                new Refused(
                        "{'Version': '2008-10-17', 'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': '*'}}",
                        "Policy document must be version 2012-10-17 or greater."),
                new Refused(
                        "{'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': '*'}}",
                        "Policy document must be version 2012-10-17 or greater."),
                new Refused("{'Version': '2012-10-17', 'Statements': []}", SYNTAX),
                new Refused("{'Version': '2012-10-17', 'Id': 1, 'Statement': []}", SYNTAX),
                new Refused(policy("{'Action': '*', 'Resource': '*'}"), SYNTAX),
                new Refused(policy("{'Effect': 'Permit', 'Action': '*', 'Resource': '*'}"), SYNTAX),
                new Refused(policy("{'Effect': ['Allow'], 'Action': '*', 'Resource': '*'}"), SYNTAX),
                new Refused(policy("{'Effect': 'allow', 'Action': '*', 'Resource': '*'}"), LEGACY),
                new Refused(onAll("'Principals': '*'"), SYNTAX),
                new Refused(onAll("'Principal': '*'"), "Policy document should not specify a principal."),
                new Refused(onAll("'NotPrincipal': '*'"), "Policy document should not specify a principal."),
                new Refused(onAll("'NotAction': 'iam:*'"), SYNTAX),
                new Refused(onAll("'NotResource': '*'"), SYNTAX),
                new Refused(
                        onAll("'Sid': 'a b'"),
                        "Statement IDs (SID) must be alpha-numeric. Check that your input"
                                + " satisfies the regular expression [0-9A-Za-z]*"),
                new Refused(
                        policy("[{'Sid': 'A', 'Effect': 'Allow', 'Action': '*', 'Resource': '*'},"
                                + " {'Sid': 'A', 'Effect': 'Deny', 'Action': '*', 'Resource': '*'}]"),
                        "Statement IDs (SID) in a single policy must be unique."),
                new Refused(allow("'Resource': '*'"), "Policy statement must contain actions."),
                new Refused(allow("'Resource': '*', 'Action': []"), "Policy statement must contain actions."),
                new Refused(allow("'Resource': '*', 'NotAction': []"), "Policy statement must contain actions."),
                new Refused(allow("'Resource': '*', 'Action': [1]"), SYNTAX),
                new Refused(allow("'Resource': '*', 'Action': {}"), SYNTAX),
                new Refused(
                        allow("'Resource': '*', 'Action': 'GetRole'"),
                        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."),
                new Refused(
                        allow("'Resource': '*', 'Action': 'iam:Get:Role'"),
                        "Actions/Condition can contain only one colon."),
                new Refused(allow("'Resource': '*', 'Action': 'i*:GetRole'"), "Vendor i* is not valid"),
                new Refused(allow("'Action': '*'"), "Policy statement must contain resources."),
                new Refused(allow("'Action': '*', 'Resource': []"), "Policy statement must contain resources."),
                new Refused(resource("'acme'"), "Resource acme must be in ARN format or \"*\"."),
                new Refused(
                        resource("'arn:azure:iam::1:role/x'"),
                        "Partition \"azure\" is not valid for resource \"arn:azure:iam::1:role/x\"."),
                new Refused(
                        resource("'arn:aws'"), "Resource vendor must be fully qualified and cannot contain regexes."),
                new Refused(resource("'arn:aws:s3::'"), LEGACY),
                new Refused(
                        resource("'arn:aws:iam:eu-west-1:123456789012:role/x'"),
                        "IAM resource arn:aws:iam:eu-west-1:123456789012:role/x cannot contain region information."),
                new Refused(
                        resource("'arn:aws:s3:eu-west-1::bucket'"),
                        "Resource arn:aws:s3:eu-west-1::bucket can not contain region information."),
                new Refused(
                        resource("'arn:aws:iam::123456789012:r*'"),
                        "IAM resource path must either be \"*\", root, or start with user/, federated-user/, role/, group/,"
                                + " instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/,"
                                + " oidc-provider/, report/, access-report/."),
                new Refused(condition("[]"), SYNTAX),
                new Refused(condition("{'StringEquals': 'aws:username'}"), SYNTAX),
                new Refused(condition("{'StringEqual': {'aws:username': 'a'}}"), SYNTAX),
                new Refused(condition("{'stringEquals': {'aws:username': 'a'}}"), SYNTAX),
                new Refused(condition("{'ForSomeValues:StringEquals': {'aws:username': 'a'}}"), SYNTAX),
                new Refused(condition("{'NullIfExists': {'aws:username': 'true'}}"), SYNTAX),
                new Refused(condition("{'StringEquals': {'aws:username': null}}"), SYNTAX),
                new Refused(condition("{'StringEquals': {'aws:username': {}}}"), SYNTAX),
                new Refused(condition("{'DateLessThan': {'aws:CurrentTime': 'tomorrow'}}"), LEGACY));
    }

    /** The order in which IAM looks, recorded from AWS by LocalStack (test_iam_policies). */
    static Stream<Refused> recorded() {
        String date = "'Condition': {'DateGreaterThan': {'a': 'tomorrow'}}";
        return Stream.of(
                new Refused(allow("'Resource': '*', 'Condition': {'DateGreaterThan': {'a': {}}}"), SYNTAX),
                new Refused(policy("[{'Effect': 'Allow'}, {'Effect': 'Permit'}]"), SYNTAX),
                new Refused(
                        "{'Version': '2008-10-17', 'Statement': {'Effect': 'Allow', " + date + "}}",
                        "Policy document must be version 2012-10-17 or greater."),
                new Refused(allow(date), LEGACY),
                new Refused(allow("'Action': '*', 'Resource': 'arn:error:s3:::b', " + date), LEGACY),
                new Refused(allow("'Resource': 'arn:aws:s3::b'"), LEGACY),
                new Refused(resource("'arn:aws::::b'"), LEGACY),
                new Refused(resource("'arn:aws::b'"), LEGACY),
                new Refused(
                        policy("[{'Sid': 'A', 'Effect': 'Allow', 'Action': '*', 'Resource': '*'},"
                                + " {'Sid': 'A', 'Effect': 'Allow'}]"),
                        "Statement IDs (SID) in a single policy must be unique."),
                new Refused(allow("'Resource': 'acme'"), "Policy statement must contain actions."),
                new Refused(
                        allow("'Action': 'GetRole', 'Resource': 'acme'"),
                        "Resource acme must be in ARN format or \"*\"."),
                new Refused(allow("'Action': 'GetRole'"), "Policy statement must contain resources."),
                new Refused(resource("'aws:s3:::b'"), "Partition \"s3\" is not valid for resource \"arn:s3:::b:*\"."),
                new Refused(resource("'a:b'"), "Partition \"b\" is not valid for resource \"arn:b:*:*:*:*\"."),
                new Refused(condition("{'DateLessThan': {'a': '2026-13'}}"), LEGACY),
                new Refused(condition("{'DateLessThan': {'a': '2026-02-01T2:00:00.5+1'}}"), LEGACY),
                new Refused(condition("{'DateLessThan': {'a': '9223372036854775808'}}"), LEGACY));
    }

    static Stream<Refused> trust() {
        String root = "'Principal': {'AWS': 'arn:aws:iam::123456789012:root'}";
        return Stream.of(
                new Refused(allow("'Action': 'sts:AssumeRole'"), "Missing required field Principal"),
                new Refused(allow(root), "Missing required field Action"),
                new Refused(policy("{" + root + ", 'Action': 'sts:AssumeRole'}"), "Missing required field Effect"),
                new Refused(
                        allow(root + ", 'Action': 'sts:AssumeRole', 'Resource': '*'"), "Has prohibited field Resource"),
                new Refused(
                        allow("'NotPrincipal': {'AWS': '*'}, 'Action': 'sts:AssumeRole'"),
                        "Has prohibited field NotPrincipal"),
                new Refused(
                        allow("'Principal': {'Group': 'x'}, 'Action': 'sts:AssumeRole'"),
                        "Invalid principal in policy: \"Group\""),
                new Refused(
                        allow("'Principal': 'x', 'Action': 'sts:AssumeRole'"), "Invalid principal in policy: \"x\""),
                new Refused(
                        allow(root + ", 'Action': 'iam:GetRole'"),
                        "AssumeRole policy may only specify STS AssumeRole actions."),
                new Refused(
                        allow(root + ", 'Action': '*'"), "AssumeRole policy may only specify STS AssumeRole actions."),
                new Refused(
                        allow(root + ", 'NotAction': 'sts:TagSession'"),
                        "AssumeRole policy may only specify STS AssumeRole actions."));
    }

    @ParameterizedTest
    @MethodSource({"identity", "recorded"})
    void anIdentityPolicyIsRefused(Refused refused) {
        refuses(refused, Grammar.IDENTITY);
    }

    @ParameterizedTest
    @MethodSource("trust")
    void aTrustPolicyIsRefused(Refused refused) {
        refuses(refused, Grammar.TRUST);
    }

    private static void refuses(Refused refused, Grammar grammar) {
        assertThatThrownBy(() -> PolicyReader.read(refused.document().replace('\'', '"'), grammar))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessage(refused.message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Action': 'iam:*', 'Resource': 'arn:aws-cn:iam::123456789012:role/*'",
                "'Action': 'iam:*', 'Resource': 'arn:*:ec2:*:*:volume/*'",
                "'Action': 'iam:*', 'Resource': 'arn:aws:sagemaker:*'",
                "'NotAction': ['iam:*', 'unheard-of:Thing'], 'NotResource': 'arn:aws:s3:::b/${aws:username}/*'",
                "'Action': '*', 'Resource': '*', 'Sid': '', 'Condition': {'Bool': {'aws:SecureTransport': true},"
                        + " 'NumericLessThan': {'aws:MultiFactorAuthAge': 300}, 'ForAnyValue:StringLikeIfExists': {'un:Heard': ['a']}}",
                "'Action': '*', 'Resource': '*', 'Condition': {}",
                "'Action': 'iam:*', 'Resource': 'arn:aws:iam::123456789012:root'",
                "'Action': '*', 'Resource': '*', 'Condition': {'StringEqualsIfExists': {'a': 'b'}}",
                "'Action': '*', 'Resource': '*', 'Condition': {'DateGreaterThan': {'a': []}}",
                "'Action': '*', 'Resource': '*', 'Condition': {'DateGreaterThan': {'a': ['01T', '-292275054', '9223372036854775807',"
                        + " '2026-02-01t2:00:00.593194+23', '2026-02-01T02:03:04.5+00:00']}}",
            })
    void whatIamAcceptsIsAccepted(String statement) {
        assertThat(PolicyReader.read(allow(statement).replace('\'', '"'), Grammar.IDENTITY)
                        .statements())
                .hasSize(1);
    }

    @Test
    void statementsKnowTheirPlaces() {
        Policy policy = PolicyReader.read("""
                {"Version": "2012-10-17",
                 "Statement": [
                  {"Effect": "Allow", "Action": "*", "Resource": "*",
                   "Condition": {"Null": {"aws:username": "true"}}},
                  {"Effect": "Deny", "Action": "*", "Resource": "*"}
                 ]}""", Grammar.IDENTITY);

        assertThat(policy.statements())
                .extracting(Statement::start, Statement::end)
                .containsExactly(
                        tuple(new Position(3, 3), new Position(4, 52)), tuple(new Position(5, 3), new Position(5, 53)));
    }

    /** IAM keeps documents of the older version from before it refused them. */
    @Test
    void aStoredDocumentMayBeOfTheOlderVersion() {
        String statement = "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:Get*\", \"Resource\": \"*\"}}";

        Policy policy = PolicyReader.read(statement, Grammar.STORED);

        assertThat(policy.hasVariables()).isFalse();
        assertThat(policy.statements()).hasSize(1);
        assertThatThrownBy(() -> PolicyReader.read(statement.replace("Resource", "Principal"), Grammar.STORED))
                .isInstanceOf(MalformedPolicyException.class);
    }

    /** Readers of JSON keep the last value: whoever reads such a document by eye may see the other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Effect': 'Deny', 'Effect': 'Allow', 'Action': '*', 'Resource': '*'",
                "'Effect': 'Allow', 'Action': '*', 'Action': 's3:*', 'Resource': '*'",
                "'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Resource': 'arn:aws:s3:::b'",
                "'Effect': 'Allow', 'Action': '*', 'Acti\\u006fn': 's3:*', 'Resource': '*'",
                "'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {}, 'Condition': {'Bool': {'aws:SecureTransport': 'true'}}",
                "'Effect': 'Allow', 'Action': '*', 'Resource': '*',"
                        + " 'Condition': {'StringLike': {'aws:username': 'a'}, 'StringLike': {'aws:userid': 'b'}}",
                "'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {'StringLike': {'aws:username': 'a', 'aws:username': 'b'}}",
            })
    void whatStandsTwiceIsNotRead(String statement) {
        for (Grammar grammar : List.of(Grammar.IDENTITY, Grammar.STORED)) {
            assertThatThrownBy(() ->
                            PolicyReader.read(policy("{" + statement + "}").replace('\'', '"'), grammar))
                    .isInstanceOf(MalformedPolicyException.class)
                    .hasMessage(SYNTAX);
        }
    }

    @Test
    void aDocumentHasItsElementsOnce() {
        String statement = "'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': '*'}";
        for (String twice : List.of("'Version': '2012-10-17'", statement)) {
            assertThatThrownBy(() -> PolicyReader.read(
                            "{'Version': '2012-10-17', %s, %s}"
                                    .formatted(statement, twice)
                                    .replace('\'', '"'),
                            Grammar.IDENTITY))
                    .isInstanceOf(MalformedPolicyException.class);
        }
    }
}
