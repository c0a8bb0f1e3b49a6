package dev.tenantadmin.aws.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.reconcile.Failure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.iam.model.IamException;

/** What is told of AWS's denials, whose forms the IAM user guide lists ("Troubleshoot access denied error messages"). */
class AwsFailuresTest {

    private static final String WHO = "User: arn:aws:iam::123456789012:user/jane is not authorized to perform: ";

    private static Failure denied(String code, String message) {
        return AwsFailures.translate(IamException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .statusCode(403)
                .requestId("r-1")
                .build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "in an identity-based policy | an identity-based policy",
                "in a permissions boundary | a permissions boundary",
                "in a service control policy | a service control policy",
                "in a resource control policy | a resource control policy",
                "in a session policy | a session policy",
                "in a resource-based policy | a resource-based policy",
                "in a VPC endpoint policy | a VPC endpoint policy",
                "in the role trust policy | the role trust policy",
                "in a service control policy: arn:aws:organizations::987654321098:policy/o-a/service_control_policy/p-2k | a service control policy",
                "in an identity-based policy: arn:aws:iam::123456789012:policy/x | an identity-based policy",
                "in a policy of a kind to come | a policy",
                "'' | a policy",
            })
    void anExplicitDenyIsToldWithThePolicysKind(String in, String kind) {
        String message = WHO + "iam:CreateUser on resource: arn:aws:iam::123456789012:user/acme--owner"
                + (" with an explicit deny " + in).stripTrailing();

        for (String code : new String[] {"AccessDenied", "AccessDeniedException"}) {
            Failure failure = denied(code, message);

            assertThat(failure.kind()).isEqualTo(Failure.Kind.REFUSED);
            assertThat(failure.getMessage())
                    .isEqualTo("access denied, iam:CreateUser is denied explicitly by " + kind
                            + ", so allowing it elsewhere does not help: " + message)
                    .doesNotContain("missing", "ask ");
            assertThat(failure.retryable()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "because no identity-based policy allows the iam:CreateUser action | iam:CreateUser is missing ",
                "because no permissions boundary allows the iam:CreateUser action | iam:CreateUser is missing in the permissions boundary ",
                "because no service control policy allows the iam:CreateUser action | iam:CreateUser is missing in the service control policy ",
                "because no session policy allows the iam:CreateUser action | iam:CreateUser is missing in the session policy ",
                "because no resource-based policy allows the iam:CreateUser action | iam:CreateUser is missing",
                "'' | iam:CreateUser is missing",
            })
    void whatNoPolicyAllowsIsToldAsMissing(String because, String says) {
        String message = (WHO + "iam:CreateUser on resource: * " + because).stripTrailing();

        assertThat(denied("AccessDenied", message).getMessage()).isEqualTo("access denied, " + says + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arn:aws:iam::123456789012:user/tenant-admin/us-east-1/acme/acme--alice | acme--alice acts for tenant acme",
                "arn:aws:sts::123456789012:assumed-role/acme--access/jane | jane acts for tenant acme",
                "arn:aws:sts::123456789012:assumed-role/acme--execution/SageMaker | SageMaker acts for tenant acme",
            })
    void whoActsForATenantIsToldWhomToAsk(String caller, String says) {
        assertThat(denied(
                                "AccessDenied",
                                "User: " + caller + " is not authorized to perform: iam:CreateUser on resource: *"
                                        + " with an explicit deny in a permissions boundary")
                        .getMessage())
                .isEqualTo("access denied, iam:CreateUser is denied explicitly by a permissions boundary: " + says
                        + ", which is not allowed to do this; ask an administrator of account 123456789012");
    }

    /** No tenant has such a name, so the role is the organisation's own. */
    @ParameterizedTest
    @CsvSource({"Platform--access", "ml_ops--access", "a--b--access", "9--access", "abcdefghijklmnopqrstu--access"})
    void aRoleThatNoTenantCanHaveIsNobodysTenant(String role) {
        String message = "User: arn:aws:sts::123456789012:assumed-role/" + role
                + "/jane is not authorized to perform: iam:CreateUser on resource: *";

        assertThat(denied("AccessDenied", message).getMessage())
                .isEqualTo("access denied, iam:CreateUser is missing: " + message);
    }

    @ParameterizedTest
    @CsvSource({"Access denied by the proxy", "You are not allowed"})
    void otherWordsAreAwss(String message) {
        assertThat(denied("AccessDenied", message).getMessage()).isEqualTo("access denied: " + message);
    }
}
