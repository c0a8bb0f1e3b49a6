package dev.tenantadmin.sandbox.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.PolicyReader;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Clients;
import dev.tenantadmin.sandbox.server.Sandbox;
import dev.tenantadmin.testing.Enumerated;
import dev.tenantadmin.testing.FakeClock;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Tag;

/** The policies that AWS manages. */
class AwsPoliciesTest {
    private static final String READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    private static final String POWER_USER = "arn:aws:iam::aws:policy/PowerUserAccess";
    private static final String LAMBDA = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

    private final Clients administrator = Clients.of(Sandbox.inMemory(new FakeClock(), SandboxSettings.defaults()));
    private final IamClient iam = administrator.iam();

    @Test
    void eachIsGivenWithADocumentThatIamTakes() {
        List<Policy> policies =
                iam.listPolicies(request -> request.scope(PolicyScopeType.AWS)).policies();
        Enumerated.atLeast(15, "policies of AWS", policies.size());
        for (Policy policy : policies) {
            assertThat(iam.getPolicy(request -> request.policyArn(policy.arn())).policy())
                    .as("a list tells no tags")
                    .isEqualTo(policy.copy(got -> got.tags(List.of())));
            PolicyVersion version = iam.getPolicyVersion(
                            request -> request.policyArn(policy.arn()).versionId(policy.defaultVersionId()))
                    .policyVersion();
            assertThat(version.isDefaultVersion()).isTrue();
            PolicyReader.read(URLDecoder.decode(version.document(), StandardCharsets.UTF_8), Grammar.IDENTITY);
            assertThat(iam.listPolicyVersions(request -> request.policyArn(policy.arn()))
                            .versions())
                    .containsExactly(version.copy(listed -> listed.document(null)));
        }
        assertThat(policies)
                .filteredOn(policy -> policy.arn().equals(LAMBDA))
                .allSatisfy(policy -> assertThat(policy.path()).isEqualTo("/service-role/"))
                .extracting(Policy::policyName)
                .containsExactly("AWSLambdaBasicExecutionRole");
    }

    @Test
    void inOtherPartitionsTheyAndTheirResourcesAreOfThese() {
        IamClient china = administrator.in("cn-north-1").iam();
        String arn = "arn:aws-cn:iam::aws:policy/AmazonSageMakerFullAccess";
        assertThat(china.listPolicies(request -> request.scope(PolicyScopeType.AWS))
                        .policies())
                .extracting(Policy::arn)
                .contains(arn)
                .allMatch(one -> one.startsWith("arn:aws-cn:iam::aws:policy/"));
        String version =
                china.getPolicy(request -> request.policyArn(arn)).policy().defaultVersionId();
        assertThat(URLDecoder.decode(
                        china.getPolicyVersion(request -> request.policyArn(arn).versionId(version))
                                .policyVersion()
                                .document(),
                        StandardCharsets.UTF_8))
                .contains("\"arn:aws-cn:sagemaker:")
                .doesNotContain("\"arn:aws:");
    }

    @Test
    void listsAreByScopeAndGoPageByPage() {
        iam.createPolicy(request -> request.policyName("own").policyDocument(Clients.POLICY));
        List<String> all = new ArrayList<>();
        ListPoliciesResponse page = null;
        do {
            String marker = page == null ? null : page.marker();
            page = iam.listPolicies(request -> request.maxItems(7).marker(marker));
            assertThat(page.policies()).hasSizeLessThanOrEqualTo(7);
            page.policies().forEach(policy -> all.add(policy.policyName()));
        } while (page.isTruncated());
        assertThat(all).doesNotHaveDuplicates().contains("own", "AWSDenyAll", "ViewOnlyAccess", "AdministratorAccess");
        assertThat(all)
                .hasSize(1
                        + iam.listPolicies(request -> request.scope(PolicyScopeType.AWS))
                                .policies()
                                .size());
        assertThat(iam.listPolicies(request -> request.scope(PolicyScopeType.LOCAL))
                        .policies())
                .extracting(Policy::policyName)
                .containsExactly("own");
        assertThat(iam.listPolicies(
                                request -> request.scope(PolicyScopeType.AWS).pathPrefix("/job-function/"))
                        .policies())
                .extracting(Policy::policyName)
                .containsExactly("DataScientist", "ViewOnlyAccess");
    }

    @Test
    void theyAllowAsPolicyAndCapAsBoundary() {
        iam.createUser(request -> request.userName("ada").permissionsBoundary(POWER_USER));
        iam.attachUserPolicy(request -> request.userName("ada").policyArn(READ_ONLY));
        Clients ada = administrator.as(
                iam.createAccessKey(request -> request.userName("ada")).accessKey());

        ada.sageMaker().listModels();
        assertThatThrownBy(() -> ada.sageMaker()
                        .createNotebookInstanceLifecycleConfig(
                                request -> request.notebookInstanceLifecycleConfigName("setup")))
                .hasMessageContaining("no identity-based policy allows");
        assertThatThrownBy(() -> ada.iam().listUsers()).hasMessageContaining("no permissions boundary allows");
        iam.putUserPermissionsBoundary(request -> request.userName("ada").permissionsBoundary(READ_ONLY));
        assertThat(ada.iam().listUsers().users()).hasSize(1);

        iam.detachUserPolicy(request -> request.userName("ada").policyArn(READ_ONLY));
        assertThatThrownBy(() -> ada.sageMaker().listModels()).hasMessageContaining("not authorized to perform");
        assertThatThrownBy(() -> iam.attachUserPolicy(
                        request -> request.userName("ada").policyArn("arn:aws:iam::aws:policy/NoSuchAccess")))
                .hasMessageContaining("does not exist or is not attachable");
    }

