package dev.tenantadmin.lifecycle.backend;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A {@code moto_server} of its own, as a process. */
public record MotoServer(Process process, URI endpoint) implements AutoCloseable {

    private static final Pattern RUNNING = Pattern.compile(".*Running on (http://127\\.0\\.0\\.1:\\d+).*");

    /** The program, if it is on the PATH. */
    public static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "moto_server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it on a port that it chooses, and returns when it says that it listens there. */
    public static MotoServer start(Path program) throws IOException {
        Process process = new ProcessBuilder(program.toString(), "-H", "127.0.0.1", "-p", "0")
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher running = RUNNING.matcher(line);
            if (running.matches()) {
                Thread reader = new Thread(() -> output.lines().forEach(ignored -> {}), "moto_server");
                reader.setDaemon(true);
                reader.start();
                return new MotoServer(process, URI.create(running.group(1)));
            }
            said.append(line).append('\n');
        }
        throw new IOException("moto_server ended:\n" + said);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
