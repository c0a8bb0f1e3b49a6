package dev.tenantadmin.cli.output;

import java.io.PrintWriter;
import java.util.Map;

/** A command's result, for a person and for a program. */
public interface Report {

    /** For a person: plain lines. */
    void text(PrintWriter out);

    /** For a program: the fields of the JSON object, {@code schemaVersion} apart. Strings, numbers, booleans, lists, maps and nulls. */
    Map<String, Object> json();
}
