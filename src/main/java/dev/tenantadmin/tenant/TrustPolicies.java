package dev.tenantadmin.tenant;

import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.ARN_LIKE;
import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.STRING_EQUALS;

import java.util.List;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPrincipalType;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/** Who may become the tenant's roles. */
final class TrustPolicies {
    private final Names names;
    private final String administrator;

    TrustPolicies(Names names, PolicyOptions options) {
        this.names = names;
        this.administrator = Statements.literal("administrator", options.administrator());
    }

    /**
     * The tenant's users and its administrator. The principal is the account, since a group cannot be one and a user named here would be
     * let in without asking the group; the condition keeps out everyone else who may assume {@code *}. Sessions carry the ARN of their role, with
     * its path. Without {@code sts:TagSession}: session tags would override the role's.
     */
    IamStatement access() {
        return IamStatement.builder()
                .effect(IamEffect.ALLOW)
                .addPrincipal(
                        IamPrincipalType.AWS,
                        "arn:%s:iam::%s:root"
                                .formatted(
                                        names.home().partition(), names.home().account()))
                .actionIds(List.of("sts:AssumeRole", "sts:SetSourceIdentity"))
                .addConditions(ARN_LIKE, "aws:PrincipalArn", List.of(names.usersArn(), administrator))
                .build();
    }

    /**
     * SageMaker, for this account and region alone. AWS documents the confused-deputy keys for jobs and inference and is silent on notebooks:
     * with IfExists they guard where they are sent and do no harm where they are not.
     */
    IamStatement execution() {
        return IamStatement.builder()
                .effect(IamEffect.ALLOW)
                .addPrincipal(IamPrincipalType.SERVICE, Statements.SAGEMAKER)
                .addAction("sts:AssumeRole")
                .addCondition(
                        STRING_EQUALS.addSuffix("IfExists"),
                        "aws:SourceAccount",
                        names.home().account())
                .addCondition(
                        ARN_LIKE.addSuffix("IfExists"),
                        "aws:SourceArn",
                        "arn:%s:sagemaker:%s:%s:*"
                                .formatted(
                                        names.home().partition(),
                                        names.home().region(),
                                        names.home().account()))
                .build();
    }
}
