package dev.tenantadmin.build;

import dev.tenantadmin.Main;
import dev.tenantadmin.cli.reference.Commands;
import dev.tenantadmin.cli.reference.ManualPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** Writes the manual, one page for each command; the build runs it. */
public final class Manual {

    private Manual() {}

    /** Writes this version's pages into a folder: {@code main(folder, version, time)}. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        CommandSpec root = Main.model();
        for (CommandSpec command : Commands.of(root).toList()) {
            ManualPage page = new ManualPage(command, args[1], args[2].substring(0, 10));
            Files.writeString(folder.resolve(page.name() + ".1"), page.toString());
        }
    }
}
