package dev.tenantadmin.sandbox;

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
record Clients(Sandbox sandbox, Region region, AwsCredentials credentials) {
    static final String TRUST = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"],
             "Principal": {"Service": "sagemaker.amazonaws.com", "AWS": "123456789012"}}}""";
    static final String POLICY = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}""";

    static Clients of(Sandbox sandbox) {
        return new Clients(sandbox, Region.US_EAST_1, AwsBasicCredentials.create("AKIAELSEWHERE", "secret"));
    }

    Clients in(String otherRegion) {
        return new Clients(sandbox, Region.of(otherRegion), credentials);
    }

    Clients as(AccessKey key) {
        return new Clients(sandbox, region, AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    }

    Clients as(Credentials session) {
        return new Clients(
                sandbox,
                region,
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
    }

    IamClient iam() {
        return IamClient.builder()
                .httpClient(sandbox.httpClient())
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    StsClient sts() {
        return StsClient.builder()
                .httpClient(sandbox.httpClient())
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    SageMakerClient sageMaker() {
        return SageMakerClient.builder()
                .httpClient(sandbox.httpClient())
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }
}
