package dev.tenantadmin.tenant.setup;

import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.option.Tags;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the SageMaker Python SDK takes where a notebook does not say it: a config file for all users, of schema version 1.0. Without it the SDK
 * goes for a bucket of the account and names no subnet, and the tenant's policies allow neither.
 */
final class SdkDefaults {

    private SdkDefaults() {}

    /** Whether the tenant's policies ask of jobs what the SDK does not do by itself. */
    static boolean needed(Settings settings) {
        return settings.get(Options.SUBNET).isPresent()
                || !settings.get(Options.DATA_LOCATION).isEmpty();
    }

    /** The file. Every value has been found plain, so that quotes hold it. */
    static String yaml(Names names, Settings settings) {
        String role = "\"%s\"".formatted(names.executionRoleArn());
        String vpc = settings.get(Options.SUBNET)
                .map(subnet -> "VpcConfig: {SecurityGroupIds: [%s], Subnets: [%s]}, "
                        .formatted(String.join(", ", settings.get(Options.SECURITY_GROUPS)), subnet))
                .orElse("");
        String network = vpc.isEmpty() ? "" : "NetworkConfig: {%s}, ".formatted(vpc.substring(0, vpc.length() - 2));
        return """
                SchemaVersion: "1.0"
                SageMaker:
                  TrainingJob: {RoleArn: %1$s, %2$sTags: &tags [%4$s]}
                  ProcessingJob: {RoleArn: %1$s, %3$sTags: *tags}
                  TransformJob: {Tags: *tags}
                  Model: {ExecutionRoleArn: %1$s, %2$sTags: *tags}
                  EndpointConfig: {Tags: *tags}
                  Endpoint: {Tags: *tags}
                """.formatted(role, vpc, network, tags(names, settings))
                + settings.get(Options.DATA_LOCATION).stream()
                        .findFirst()
                        .map(data -> modules(data, role, vpc))
                        .orElse("");
    }

    /** The prefix keeps its slash: the SDK lists what is under it, which the tenant may do under no other. */
    private static String modules(DataLocation data, String role, String vpc) {
        return """
                  PythonSDK:
                    Modules:
                      Session: {DefaultS3Bucket: "%1$s"%2$s}
                      RemoteFunction: {RoleArn: %3$s, %4$sS3RootUri: "%5$s", Tags: *tags}
                """.formatted(
                        data.bucket(),
                        data.prefix().isEmpty() ? "" : ", DefaultS3ObjectKeyPrefix: \"%s\"".formatted(data.prefix()),
                        role,
                        vpc,
                        data.uri());
    }

    /** Not whose tool made them: that mark is for what this program makes itself. */
    private static String tags(Names names, Settings settings) {
        Map<String, String> tags = new TreeMap<>(settings.tags());
        tags.put(Tags.TENANT, names.tenant().value());
        return tags.entrySet().stream()
                .map(tag -> "{Key: \"%s\", Value: \"%s\"}".formatted(tag.getKey(), tag.getValue()))
                .collect(Collectors.joining(", "));
    }
}
