package dev.tenantadmin.tenant.permit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.reason.Possibility;
import dev.tenantadmin.policy.reason.Reasoner;
import dev.tenantadmin.tenant.option.DataLocation;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which actions reach what is a tenant's. */
class OwnThingsTest {

    private final Reasoner reasoner = new Reasoner(new ConditionKeys());

    @ParameterizedTest
    @CsvSource({
        "iam:DeleteRolePolicy, true",
        "iam:CreateAccessKey, true",
        "sts:AssumeRole, true",
        "sagemaker:StartNotebookInstance, true",
        "sagemaker:AddTags, true",
        "logs:GetLogEvents, true",
        "ecr:PutImage, true",
        "cloudwatch:PutMetricData, true",
        "s3:GetObject, true",
        "s3:List*, true",
        "sqs:*, false",
        "dynamodb:*, false",
        "lambda:*, false"
    })
    void onlyTheActionsOfItsServicesReachATenant(String action, boolean reaches) {
        PolicySet policies = new PolicySet(List.of(PermitTest.source("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "%s", "Resource": "*"}}""".formatted(action))), null, null, null, false);
        OwnThings things = new OwnThings(PermitTest.ACME, List.of(DataLocation.of("s3://bucket/acme/")));

        Possibility answer = reasoner.among(PermitTest.access(PrincipalKind.ACCESS_ROLE, policies), things.questions());

        assertThat(answer).isInstanceOf(reaches ? Possibility.Certain.class : Possibility.None.class);
    }
}
