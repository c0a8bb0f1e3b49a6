package dev.tenantadmin.command.notebook;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.cli.output.Described;
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
 * @param exports whether text output is shell exports; else it is what AWS clients expect from a {@code credential_process}
 */
public record CredentialsReport(boolean exports, Document credentials) implements Report {

    /** The credentials for a program. */
    public record Document(
            @Described(Described.TENANT) String tenant,
            @Described(Described.REGION) String region,
            @Described("A secret, like the two below.") String accessKeyId,
            @Described("A secret.") String secretAccessKey,
            @Described("A secret.") String sessionToken,

            @Described("When they expire; null if unknown.") @Nullable
            Instant expiration) {

        /** Without the secrets. */
        @Override
        public String toString() {
            return "Credentials[" + tenant + "]";
        }
    }

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
        variables.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
        variables.put("AWS_SESSION_TOKEN", credentials.sessionToken());
        if (credentials.expiration() != null) {
            variables.put("AWS_CREDENTIAL_EXPIRATION", credentials.expiration().toString());
        }
        variables.put("AWS_REGION", credentials.region());
        variables.put("AWS_DEFAULT_REGION", credentials.region());
        return variables;
    }

    /** AWS's own format, version 1; without an expiration a client treats them as permanent. */
    private String process() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("Version", 1);
        json.put("AccessKeyId", credentials.accessKeyId());
        json.put("SecretAccessKey", credentials.secretAccessKey());
        json.put("SessionToken", credentials.sessionToken());
        if (credentials.expiration() != null) {
            json.put("Expiration", credentials.expiration().toString());
        }
        try {
            return JSON.std.asString(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Record json() {
        return credentials;
    }
}
