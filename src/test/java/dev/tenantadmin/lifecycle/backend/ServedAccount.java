package dev.tenantadmin.lifecycle.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.Main;
import dev.tenantadmin.sandbox.request.FaultType;
import dev.tenantadmin.sandbox.request.Faults;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Sandbox;
import dev.tenantadmin.sandbox.wire.HttpEndpoint;
import dev.tenantadmin.testing.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The served sandbox, and commands as processes of their own, which die or are interrupted at a call. */
public final class ServedAccount implements AutoCloseable {

    /** What a shell begins in the background ignores SIGINT, and so would its processes. Where env cannot help, it is not needed. */
    private static final List<String> HEEDS_INTERRUPTS = heedsInterrupts();

    private static final Map<String, String> ENVIRONMENT =
            Map.of("AWS_ACCESS_KEY_ID", "administrator", "AWS_SECRET_ACCESS_KEY", "sandbox", "AWS_REGION", "us-east-1");

    /** What is done to a process when the account meets with its call number {@code call}. */
    private record Order(Faults.Moment moment, long call, Process victim, Blow blow) {}

    /** What is done to a process. */
    public interface Blow {
        void strike(Process process) throws IOException, InterruptedException;
    }

    /** The end of it, at once. */
    public static final Blow SIGKILL = process -> process.destroyForcibly().waitFor();

    /** How a command ended. */
    public record Ended(int exit, String out, String err, Duration afterBlow) {}

    private final Sandbox sandbox;
    private final HttpEndpoint door;
    private final RemoteAccount remote;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicReference<@Nullable Order> order = new AtomicReference<>();
    private volatile long struck;

    public ServedAccount() throws IOException {
        sandbox = Sandbox.inMemory(
                Clock.systemUTC(),
                new SandboxSettings(Duration.ofMillis(300), Duration.ZERO, Map.of()).withFaults(this::fault));
        door = sandbox.serve(0);
        remote = new RemoteAccount(door.address(), door.address(), Set.of(Backend.Ability.values()));
    }

    private Optional<FaultType> fault(Faults.Occasion occasion) {
        long call = occasion.moment() == Faults.Moment.BEFORE ? calls.incrementAndGet() : calls.get();
        Order due = order.get();
        if (due == null || due.moment() != occasion.moment() || due.call() > call || !order.compareAndSet(due, null)) {
            return Optional.empty();
        }
        try {
            struck = System.nanoTime();
            due.blow().strike(due.victim());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.of(FaultType.RESET).filter(lost -> due.moment() == Faults.Moment.BEFORE);
    }

    /** How many calls there were. */
    public long calls() {
        return calls.get();
    }

    /** Runs a command as a process, which meets with this at its n-th call or, if that is less, not at all. */
    public Ended run(Faults.Moment moment, long n, Blow blow, Path directory, String... command)
            throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(Stream.of(
                        HEEDS_INTERRUPTS.stream(),
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()),
                        arguments(command).stream())
                .flatMap(words -> words)
                .toList());
        builder.environment().putAll(ENVIRONMENT);
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        long before = calls.get();
        Process process = builder.start();
        order.set(new Order(moment, before + n, process, blow));
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        long ended = System.nanoTime();
        order.set(null);
        return new Ended(
                process.exitValue(), Files.readString(out), Files.readString(err), Duration.ofNanos(ended - struck));
    }

    /** Runs a command inside this process. */
    public Ran run(String... command) {
        return remote.run(command);
    }

    private List<String> arguments(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--endpoint-url", door.address().toString()));
        return arguments;
    }

    public Set<String> contents() {
        return remote.contents();
    }

    @Override
    public void close() {
        remote.close();
        door.close();
        sandbox.close();
    }

    private static List<String> heedsInterrupts() {
        List<String> prefix = List.of("env", "--default-signal=INT");
        try {
            Process trial = new ProcessBuilder(
                            Stream.concat(prefix.stream(), Stream.of("true")).toList())
                    .redirectErrorStream(true)
                    .start();
            return trial.waitFor() == 0 ? prefix : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
