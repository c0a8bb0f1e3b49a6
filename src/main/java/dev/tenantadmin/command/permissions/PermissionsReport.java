package dev.tenantadmin.command.permissions;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The IAM policy for some commands, as text ready to paste. */
public record PermissionsReport(List<String> commands, int characters, String policy) implements Report {

    /** The same for a program. */
    public record Document(
            @Described("The commands that the policy is for.")
            List<String> commands,

            @Described("Its length, as IAM counts.") int characters,

            @Described("The policy document, in IAM's form.")
            Map<String, Object> policy) {}

    public PermissionsReport {
        commands = List.copyOf(commands);
    }

    @Override
    public void text(PrintWriter out) {
        out.println(policy);
    }

    @Override
    public Record json() {
        try {
            return new Document(commands, characters, JSON.std.mapFrom(policy));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
