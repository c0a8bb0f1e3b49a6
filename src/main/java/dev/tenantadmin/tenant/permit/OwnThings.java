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

    /** What can be done to any of them, as statements. */
    public List<Policy> questions() {
        String own = names.prefix() + "*";
        List<Permission> use = new ArrayList<>(List.of(
                use(List.of("iam:*", "sts:*"), List.of(names.home().iam("*" + names.path() + "*"))),
                use(
                        List.of("logs:*"),
                        List.of(
                                names.home().arn("logs", "log-group:/aws/sagemaker/*:log-stream:" + own),
                                names.home().arn("logs", "log-group:/aws/sagemaker/Endpoints/" + own))),
                use(List.of("ecr:*"), List.of(names.home().arn("ecr", "repository/" + own))),
                use(
                        List.of("sagemaker:*"),
                        TYPES.stream().map(names::ownSagemaker).toList())));
        data.forEach(location -> use.add(use(
                List.of("s3:*"),
                List.of(Arn.s3(names.home().partition(), location.bucket() + "/" + location.prefix() + "*")
                        .toString()))));
        String tenant = names.tenant().value();
        use.addAll(List.of(
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
        return Permit.policies(use);
    }

    /** By the actions of the service whose things they are: an action that nobody knows, of another service, is none on them. */
    private static Permission use(List<String> actions, List<String> arns) {
        return Permission.of("use", actions, arns);
    }
}
