package dev.tenantadmin.sandbox.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Clients;
import dev.tenantadmin.sandbox.server.Sandbox;
import dev.tenantadmin.sandbox.server.TenantInSandbox;
import dev.tenantadmin.testing.FakeClock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.InvalidInputException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyResponse;

class SimulationsTest {
    private static final String NOTEBOOK = "arn:aws:sagemaker:us-east-1:123456789012:notebook-instance/";

    private final Clients administrator = Clients.of(Sandbox.inMemory(new FakeClock(), SandboxSettings.defaults()));
    private final IamClient iam = administrator.iam();

    private static ContextEntry entry(String key, ContextKeyTypeEnum type, String... values) {
        return ContextEntry.builder()
                .contextKeyName(key)
                .contextKeyType(type)
                .contextKeyValues(values)
                .build();
    }

    @Test
    void aTenantsRoleIsAnsweredPerActionAndResource() {
        TenantInSandbox acme = TenantInSandbox.create(administrator, "acme");

        List<EvaluationResult> results = iam.simulatePrincipalPolicy(request -> request.policySourceArn(
                                acme.names().accessRoleArn())
                        .actionNames("sagemaker:CreatePresignedNotebookInstanceUrl", "sagemaker:CreateNotebookInstance")
                        .resourceArns(NOTEBOOK + "acme--main", NOTEBOOK + "acme-west--main")
                        .contextEntries(entry("aws:ResourceTag/tenant", ContextKeyTypeEnum.STRING, "acme")))
                .evaluationResults();

        assertThat(results)
                .extracting(EvaluationResult::evalActionName, EvaluationResult::evalDecisionAsString)
                .containsExactly(
                        tuple("sagemaker:CreatePresignedNotebookInstanceUrl", "implicitDeny"),
                        tuple("sagemaker:CreateNotebookInstance", "implicitDeny"));
        assertThat(results)
                .flatExtracting(EvaluationResult::resourceSpecificResults)
                .extracting(
                        ResourceSpecificResult::evalResourceName,
                        ResourceSpecificResult::evalResourceDecisionAsString,
                        result -> result.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary())
                .containsExactly(
                        tuple(NOTEBOOK + "acme--main", "allowed", true),
                        tuple(NOTEBOOK + "acme-west--main", "implicitDeny", false),
                        tuple(NOTEBOOK + "acme--main", "implicitDeny", false),
                        tuple(NOTEBOOK + "acme-west--main", "implicitDeny", false));
        assertThat(results.get(0).matchedStatements())
                .extracting(statement -> statement.sourcePolicyId())
                .containsExactly("acme--access");
        assertThat(results.get(0).missingContextValues()).containsExactly("aws:RequestTag/tenant");
    }

    @Test
    void aUserIsAnsweredWithItsGroupsAndItsName() {
        TenantInSandbox acme = TenantInSandbox.create(administrator, "acme");
        String user =
                iam.getUser(request -> request.userName(acme.owner())).user().arn();

        assertThat(Stream.of("acme--owner", "acme--boss")
                        .map(name -> iam.simulatePrincipalPolicy(request -> request.policySourceArn(user)
                                        .actionNames("sts:AssumeRole")
                                        .resourceArns(acme.names().accessRoleArn())
                                        .contextEntries(
                                                entry("sts:SourceIdentity", ContextKeyTypeEnum.STRING, name),
                                                entry("sts:RoleSessionName", ContextKeyTypeEnum.STRING, name)))
                                .evaluationResults()
                                .get(0)
                                .evalDecision()))
                .containsExactly(PolicyEvaluationDecisionType.ALLOWED, PolicyEvaluationDecisionType.IMPLICIT_DENY);
    }

    @Test
    void aTagThatDiffersIsAnExplicitDeny() {
        TenantInSandbox acme = TenantInSandbox.create(administrator, "acme");

        EvaluationResult result = iam.simulatePrincipalPolicy(
                        request -> request.policySourceArn(acme.names().executionRoleArn())
                                .actionNames("sagemaker:StopNotebookInstance")
                                .resourceArns(NOTEBOOK + "acme--main")
                                .contextEntries(entry("aws:ResourceTag/tenant", ContextKeyTypeEnum.STRING, "west")))
                .evaluationResults()
                .get(0);

        assertThat(result.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.EXPLICIT_DENY);
        assertThat(result.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary())
                .isFalse();
        assertThat(result.matchedStatements())
                .extracting(statement -> statement.sourcePolicyId())
                .containsExactly("role_acme--execution_execution", "acme--boundary");
    }

