package dev.tenantadmin.command.notebook;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.cli.output.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Short-lived credentials: secrets, for standard output alone.
 *
 * @param exports whether text is lines for a shell; else it is what AWS's clients expect of a {@code credential_process}
 * @param expiration when they end, or null if nobody told
 */
public record CredentialsReport(
        boolean exports,
        String tenant,
        String region,
        String accessKeyId,
        String secretAccessKey,
        String sessionToken,
        @Nullable Instant expiration)
        implements Report {

    @Override
    public void text(PrintWriter out) {
        if (exports) {
            variables().forEach((name, value) -> out.printf("export %s='%s'%n", name, value.replace("'", "'\\''")));
        } else {
            out.println(process());
        }
    }

    /** With both variables for the region: the AWS CLI and boto3 read only the second, the SDK for Java only the first. */
    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_ACCESS_KEY_ID", accessKeyId);
        variables.put("AWS_SECRET_ACCESS_KEY", secretAccessKey);
        variables.put("AWS_SESSION_TOKEN", sessionToken);
        if (expiration != null) {
            variables.put("AWS_CREDENTIAL_EXPIRATION", expiration.toString());
        }
        variables.put("AWS_REGION", region);
        variables.put("AWS_DEFAULT_REGION", region);
        return variables;
    }

    /** AWS's own form, version 1 of it; without an expiration a client takes them for lasting. */
    private String process() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("Version", 1);
        json.put("AccessKeyId", accessKeyId);
        json.put("SecretAccessKey", secretAccessKey);
        json.put("SessionToken", sessionToken);
        if (expiration != null) {
            json.put("Expiration", expiration.toString());
        }
        try {
            return JSON.std.asString(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tenant", tenant);
        json.put("region", region);
        json.put("accessKeyId", accessKeyId);
        json.put("secretAccessKey", secretAccessKey);
        json.put("sessionToken", sessionToken);
        json.put("expiration", expiration == null ? null : expiration.toString());
        return json;
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "CredentialsReport[" + tenant + "]";
    }
}