    @Test
    void oneOfTheAccountCanHaveTheSameName() {
        String own = iam.createPolicy(
                        request -> request.policyName("ReadOnlyAccess").policyDocument(Clients.POLICY))
                .policy()
                .arn();
        iam.createRole(request -> request.roleName("both").assumeRolePolicyDocument(Clients.TRUST));
        iam.attachRolePolicy(request -> request.roleName("both").policyArn(own));
        iam.attachRolePolicy(request -> request.roleName("both").policyArn(READ_ONLY));

        assertThat(iam.listAttachedRolePolicies(request -> request.roleName("both"))
                        .attachedPolicies())
                .extracting(policy -> policy.policyArn())
                .containsExactlyInAnyOrder(own, READ_ONLY);
        iam.detachRolePolicy(request -> request.roleName("both").policyArn(own));
        assertThat(iam.getPolicy(request -> request.policyArn(own)).policy().attachmentCount())
                .isZero();
        assertThat(iam.getPolicy(request -> request.policyArn(READ_ONLY))
                        .policy()
                        .attachmentCount())
                .isEqualTo(1);
        assertThat(iam.listEntitiesForPolicy(request -> request.policyArn(READ_ONLY))
                        .policyRoles())
                .hasSize(1);
        assertThat(iam.listPolicies(request -> request.onlyAttached(true)).policies())
                .extracting(Policy::arn)
                .containsExactly(READ_ONLY);
    }

    @Test
    void theAccountsDetailsHaveThoseInUse() {
        iam.createPolicy(request -> request.policyName("own").policyDocument(Clients.POLICY));
        iam.createUser(request -> request.userName("ada").permissionsBoundary(POWER_USER));
        iam.attachUserPolicy(request -> request.userName("ada").policyArn(LAMBDA));

        List<ManagedPolicyDetail> details = iam.getAccountAuthorizationDetails(
                        request -> request.filter(EntityType.AWS_MANAGED_POLICY))
                .policies();
        assertThat(details).extracting(ManagedPolicyDetail::arn).containsExactly(LAMBDA, POWER_USER);
        assertThat(details.get(0).policyVersionList().get(0).document()).startsWith("%7B");
        assertThat(details.get(1).permissionsBoundaryUsageCount()).isEqualTo(1);
        assertThat(iam.getAccountAuthorizationDetails(request -> request.filter(EntityType.LOCAL_MANAGED_POLICY))
                        .policies())
                .extracting(ManagedPolicyDetail::policyName)
                .containsExactly("own");
        List<String> names = new ArrayList<>();
        GetAccountAuthorizationDetailsResponse page = null;
        do {
            String marker = page == null ? null : page.marker();
            page = iam.getAccountAuthorizationDetails(
                    request -> request.maxItems(1).marker(marker));
            page.policies().forEach(policy -> names.add(policy.policyName()));
            page.userDetailList().forEach(user -> names.add(user.userName()));
        } while (page.isTruncated());
        assertThat(names).containsExactly("AWSLambdaBasicExecutionRole", "PowerUserAccess", "own", "ada");
        assertThat(iam.listPolicies(request -> request.policyUsageFilter(PolicyUsageType.PERMISSIONS_BOUNDARY))
                        .policies())
                .extracting(Policy::arn)
                .containsExactly(POWER_USER);
    }

    @Test
    void nobodyChangesThem() {
        List<Consumer<IamClient>> writes = List.of(
                client -> client.createPolicyVersion(
                        request -> request.policyArn(READ_ONLY).policyDocument(Clients.POLICY)),
                client -> client.deletePolicyVersion(
                        request -> request.policyArn(READ_ONLY).versionId("v1")),
                client -> client.setDefaultPolicyVersion(
                        request -> request.policyArn(READ_ONLY).versionId("v1")),
                client -> client.deletePolicy(request -> request.policyArn(READ_ONLY)),
                client -> client.tagPolicy(request -> request.policyArn(READ_ONLY)
                        .tags(Tag.builder().key("tenant").value("acme").build())),
                client -> client.untagPolicy(
                        request -> request.policyArn(READ_ONLY).tagKeys("tenant")));
        for (Consumer<IamClient> write : writes) {
            assertThatThrownBy(() -> write.accept(iam))
                    .isInstanceOfSatisfying(
                            AwsServiceException.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"))
                    .hasMessageContaining("on resource: policy " + READ_ONLY);
        }
    }
}
