package dev.tenantadmin.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Checks with this machine's bash whether a script parses, without running it.
 *
 * @param environment whose PATH is searched for bash
 * @param patience how long to wait for an answer
 */
public record BashSyntax(Map<String, String> environment, Duration patience) {

    private static final String FILE = "/dev/stdin";

    public BashSyntax(Map<String, String> environment) {
        this(environment, Duration.ofSeconds(5));
    }

    /** The first error that bash finds, with its line; empty also if there is no bash, or it does not answer. */
    public Optional<String> complaint(String script) {
        return find().flatMap(bash -> ask(bash, script));
    }

    private Optional<Path> find() {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, "bash"))
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private Optional<String> ask(Path bash, String script) {
        // A script may turn extglob on, which -n does not see.
        ProcessBuilder builder = new ProcessBuilder(bash.toString(), "-O", "extglob", "-n", FILE)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // BASH_ENV, for example, names a file to run.
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            try {
                return answer(process, script);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<String> answer(Process process, String script) throws IOException, InterruptedException {
        Thread writer = new Thread(() -> write(process, script), "script for bash");
        writer.setDaemon(true);
        writer.start();
        // Bash's output about one script fits into a pipe, so bash ends before anybody reads it.
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() == 0) {
            return Optional.empty();
        }
        try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
            return errors.lines()
                    .filter(line -> line.startsWith(FILE + ": "))
                    .map(line -> line.substring(FILE.length() + 2))
                    .findFirst();
        }
    }

    private static void write(Process process, String script) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(script.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Bash has read enough, or was killed.
        }
    }
}
