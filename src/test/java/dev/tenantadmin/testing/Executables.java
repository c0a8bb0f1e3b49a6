package dev.tenantadmin.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs that a test needs and that not every machine has. */
public final class Executables {

    private Executables() {}

    /** Whether it is on the PATH; where {@code TENANT_ADMIN_REQUIRE_SHELLS} is set, it must be. */
    public static boolean find(String name) {
        boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
        if (!found && System.getenv("TENANT_ADMIN_REQUIRE_SHELLS") != null) {
            throw new IllegalStateException(name + " is required here and is not on the PATH");
        }
        return found;
    }
}
