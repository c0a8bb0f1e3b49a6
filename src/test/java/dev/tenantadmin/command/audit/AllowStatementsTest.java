package dev.tenantadmin.command.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.policy.language.MalformedPolicyException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * IAM.1: "Effect": "Allow" with "Action": "*" over "Resource": "*". IAM.21: "Effect": "Allow" with "Action": "Service:*", or with NotAction
 * (Security Hub user guide, "IAM controls"; AWS Config's iam-policy-no-statements-with-admin-access and -with-full-access).
 */
class AllowStatementsTest {

    private static final String NOTHING = "nothing";

    private static Optional<AllowStatements> read(String statements) {
        return AllowStatements.of(
                "{\"Version\": \"2012-10-17\", \"Statement\": [%s]}".formatted(statements.replace('\'', '"')), "aws");
    }

    private static String everything(String statements) {
        return read(statements).flatMap(AllowStatements::everything).orElse(NOTHING);
    }

    private static String wholeService(String statements) {
        return read(statements).flatMap(AllowStatements::wholeService).orElse(NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}",
                "{'Effect': 'Allow', 'Action': ['s3:GetObject', '*'], 'Resource': ['arn:aws:s3:::lake', '*']}",
                "{'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:*:*:*:*'}",
                "{'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:*:*:*:*:*'}",
                "{'Effect': 'Allow', 'Action': '*', 'NotResource': 'arn:aws-cn:s3:::lake'}",
                "{'Effect': 'Allow', 'NotAction': 'iam:*', 'Resource': '*'}, {'Effect': 'Allow', 'Action': 'iam:?*', 'Resource': '*'}",
                "{'Effect': 'Allow', 'NotAction': 's3:Get*', 'Resource': '*'},"
                        + " {'Effect': 'Allow', 'Action': ['S3:G*', 's3:g*'], 'Resource': ['arn:aws:s3:*:*:*', 'arn:aws:*:*:*:*']}",
                "{'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {'Bool': {'aws:MultiFactorAuthPresent': 'true'}}}",
                "{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}, {'Effect': 'Deny', 'Action': 'iam:*', 'Resource': '*'}",
            })
    void allowsEverything(String statements) {
        assertThat(everything(statements)).isEqualTo("allows * on *");
        assertThat(wholeService(statements)).startsWith("allows * on ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'}",
                "{'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:s3:::*'}",
                "{'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:*:*:123456789012:*'}",
                "{'Effect': 'Allow', 'Action': '*', 'NotResource': 'arn:aws:s3:::lake'}",
                "{'Effect': 'Allow', 'NotAction': 'iam:*', 'Resource': '*'}",
                "{'Effect': 'Allow', 'NotAction': 'iam:*', 'Resource': '*'}, {'Effect': 'Allow', 'Action': 'iam:??*', 'Resource': '*'}",
                "{'Effect': 'Allow', 'NotAction': 'iam:*', 'Resource': '*'},"
                        + " {'Effect': 'Allow', 'Action': 'iam:*', 'Resource': 'arn:aws:iam::*:role/*'}",
                "{'Effect': 'Deny', 'Action': '*', 'Resource': '*'}",
            })
    void allowsNotEverything(String statements) {
        assertThat(everything(statements)).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'} | s3:* on *",
                "{'Effect': 'Allow', 'Action': ['ec2:Get*', 'S3:**'], 'Resource': 'arn:aws:s3:::lake/*'} | s3:* on arn:aws:s3:::lake/*",
                "{'Effect': 'Allow', 'Action': 'iam:?*', 'Resource': ['arn:aws:iam::1:role/a', 'arn:aws:iam::1:role/b']}"
                        + " | iam:* on arn:aws:iam::1:role/a",
                "{'Effect': 'Allow', 'Action': 's3:[a-m]*', 'Resource': '*'}, {'Effect': 'Allow', 'Action': 's3:*', 'Resource': 'arn:aws:s3:::x'}"
                        + " | s3:* on arn:aws:s3:::x",
                "{'Effect': 'Allow', 'Action': 's3:*Object', 'Resource': '*'},"
                        + " {'Effect': 'Allow', 'NotAction': ['s3:Put*', 'ec2:*'], 'Resource': 'arn:aws:s3:::x'},"
                        + " {'Effect': 'Allow', 'Action': 's3:Put*', 'Resource': 'arn:aws:s3:::*'} | s3:* on arn:aws:s3:::x",
                "{'Effect': 'Allow', 'NotAction': 's3:DeleteBucket', 'Resource': 'arn:aws:s3:::*'}"
                        + " | all actions of services that it does not name on arn:aws:s3:::*",
                "{'Effect': 'Allow', 'NotAction': 's3:*', 'NotResource': 'arn:aws:s3:::lake'}"
                        + " | all actions of services that it does not name on all but arn:aws:s3:::lake",
                "{'Effect': 'Allow', 'Action': 's3:*', 'Resource': 'arn:aws:s3:::home/${aws:username}/*'}"
                        + " | s3:* on arn:aws:s3:::home/${aws:username}/*",
                "{'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:s3:::lake'} | * on arn:aws:s3:::lake",
            })
    void allowsAWholeService(String statements, String what) {
        assertThat(wholeService(statements)).isEqualTo("allows " + what);
        assertThat(everything(statements)).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Effect': 'Allow', 'Action': 'ec2:Describe*', 'Resource': '*'}",
                "{'Effect': 'Allow', 'Action': ['s3:Get*', 's3:Put*', 's3:*Object'], 'Resource': '*'}",
                "{'Effect': 'Allow', 'Action': 's3:??*', 'Resource': '*'}",
                "{'Effect': 'Allow', 'Action': 's3:?', 'Resource': 'arn:aws:s3:::x'},"
                        + " {'Effect': 'Allow', 'Action': 's3:??*', 'Resource': 'arn:aws:s3:::y'}",
                "{'Effect': 'Deny', 'Action': 's3:*', 'Resource': '*'}",
            })
    void allowsNoWholeService(String statements) {
        assertThat(wholeService(statements)).isEqualTo(NOTHING);
    }

    @Test
    void otherPartitionsHaveOtherResources() {
        String document = """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:*:*:*:*"}}""";

        assertThat(AllowStatements.of(document, "aws").flatMap(AllowStatements::everything))
                .isPresent();
        assertThat(AllowStatements.of(document, "aws-cn").flatMap(AllowStatements::everything))
                .isEmpty();
    }

    /** Whether IAM takes a star for a service is not known; our reader does not. */
    @ParameterizedTest
    @ValueSource(strings = {"{'Effect': 'Allow', 'Action': '*:*', 'Resource': '*'}", "{'Effect': 'Maybe'}", ""})
    void whatCannotBeReadIsSaid(String statements) {
        assertThatThrownBy(() -> read(statements)).isInstanceOf(MalformedPolicyException.class);
    }
}
