package dev.tenantadmin.command.notebook;

import dev.tenantadmin.cli.output.Report;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** A presigned URL: a secret, for standard output alone. */
public record UrlReport(String notebook, String url) implements Report {

    @Override
    public void text(PrintWriter out) {
        out.println(url);
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("notebook", notebook);
        json.put("url", url);
        return json;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "UrlReport[" + notebook + "]";
    }
}
