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

    /** What was said before, for the room is the organisation's. */
    private static final String VPC = "VpcConfig: *vpc, ";

    private SdkDefaults() {}

    /** Whether the tenant's policies require of jobs what the SDK does not do by itself. */
    static boolean needed(Settings settings) {
        return settings.get(Options.SUBNET).isPresent()
                || !settings.get(Options.DATA_LOCATION).isEmpty();
    }

    /** Returns the file. Every value is already checked, so double quotes are enough. */
    static String yaml(Names names, Settings settings) {
        boolean inVpc = settings.get(Options.SUBNET).isPresent();
        String vpc = settings.get(Options.SUBNET)
                .map(subnet -> "VpcConfig: &vpc {SecurityGroupIds: [%s], Subnets: [%s]}, "
                        .formatted(String.join(", ", settings.get(Options.SECURITY_GROUPS)), subnet))
                .orElse("");
        return """
                SchemaVersion: "1.0"
                SageMaker:
                  TrainingJob: {RoleArn: &role "%s", %sTags: &tags [%s]}
                  ProcessingJob: {RoleArn: *role, %sTags: *tags}
                  TransformJob: {Tags: *tags}
                  Model: {ExecutionRoleArn: *role, %sTags: *tags}
                  EndpointConfig: {Tags: *tags}
                  Endpoint: {Tags: *tags}
                """.formatted(
                                names.executionRoleArn(),
                                vpc,
                                tags(names, settings),
                                inVpc ? "NetworkConfig: {VpcConfig: *vpc}, " : "",
                                inVpc ? VPC : "")
                + settings.get(Options.DATA_LOCATION).stream()
                        .findFirst()
                        .map(data -> modules(data, inVpc ? VPC : ""))
                        .orElse("");
    }

    /** The prefix keeps its slash: the SDK lists what is under it, and the tenant can list under no other prefix. */
    private static String modules(DataLocation data, String vpc) {
        return """
                  PythonSDK:
                    Modules:
                      Session: {DefaultS3Bucket: "%s"%s}
                      RemoteFunction: {RoleArn: *role, %sS3RootUri: "%s", Tags: *tags}
                """.formatted(
                        data.bucket(),
                        data.prefix().isEmpty() ? "" : ", DefaultS3ObjectKeyPrefix: \"%s\"".formatted(data.prefix()),
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
