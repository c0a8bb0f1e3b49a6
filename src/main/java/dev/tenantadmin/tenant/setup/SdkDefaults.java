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
 * Defaults of the SageMaker Python SDK: a config file for all users, schema version 1.0. Without it the SDK uses a bucket of the account
 * and names no subnet; the tenant's policies allow neither.
 */
final class SdkDefaults {

    private SdkDefaults() {}

    /** Whether the tenant's policies require of jobs what the SDK does not do by itself. */
    static boolean needed(Settings settings) {
        return settings.get(Options.SUBNET).isPresent()
                || !settings.get(Options.DATA_LOCATION).isEmpty();
    }

    /** Returns the file. Every value is already checked, so double quotes are enough. */
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

    /** The prefix keeps its slash: the SDK lists what is under it, and the tenant can list under no other prefix. */
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

    /** Without the managed-by tag: only what this program makes has it. */
    private static String tags(Names names, Settings settings) {
        Map<String, String> tags = new TreeMap<>(settings.tags());
        tags.put(Tags.TENANT, names.tenant().value());
        return tags.entrySet().stream()
                .map(tag -> "{Key: \"%s\", Value: \"%s\"}".formatted(tag.getKey(), tag.getValue()))
                .collect(Collectors.joining(", "));
    }
}
