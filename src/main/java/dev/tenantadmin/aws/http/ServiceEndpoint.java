package dev.tenantadmin.aws.http;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** The services that are called, and where. */
public enum ServiceEndpoint {
    IAM,
    STS,
    SAGEMAKER;

    /**
     * Where the SDK will call it, as far as that can be told without the SDK; empty where it cannot, as with special endpoints.
     *
     * @param override an endpoint for all services, or null
     * @param environment where AWS's own settings are looked for
     */
    Optional<URI> endpoint(String region, @Nullable URI override, Map<String, String> environment) {
        if (override != null) {
            return Optional.of(override);
        }
        for (String name : new String[] {"AWS_ENDPOINT_URL_" + name(), "AWS_ENDPOINT_URL"}) {
            String own = environment.getOrDefault(name, "");
            if (!own.isEmpty()) {
                return Optional.of(URI.create(own));
            }
        }
        boolean special = environment.containsKey("AWS_USE_FIPS_ENDPOINT")
                || environment.containsKey("AWS_USE_DUALSTACK_ENDPOINT");
        return special ? Optional.empty() : host(region).map(host -> URI.create("https://" + host));
    }

    /** Its host in AWS's public partitions (src/site/markdown/design/aws-facts.md). */
    private Optional<String> host(String region) {
        return switch (PartitionMetadata.of(Region.of(region)).id()) {
            case "aws" -> Optional.of(this == IAM ? "iam.amazonaws.com" : regional(region, ".amazonaws.com"));
            case "aws-cn" ->
                Optional.of(this == IAM ? "iam.cn-north-1.amazonaws.com.cn" : regional(region, ".amazonaws.com.cn"));
            case "aws-us-gov" ->
                Optional.of(this == IAM ? "iam.us-gov.amazonaws.com" : regional(region, ".amazonaws.com"));
            default -> Optional.empty();
        };
    }

    private String regional(String region, String suffix) {
        return (this == SAGEMAKER ? "api." : "") + name().toLowerCase(Locale.ROOT) + "." + region + suffix;
    }
}
