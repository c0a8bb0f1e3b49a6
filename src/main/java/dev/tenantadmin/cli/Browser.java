package dev.tenantadmin.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The user's browser, by way of the program that the desktop has for opening things.
 *
 * @param environment in whose PATH that program is looked for
 */
record Browser(Map<String, String> environment) {

    private static final long PATIENCE_SECONDS = 5;

    /** Opens an address, and tells whether that worked. */
    boolean open(String url) {
        return Stream.of("xdg-open", "open")
                .flatMap(name -> find(name).stream())
                .findFirst()
                .filter(opener -> run(opener, url))
                .isPresent();
    }

    private Optional<Path> find(String name) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean run(Path opener, String url) {
        try {
            Process process = new ProcessBuilder(opener.toString(), url)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // Some openers end at once, others with the browser.
            return !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
