package dev.tenantadmin.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/tenant-admin in a fresh checkout, with a build that takes no time. */
class CheckoutTest {

    @TempDir
    Path checkout;

    private record Ran(int exit, String out, String err) {}

    @BeforeEach
    void checkOut() throws IOException {
        Files.createDirectories(checkout.resolve("src/main"));
        Files.createDirectories(checkout.resolve("scripts"));
        Files.writeString(checkout.resolve("pom.xml"), "");
        Files.copy(Path.of("scripts", "tenant-admin"), checkout.resolve("scripts/tenant-admin"));
        executable("bin/mvn", """
                #!/bin/sh
                [ ! -e "$HOME/broken" ] || { echo 'it does not compile'; exit 1; }
                dist=$HOME/target/dist
                mkdir -p "$dist/bin" "$dist/lib/tenant-admin"
                echo 1 >"$dist/lib/tenant-admin/build"
                printf '#!/bin/sh\\necho "ran $*"\\n' >"$dist/bin/tenant-admin"
                printf '#!/bin/sh\\necho caches\\n' >"$dist/lib/tenant-admin/make-caches"
                chmod +x "$dist/bin/tenant-admin" "$dist/lib/tenant-admin/make-caches"
                echo jar >"$HOME/target/tenant-admin.jar"
                """);
    }

    private void executable(String name, String text) throws IOException {
        Path file = checkout.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Ran run() throws IOException, InterruptedException {
        ProcessBuilder process = new ProcessBuilder(
                "bash", checkout.resolve("scripts/tenant-admin").toString(), "list-tenants");
        Path out = checkout.resolve("out");
        Path err = checkout.resolve("err");
        process.redirectOutput(out.toFile()).redirectError(err.toFile());
        process.environment().put("HOME", checkout.toString());
        process.environment().merge("PATH", "", (path, none) -> checkout.resolve("bin") + ":" + path);
        int exit = process.start().waitFor();
        return new Ran(exit, Files.readString(out), Files.readString(err));
    }

    @Test
    void theFirstBuildIsToldAndHowLongItTook() throws Exception {
        Ran ran = run();

        assertThat(ran.exit()).as(ran::toString).isZero();
        assertThat(ran.out()).isEqualTo("ran list-tenants\n");
        List<String> told = ran.err().lines().toList();
        assertThat(told.get(0)).isEqualTo("tenant-admin: building, which takes minutes the first time");
        assertThat(told.get(told.size() - 1)).matches("tenant-admin: built in \\d+s");
    }

    @Test
    void whatIsBuiltIsNotBuiltAgain() throws Exception {
        run();

        assertThat(run()).isEqualTo(new Ran(0, "ran list-tenants\n", ""));
    }

    @Test
    void aBuildThatFailsSaysWhyAndIsTriedAgain() throws Exception {
        Path broken = Files.createFile(checkout.resolve("broken"));

        Ran failed = run();
        assertThat(failed.exit()).isEqualTo(255);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("it does not compile").containsPattern("the build failed after \\d+s\n$");

        Files.delete(broken);
        assertThat(run().exit()).isZero();
    }
}
