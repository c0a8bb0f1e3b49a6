package dev.tenantadmin.cli;

import dev.tenantadmin.sandbox.SandboxSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** The embedded AWS, as the commands need it that are about itself. */
public interface EmbeddedAws {

    /** Where its state is. */
    Path stateFile();

    /** Answers AWS clients on this machine until the process ends; for port 0 on any port that is free. */
    URI serve(int port, SandboxSettings settings) throws IOException;

    /** Empties it; tells whether there was anything. */
    boolean reset();
}
