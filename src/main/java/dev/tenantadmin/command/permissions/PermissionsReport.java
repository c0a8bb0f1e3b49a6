package dev.tenantadmin.command.permissions;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.cli.output.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An IAM policy, ready to paste.
 *
 * @param commands what it is for
 * @param characters how many of it IAM counts
 * @param policy the document
 */
public record PermissionsReport(List<String> commands, int characters, String policy) implements Report {

    public PermissionsReport {
        commands = List.copyOf(commands);
    }

    @Override
    public void text(PrintWriter out) {
        out.println(policy);
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("commands", commands);
        json.put("characters", characters);
        try {
            json.put("policy", JSON.std.mapFrom(policy));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json;
    }
}
