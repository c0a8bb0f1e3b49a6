package dev.tenantadmin.cli.output;

import java.io.PrintWriter;

/** A command's result, for a person and for a program. */
public interface Report {

    /** For a person: plain lines. */
    void text(PrintWriter out);

    /**
     * For a program: the fields of the JSON object, {@code schemaVersion} apart, or the record that {@link RecordJson} makes them of; this one,
     * where that is all it has.
     */
    default Object json() {
        return this;
    }
}
