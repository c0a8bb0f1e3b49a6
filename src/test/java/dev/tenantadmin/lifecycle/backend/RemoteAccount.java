package dev.tenantadmin.lifecycle.backend;

import dev.tenantadmin.reconcile.Timeline;
import dev.tenantadmin.testing.Ran;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/**
 * An account behind endpoints that speak HTTP. The command finds endpoints and credentials as it does for a user, but in the SDK's
 * system properties instead of its environment variables; they are put back on closing.
 */
public final class RemoteAccount implements Backend, AutoCloseable {

    private final Set<Ability> abilities;
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final IamClient iam;
    private final SageMakerClient sagemaker;
    private final Map<String, @Nullable String> properties = new HashMap<>();

    public RemoteAccount(URI iamAndSts, URI sagemaker, Set<Ability> abilities) {
        this.abilities = abilities;
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
        this.iam = IamClient.builder()
                .httpClient(http)
                .endpointOverride(iamAndSts)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .build();
        this.sagemaker = SageMakerClient.builder()
                .httpClient(http)
                .endpointOverride(sagemaker)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .build();
        set("aws.accessKeyId", "test");
        set("aws.secretAccessKey", "test");
        set("aws.endpointUrl", iamAndSts.toString());
        set("aws.endpointUrlSageMaker", sagemaker.toString());
    }

    private void set(String property, String value) {
        properties.put(property, System.setProperty(property, value));
    }

    @Override
    public Set<Ability> abilities() {
        return abilities;
    }

    @Override
    public Ran run(String... commandLine) {
        return Ran.of(List.of(commandLine), Map.of("AWS_REGION", "us-east-1"), Timeline.SYSTEM, () -> {
            throw new AssertionError("the sandbox was opened");
        });
    }

    @Override
    public IamClient iam() {
        return iam;
    }

    @Override
    public SageMakerClient sagemaker() {
        return sagemaker;
    }

    @Override
    public void close() {
        properties.forEach((property, before) -> {
            if (before == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, before);
            }
        });
        http.close();
    }
}