    /** Jobs with a role that can do more, and jobs and endpoints with another's things: sagemaker-002 and -003. */
    @Test
    void workReachesNothingOfAnothers() {
        TenantInSandbox acme = TenantInSandbox.create(administrator, "acme");
        String model = "arn:aws:sagemaker:us-east-1:123456789012:model/";
        String job = "arn:aws:sagemaker:us-east-1:123456789012:training-job/";

        assertThat(Stream.of("acme--", "acme-west--")
                        .flatMap(prefix -> iam
                                .simulatePrincipalPolicy(request -> request.policySourceArn(
                                                acme.names().executionRoleArn())
                                        .actionNames("iam:PassRole", "sagemaker:CreateTrainingJob")
                                        .resourceArns(
                                                acme.names().executionRoleArn().replace("acme--", prefix),
                                                job + prefix + "x")
                                        .contextEntries(entry(
                                                "iam:PassedToService",
                                                ContextKeyTypeEnum.STRING,
                                                "sagemaker.amazonaws.com")))
                                .evaluationResults()
                                .stream())
                        .flatMap(result -> result.resourceSpecificResults().stream())
                        .filter(result -> result.evalResourceDecision() == PolicyEvaluationDecisionType.ALLOWED))
                .extracting(ResourceSpecificResult::evalResourceName)
                .containsExactly(acme.names().executionRoleArn(), job + "acme--x");
        assertThat(Stream.of(List.of("acme--m"), List.of("acme-west--m"), List.of("acme--m", "acme-west--m"), List.of())
                        .map(models -> iam.simulatePrincipalPolicy(request -> request.policySourceArn(
                                                acme.names().executionRoleArn())
                                        .actionNames("sagemaker:CreateEndpointConfig")
                                        .resourceArns(
                                                "arn:aws:sagemaker:us-east-1:123456789012:endpoint-config/acme--x")
                                        .contextEntries(entry(
                                                "sagemaker:ModelArn",
                                                ContextKeyTypeEnum.STRING_LIST,
                                                models.stream()
                                                        .map(name -> model + name)
                                                        .toArray(String[]::new))))
                                .evaluationResults()
                                .get(0)
                                .evalDecisionAsString()))
                .containsExactly("allowed", "explicitDeny", "explicitDeny", "explicitDeny");
    }

    @Test
    void customPoliciesAreAnsweredInPages() {
        String policy = """
                {"Version": "2012-10-17",
                 "Statement": {"Effect": "Allow", "Action": "iam:Get*", "Resource": "*",
                               "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": "300"}}}}""";

        SimulateCustomPolicyResponse first = iam.simulateCustomPolicy(request -> request.policyInputList(policy)
                .actionNames("iam:GetRole", "iam:GetUser", "iam:ListUsers")
                .contextEntries(entry("aws:MultiFactorAuthAge", ContextKeyTypeEnum.NUMERIC, "299"))
                .maxItems(2));
        SimulateCustomPolicyResponse second = iam.simulateCustomPolicy(request -> request.policyInputList(policy)
                .actionNames("iam:GetRole", "iam:GetUser", "iam:ListUsers")
                .contextEntries(entry("aws:MultiFactorAuthAge", ContextKeyTypeEnum.NUMERIC, "299"))
                .maxItems(2)
                .marker(first.marker()));

        assertThat(first.isTruncated()).isTrue();
        assertThat(first.evaluationResults())
                .extracting(EvaluationResult::evalDecisionAsString)
                .containsExactly("allowed", "allowed");
        assertThat(first.evaluationResults()
                        .get(0)
                        .matchedStatements()
                        .get(0)
                        .startPosition()
                        .line())
                .isEqualTo(2);
        assertThat(second.isTruncated()).isFalse();
        assertThat(second.evaluationResults())
                .extracting(EvaluationResult::evalDecisionAsString)
                .containsExactly("implicitDeny");
        assertThat(iam.simulateCustomPolicy(
                                request -> request.policyInputList(policy).actionNames("iam:GetRole"))
                        .evaluationResults()
                        .get(0)
                        .missingContextValues())
                .containsExactly("aws:MultiFactorAuthAge");
    }

    @Test
    void badQuestionsAreRefused() {
        assertThatThrownBy(() -> iam.simulateCustomPolicy(
                        request -> request.policyInputList("{}").actionNames("iam:GetRole")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> iam.simulateCustomPolicy(request -> request.policyInputList(Clients.POLICY)
                        .actionNames("iam:GetRole")
                        .contextEntries(entry("aws:MultiFactorAuthAge", ContextKeyTypeEnum.NUMERIC, "old"))))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> iam.simulatePrincipalPolicy(
                        request -> request.policySourceArn("arn:aws:iam::123456789012:role/nobody")
                                .actionNames("iam:GetRole")))
                .isInstanceOf(NoSuchEntityException.class);
    }

    @Test
    void theAdministratorMayEverything() {
        assertThat(iam.simulatePrincipalPolicy(
                                request -> request.policySourceArn("arn:aws:iam::123456789012:user/administrator")
                                        .actionNames("iam:CreateRole"))
                        .evaluationResults()
                        .get(0)
                        .evalDecision())
                .isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
    }
}
