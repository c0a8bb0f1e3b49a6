package dev.tenantadmin.cli.output;

import java.io.PrintWriter;

/** A command's result, for a person and for a program: a record. */
public interface Report {

    /** For a person: plain lines. */
    void text(PrintWriter out);

    /** For a program: the record that {@link RecordJson} turns into JSON; by default this one. */
    default Record json() {
        return (Record) this;
    }
}
