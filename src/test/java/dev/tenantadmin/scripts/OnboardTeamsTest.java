package dev.tenantadmin.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.Main;
import dev.tenantadmin.testing.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/onboard-teams.sh}, copied to where nothing else of the project is. */
@Tag("slow")
class OnboardTeamsTest {

    @TempDir
    Path folder;

    private Path runs;

    @BeforeEach
    void copy() throws IOException {
        Files.copy(
                Path.of("scripts/onboard-teams.sh"),
                folder.resolve("onboard-teams.sh"),
                StandardCopyOption.COPY_ATTRIBUTES);
        runs = folder.resolve("runs");
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path command = bin.resolve("tenant-admin");
        Files.writeString(
                command,
                "#!/bin/sh\necho run >>'%s'\nexec '%s/bin/java' -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\"\n"
                        .formatted(
                                runs,
                                System.getProperty("java.home"),
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ran onboard(String typed, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("./onboard-teams.sh"));
        words.addAll(List.of(arguments));
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder.toFile()).redirectError(err.toFile());
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        builder.environment()
                .put("TENANT_ADMIN_SANDBOX_STATE", folder.resolve("state").toString());
        Process process = builder.start();
        process.getOutputStream().write(typed.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out, Files.readString(err));
    }

    @Test
    void aSpreadsheetsListIsOnboardedByOneApply() throws Exception {
        Files.copy(
                Path.of("src/test/resources/dev/tenantadmin/scripts/onboard-bom-crlf.txt"), folder.resolve("list.txt"));

        Ran ran = onboard("", "list.txt", "--sandbox", "--instance-type", "ml.t3.large")
                .done();

        assertThat(ran.out()).contains("teamone: created\n").endsWith("\n3 onboarded, 0 not\n");
        assertThat(ran.err()).isEmpty();
        assertThat(Files.readAllLines(runs)).hasSize(1);
        assertThat(onboard("\ufeffteamone,\"alice, bob\",,\r\nteamtwo;;\r\n", "-", "--sandbox")
                        .done()
                        .out())
                .contains("teamone: unchanged", "teamtwo: unchanged")
                .endsWith("\n2 onboarded, 0 not\n");
    }

    @Test
    void badLinesAreNamedAndTheRestIsDone() throws Exception {
        Ran ran = onboard("# teams\nacme  alice # first\n\nNot_A_Name\nbeta B,C\n\"a\\\\b\nacme\n", "-", "--sandbox");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).endsWith("\n1 onboarded, 4 not: Not_A_Name beta a\\\\b acme\n");
        assertThat(ran.err())
                .contains("-:4: tenant name", "-:5: user name 'B'", "-:7: tenant acme is already on line 2");
    }

    @Test
    void aWrongListOrOptionStopsAtOnce() throws Exception {
        for (String[] wrong : new String[][] {
            {"is a directory", "."},
            {"does not exist", "nowhere"},
            {"names no team", "-"},
            {"give a list of teams"},
            {"unknown option '--instance-typ'", "runs", "--instance-typ", "ml.t3.large"},
            {"instance type 't3'", "runs", "--sandbox", "--instance-type", "t3"}
        }) {
            Files.writeString(runs, "acme\nbeta\n");

            Ran ran = onboard("", Arrays.copyOfRange(wrong, 1, wrong.length));

            assertThat(ran.exit()).as("%s", ran).isEqualTo(252);
            assertThat(ran.err()).containsOnlyOnce(wrong[0]);
            assertThat(ran.out()).isEmpty();
        }
        assertThat(onboard("acme\nbeta\n", "-", "--profile", "no-such-profile").exit())
                .isEqualTo(253);
    }
}
