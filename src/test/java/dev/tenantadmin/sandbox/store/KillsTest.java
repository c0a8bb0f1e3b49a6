package dev.tenantadmin.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.model.Group;

/** Processes that write are killed at random moments: what each was told to be written is there, and no half of an operation. */
@Tag("slow")
@Tag("jdk")
class KillsTest {
    private static final int KILLS = 50;
    private static final int AT_ONCE = 5;
    private static final long SEED = 20261201;
    private static final int MOST_WRITES = 400;

    @TempDir
    private Path directory;

    /** Writes pairs of rows, and says so after each, until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            Store store = Store.open(Path.of(args[0]), StaleReads.none());
            for (int i = 0; i < Integer.MAX_VALUE; i++) {
                String name = args[1] + "-" + i;
                store.transact(() -> {
                    store.put("first/" + name, group(name));
                    store.put("second/" + name, group(name));
                    return true;
                });
                System.out.println(name);
            }
        }

        private static Group group(String name) {
            return Group.builder()
                    .groupName(name)
                    .path("/" + "x".repeat(500) + "/")
                    .build();
        }
    }

    private Process start(Path file, int number) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        file.toString(),
                        "writer" + number)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void noKillTearsTheFile() throws IOException, InterruptedException {
        Path file = directory.resolve("sandbox.jsonl");
        Random random = new Random(SEED);
        List<String> told = new ArrayList<>();
        for (int round = 0; round < KILLS / AT_ONCE; round++) {
            List<Process> processes = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                processes.add(start(file, round * AT_ONCE + i));
            }
            for (Process process : processes) {
                // A number of writes to wait for is a moment that no clock is needed for; the kill strikes in the midst
                // of a later one.
                int writes = 1 + random.nextInt(MOST_WRITES / AT_ONCE);
                try (BufferedReader reader = process.inputReader()) {
                    for (int i = 0; i < writes; i++) {
                        told.add(reader.readLine());
                    }
                    process.destroyForcibly().waitFor();
                }
            }
        }
        try (Store store = Store.open(file, StaleReads.none())) {
            List<String> first = store.transact(() -> store.keys("first/"));
            List<String> second = store.transact(() -> store.keys("second/"));
            assertThat(first).map(key -> key.substring("first/".length())).containsAll(told);
            assertThat(second)
                    .map(key -> key.substring("second/".length()))
                    .containsExactlyElementsOf(first.stream()
                            .map(key -> key.substring("first/".length()))
                            .toList());
            store.transact(() -> store.all("first/", Group.class));
        }
    }
}
