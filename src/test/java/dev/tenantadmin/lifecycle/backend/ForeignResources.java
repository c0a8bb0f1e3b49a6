package dev.tenantadmin.lifecycle.backend;

import dev.tenantadmin.testing.Certificates;
import dev.tenantadmin.testing.MfaDevices;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;

/** Everything that administrators can hang on a tenant, and that its people can make. */
public final class ForeignResources {

    private static final String ACCOUNT = "arn:aws:iam::123456789012:";
    private static final String EXECUTION_ROLE = ACCOUNT + "role/tenant-admin/us-east-1/acme/acme--execution";
    private static final String IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/acme--train:1";

    public static final String DOCUMENT = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}""";

    private ForeignResources() {}

    /** Credentials of every kind, policies and a group of another path. */
    public static void onUser(IamClient iam, String user) {
        iam.createAccessKey(r -> r.userName(user));
        iam.createLoginProfile(r -> r.userName(user).password("Correct-Horse-9"));
        for (String name : new String[] {user, "phone-of-" + user}) {
            MfaDevices.enable(iam, user, name);
        }
        iam.uploadSigningCertificate(r -> r.userName(user).certificateBody(Certificates.SELF_SIGNED));
        iam.uploadSSHPublicKey(r -> r.userName(user).sshPublicKeyBody("ssh-rsa AAAA"));
        iam.createServiceSpecificCredential(r -> r.userName(user).serviceName("codecommit.amazonaws.com"));
        iam.putUserPolicy(r -> r.userName(user).policyName("more").policyDocument(DOCUMENT));
        iam.attachUserPolicy(r -> r.userName(user).policyArn(foreignPolicy(iam)));
        iam.createGroup(r -> r.groupName("guild-of-" + user));
        iam.addUserToGroup(r -> r.groupName("guild-of-" + user).userName(user));
    }

    /** Policies and instance profiles on both roles, policies and a guest in the group, four more versions of a policy. */
    public static void onTenant(IamClient iam) {
        for (String role : new String[] {"acme--access", "acme--execution"}) {
            iam.putRolePolicy(r -> r.roleName(role).policyName("more").policyDocument(DOCUMENT));
            iam.attachRolePolicy(r -> r.roleName(role).policyArn(foreignPolicy(iam)));
            iam.createInstanceProfile(r -> r.instanceProfileName("profile-of-" + role));
            iam.addRoleToInstanceProfile(
                    r -> r.instanceProfileName("profile-of-" + role).roleName(role));
        }
        iam.putGroupPolicy(r -> r.groupName("acme--members").policyName("more").policyDocument(DOCUMENT));
        iam.attachGroupPolicy(r -> r.groupName("acme--members").policyArn(foreignPolicy(iam)));
        iam.createUser(r -> r.userName("guest"));
        iam.addUserToGroup(r -> r.groupName("acme--members").userName("guest"));
        for (int i = 0; i < 4; i++) {
            iam.createPolicyVersion(r -> r.policyArn(ACCOUNT + "policy/tenant-admin/us-east-1/acme/acme--access")
                    .policyDocument(DOCUMENT));
        }
    }

    private static String foreignPolicy(IamClient iam) {
        String arn = ACCOUNT + "policy/theirs";
        boolean there = iam.listPoliciesPaginator(r -> r.scope("Local")).policies().stream()
                .anyMatch(policy -> policy.arn().equals(arn));
        return there
                ? arn
                : iam.createPolicy(r -> r.policyName("theirs").policyDocument(DOCUMENT))
                        .policy()
                        .arn();
    }

    /** A model, an endpoint configuration and jobs of every kind. */
    public static void ofWork(SageMakerClient sagemaker) {
        ofModel(sagemaker);
        sagemaker.createEndpointConfig(
                r -> r.endpointConfigName("acme--config").productionVariants(variant("ml.m5.large")));
        ofTraining(sagemaker);
        ofProcessing(sagemaker);
        ofTransform(sagemaker);
    }

    public static void ofModel(SageMakerClient sagemaker) {
        sagemaker.createModel(r -> r.modelName("acme--model")
                .executionRoleArn(EXECUTION_ROLE)
                .primaryContainer(container -> container.image(IMAGE)));
    }

    public static void ofTraining(SageMakerClient sagemaker) {
        sagemaker.createTrainingJob(r -> r.trainingJobName("acme--fit")
                .roleArn(EXECUTION_ROLE)
                .algorithmSpecification(
                        algorithm -> algorithm.trainingImage(IMAGE).trainingInputMode("File"))
                .outputDataConfig(output -> output.s3OutputPath("s3://acme/out"))
                .resourceConfig(resources ->
                        resources.instanceType("ml.m5.large").instanceCount(1).volumeSizeInGB(1))
                .stoppingCondition(stopping -> stopping.maxRuntimeInSeconds(60)));
    }

    public static void ofProcessing(SageMakerClient sagemaker) {
        sagemaker.createProcessingJob(r -> r.processingJobName("acme--clean")
                .roleArn(EXECUTION_ROLE)
                .appSpecification(app -> app.imageUri(IMAGE))
                .processingResources(resources -> resources.clusterConfig(cluster ->
                        cluster.instanceType("ml.m5.large").instanceCount(1).volumeSizeInGB(1))));
    }

    public static void ofTransform(SageMakerClient sagemaker) {
        sagemaker.createTransformJob(r -> r.transformJobName("acme--score")
                .modelName("acme--model")
                .transformInput(input -> input.dataSource(source ->
                        source.s3DataSource(s3 -> s3.s3DataType("S3Prefix").s3Uri("s3://acme/in"))))
                .transformOutput(output -> output.s3OutputPath("s3://acme/out"))
                .transformResources(
                        resources -> resources.instanceType("ml.m5.large").instanceCount(1)));
    }

    public static ProductionVariant variant(String instanceType) {
        return ProductionVariant.builder()
                .variantName("all")
                .modelName("acme--model")
                .initialInstanceCount(1)
                .instanceType(instanceType)
                .build();
    }

    public static void ofEndpoint(SageMakerClient sagemaker) {
        sagemaker.createEndpoint(r -> r.endpointName("acme--live").endpointConfigName("acme--config"));
    }
}
