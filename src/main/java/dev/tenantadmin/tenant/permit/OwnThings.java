package dev.tenantadmin.tenant.permit;

import static dev.tenantadmin.policy.language.ConditionOperator.ARN_LIKE;
import static dev.tenantadmin.policy.language.ConditionOperator.STRING_EQUALS;
import static dev.tenantadmin.policy.language.ConditionOperator.STRING_LIKE;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.language.Condition;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.Quantifier;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.DataLocation;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is a tenant's: what bears its names or its tag, its IAM entities, its data.
 *
 * @param data its locations in S3, by its documents
 */
public record OwnThings(Names names, List<DataLocation> data) {

    private static final List<String> ANYTHING = List.of("*");

    /** Typed, because a star also matches slashes. */
    private static final List<String> TYPES = List.of(
            "endpoint",
            "endpoint-config",
            "model",
            "notebook-instance",
            "notebook-instance-lifecycle-config",
            "processing-job",
            "training-job",
            "transform-job");

    public OwnThings {
        data = List.copyOf(data);
    }

    /** Every action on any of them, as statements. */
    public List<Policy> questions() {
        String own = names.prefix() + "*";
        List<String> arns = new ArrayList<>(List.of(
                names.home().iam("*" + names.path() + "*"),
                names.home().arn("logs", "log-group:/aws/sagemaker/*:log-stream:" + own),
                names.home().arn("logs", "log-group:/aws/sagemaker/Endpoints/" + own),
                names.home().arn("ecr", "repository/" + own)));
        TYPES.forEach(type -> arns.add(names.ownSagemaker(type)));
        data.forEach(
                location -> arns.add(Arn.s3(names.home().partition(), location.bucket() + "/" + location.prefix() + "*")
                        .toString()));
        String tenant = names.tenant().value();
        return Permit.policies(List.of(
                Permission.of("use", ANYTHING, arns),
                Permission.of("use by its tag", List.of("sagemaker:*"), ANYTHING)
                        .on(Permission.is(STRING_EQUALS, "aws:ResourceTag/tenant", tenant)),
                Permission.of("label as the tenant's", List.of("sagemaker:*"), ANYTHING)
                        .on(Permission.is(STRING_EQUALS, "aws:RequestTag/tenant", tenant)),
                Permission.of("name a model", List.of("sagemaker:*"), ANYTHING)
                        .on(new Condition(
                                Quantifier.FOR_ANY,
                                ARN_LIKE,
                                false,
                                "sagemaker:ModelArn",
                                List.of(names.ownSagemaker("model")))),
                Permission.of("publish as the tenant", List.of("cloudwatch:PutMetricData"), ANYTHING)
                        .on(Permission.is(STRING_LIKE, "cloudwatch:namespace", own))));
    }
}
