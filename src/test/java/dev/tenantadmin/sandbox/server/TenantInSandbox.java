package dev.tenantadmin.sandbox.server;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** A tenant made call by call, with the documents that tenants have, and its principals' clients. */
public record TenantInSandbox(Clients administrator, Names names, PolicyDocuments documents) {

    /** Makes a tenant without a subnet. */
    public static TenantInSandbox create(Clients administrator, String tenant) {
        return create(administrator, tenant, null);
    }

    /** Makes a tenant with one user and one notebook. */
    public static TenantInSandbox create(Clients administrator, String tenant, @Nullable String subnet) {
        Names names = new Names(
                new TenantName(tenant),
                new Home("aws", CallerIdentity.ACCOUNT, administrator.region().id()));
        Settings options = Settings.plain(
                        administrator.sts().getCallerIdentity().arn())
                .with(Options.SUBNET, Optional.ofNullable(subnet));
        TenantInSandbox made = new TenantInSandbox(administrator, names, new PolicyDocuments(names, options));
        made.create(subnet);
        return made;
    }

    private void create(@Nullable String subnet) {
        IamClient iam = administrator.iam();
        Tag tag = Tag.builder().key("tenant").value(names.tenant().value()).build();
        iam.createPolicy(request -> request.policyName(names.boundary())
                .path(names.path())
                .policyDocument(documents.boundary())
                .tags(tag));
        iam.createPolicy(request -> request.policyName(names.access())
                .path(names.path())
                .policyDocument(documents.access())
                .tags(tag));
        iam.createRole(request -> request.roleName(names.access())
                .path(names.path())
                .permissionsBoundary(names.boundaryArn())
                .assumeRolePolicyDocument(documents.accessTrust())
                .tags(tag));
        iam.attachRolePolicy(request -> request.roleName(names.access()).policyArn(names.accessPolicyArn()));
        iam.createRole(request -> request.roleName(names.executionRole())
                .path(names.path())
                .permissionsBoundary(names.boundaryArn())
                .assumeRolePolicyDocument(documents.executionTrust())
                .tags(tag));
        iam.putRolePolicy(request ->
                request.roleName(names.executionRole()).policyName("execution").policyDocument(documents.execution()));
        iam.createGroup(request -> request.groupName(names.group()).path(names.path()));
        iam.attachGroupPolicy(request -> request.groupName(names.group()).policyArn(names.accessPolicyArn()));
        iam.putGroupPolicy(
                request -> request.groupName(names.group()).policyName("assume").policyDocument(documents.assume()));
        iam.createUser(request -> request.userName(owner())
                .path(names.path())
                .permissionsBoundary(names.boundaryArn())
                .tags(tag));
        iam.addUserToGroup(request -> request.groupName(names.group()).userName(owner()));
        administrator
                .sageMaker()
                .createNotebookInstanceLifecycleConfig(
                        request -> request.notebookInstanceLifecycleConfigName(names.prefix() + "setup")
                                .tags(sageMakerTag()));
        administrator
                .sageMaker()
                .createNotebookInstance(request -> request.notebookInstanceName(notebook())
                        .instanceType("ml.t3.medium")
                        .roleArn(names.executionRoleArn())
                        .subnetId(subnet)
                        .tags(sageMakerTag()));
    }

    software.amazon.awssdk.services.sagemaker.model.Tag sageMakerTag() {
        return software.amazon.awssdk.services.sagemaker.model.Tag.builder()
                .key("tenant")
                .value(names.tenant().value())
                .build();
    }

    /** The name of the tenant's user. */
    public String owner() {
        return names.prefix() + "owner";
    }

    String notebook() {
        return names.prefix() + "main";
    }

    /** The tenant's user with an access key. */
    Clients user() {
        AccessKey key = administrator
                .iam()
                .createAccessKey(request -> request.userName(owner()))
                .accessKey();
        return new Clients(
                administrator.sandbox(),
                administrator.region(),
                AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    }

    AssumeRoleRequest assume(String sessionName, @Nullable String sourceIdentity) {
        return AssumeRoleRequest.builder()
                .roleArn(names.accessRoleArn())
                .roleSessionName(sessionName)
                .sourceIdentity(sourceIdentity)
                .build();
    }

    /** The access role, as the user becomes it. */
    Clients session() {
        return administrator.as(
                user().sts().assumeRole(assume(owner(), owner())).credentials());
    }

    /** The execution role, as programs in the notebook are it. */
    Clients inNotebook() {
        return administrator.as(administrator
                .sandbox()
                .notebookCredentials(administrator.region().id(), notebook()));
    }
}
