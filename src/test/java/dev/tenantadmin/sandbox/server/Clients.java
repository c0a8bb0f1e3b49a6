package dev.tenantadmin.sandbox.server;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The SDK's own clients of a sandbox. */
public record Clients(Sandbox sandbox, Region region, AwsCredentials credentials) {
    /** Of a role that SageMaker and everyone of the account may assume. */
    public static final String TRUST = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"],
             "Principal": {"Service": "sagemaker.amazonaws.com", "AWS": "123456789012"}}}""";

    /** An identity policy that is about S3 alone. */
    public static final String POLICY = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}""";

    /** The clients of an administrator in us-east-1. */
    public static Clients of(Sandbox sandbox) {
        return new Clients(sandbox, Region.US_EAST_1, AwsBasicCredentials.create("AKIAELSEWHERE", "secret"));
    }

    /** The same in another region. */
    public Clients in(String otherRegion) {
        return new Clients(sandbox, Region.of(otherRegion), credentials);
    }

    /** The clients of who signs with this key. */
    public Clients as(AccessKey key) {
        return new Clients(sandbox, region, AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    }

    /** The clients of this session. */
    public Clients as(Credentials session) {
        return new Clients(
                sandbox,
                region,
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
    }

    /** Calls IAM. */
    public IamClient iam() {
        return IamClient.builder()
                .httpClient(sandbox.httpClient())
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    /** Calls STS. */
    public StsClient sts() {
        return StsClient.builder()
                .httpClient(sandbox.httpClient())
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    /** Calls SageMaker. */
    public SageMakerClient sageMaker() {
        return SageMakerClient.builder()
                .httpClient(sandbox.httpClient())
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }
}
