package dev.tenantadmin.command.sandbox;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.Report;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sandbox's address, in lines that a shell can run. */
public record SandboxServeReport(
        @Described("The server's address.") URI endpoint,
        @Described("The file that keeps its state.") String stateFile,

        @Described("The variables that point an AWS client at it.")
        Map<String, String> environment)
        implements Report {

    static SandboxServeReport of(URI address, String region, Path stateFile) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AWS_ENDPOINT_URL", address.toString());
        // The sandbox treats any key that it did not create as its administrator's.
        environment.put("AWS_ACCESS_KEY_ID", "administrator");
        environment.put("AWS_SECRET_ACCESS_KEY", "sandbox");
        // Version 1 of the AWS CLI reads only the one, the SDKs the other.
        environment.put("AWS_DEFAULT_REGION", region);
        environment.put("AWS_REGION", region);
        return new SandboxServeReport(address, stateFile.toString(), environment);
    }

    @Override
    public void text(PrintWriter out) {
        out.printf("# The sandbox is at %s, its state in %s.%n", endpoint, stateFile);
        environment.forEach((name, value) -> out.printf("export %s=%s%n", name, value));
    }
}
