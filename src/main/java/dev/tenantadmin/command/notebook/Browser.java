package dev.tenantadmin.command.notebook;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Opens the user's browser through the desktop's opener program. Every user can see a process's arguments, so the link goes into a page
 * that only this user can read.
 *
 * @param environment whose PATH is searched for that program, and whose HOME holds the page
 */
public record Browser(Map<String, String> environment) {

    private static final long PATIENCE_SECONDS = 5;

    /** Deletes the page after a minute or when the session ends: a browser that starts first may be slow, and this command does not wait. */
    private static final String DELETE_LATER = """
            trap 'rm -f -- "$0"' EXIT
            trap '' HUP INT
            trap exit TERM
            sleep 60 &
            wait
            """;

    /** Exactly one of the two follows the link: it may work only once. */
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="referrer" content="no-referrer">
            <title>tenant-admin</title>
            <noscript><meta http-equiv="refresh" content="0; url=%1$s"></noscript>
            </head>
            <body>
            <a rel="noreferrer" href="%1$s">Open the notebook</a>
            <script>location.replace(document.links[0].href)</script>
            </body>
            </html>
            """;

    /** Opens an https address; returns whether that worked. */
    boolean open(String url) {
        Path opener = Stream.of("xdg-open", "open")
                .flatMap(name -> find(name).stream())
                .findFirst()
                .orElse(null);
        String home = environment.getOrDefault("HOME", "");
        if (opener == null || !home.startsWith("/")) {
            return false;
        }
        try {
            // Browsers in a snap see neither /tmp nor hidden files. A file made this way is readable by its owner only.
            Path page = Files.createTempFile(Path.of(home), "tenant-admin-", ".html");
            boolean opened = false;
            try {
                start("/bin/sh", "-c", DELETE_LATER, page.toString());
                Files.writeString(page, PAGE.formatted(escaped(url)));
                opened = run(opener, page.toString());
            } finally {
                if (!opened) {
                    Files.deleteIfExists(page);
                }
            }
            return opened;
        } catch (IOException e) {
            return false;
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    private Optional<Path> find(String name) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private boolean run(Path opener, String page) throws IOException {
        try {
            Process process = start(opener.toString(), page);
            // Some openers exit at once, others with the browser.
            return !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }
}
