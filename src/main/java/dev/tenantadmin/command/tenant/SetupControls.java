package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.reference.Heading;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.AccessSpec;
import dev.tenantadmin.tenant.option.InvalidOptionException;
import dev.tenantadmin.tenant.option.OnStart;
import dev.tenantadmin.tenant.option.SetupSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What happens when the tenant's notebooks start. */
final class SetupControls {

    @Heading("Notebooks")
    @Option(
            names = "--idle-stop",
            paramLabel = "TIME",
            description =
                    "Have notebooks stop themselves after so long without a busy kernel or a terminal in use, such as"
                            + " 2h; or none.")
    @Nullable
    String idleStop;

    @Heading("Notebooks")
    @Option(
            names = "--on-start",
            paramLabel = "FILE",
            description = "Run this script of yours as root at every start of a notebook; or none.")
    @Nullable
    String onStart;

    /**
     * What is asked, the script read.
     *
     * @throws IllegalArgumentException with a sentence for the person who asked
     */
    SetupSpec spec() {
        return new SetupSpec(WorkControls.time("--idle-stop", idleStop), script());
    }

    private @Nullable OnStart script() {
        if (onStart == null) {
            return null;
        }
        if (onStart.equals(AccessSpec.NONE)) {
            return OnStart.NONE;
        }
        try {
            return OnStart.of(Files.readAllBytes(Path.of(onStart)));
        } catch (InvalidPathException | NoSuchFileException e) {
            throw unreadable("there is no file '%2$s' for %1$s", onStart, e);
        } catch (IOException e) {
            throw unreadable("file '%2$s' of %1$s cannot be read", onStart, e);
        }
    }

    private static IllegalArgumentException unreadable(String format, String file, Exception why) {
        InvalidOptionException invalid =
                new InvalidOptionException(format, List.of("--on-start"), Printable.text(file));
        invalid.initCause(why);
        return invalid;
    }
}
