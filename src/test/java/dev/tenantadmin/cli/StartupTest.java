package dev.tenantadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a command loads, as a process of its own. */
@Tag("slow")
@Tag("jdk")
class StartupTest {

    @TempDir
    Path folder;

    private List<String> loaded(int exit, String line) throws IOException, InterruptedException {
        Path log = folder.resolve("classes");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        Stream.of(line.split(" ", -1)).filter(word -> !word.isEmpty()).forEach(command::add);
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment()
                .put("TENANT_ADMIN_SANDBOX_STATE", folder.resolve("state").toString());
        process.environment().put("XDG_CONFIG_HOME", folder.toString());
        process.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile());
        assertThat(process.start().waitFor()).as(line).isEqualTo(exit);
        return Files.readAllLines(log);
    }

    @ParameterizedTest(name = "tenant-admin {0}")
    @CsvSource({
        "--help, 0",
        "create-tenant --help, 0",
        "--version, 0",
        "completion bash, 0",
        "'', 252",
        "creat-tenant acme, 252",
        "create-tenant Acme, 252",
        "create-tenant acme --notebok lab -o json, 252",
    })
    void helpAndUsageErrorsLoadNothingOfTheSdk(String line, int exit) throws IOException, InterruptedException {
        assertThat(loaded(exit, line))
                .hasSizeGreaterThan(500)
                .noneMatch(each -> each.contains("software.amazon.") || each.contains("com.sun.net.httpserver."));
    }

    @Test
    void onlyTheClientsAreBuiltThatACommandNeeds() throws IOException, InterruptedException {
        assertThat(loaded(0, "--sandbox list-tenants"))
                .anyMatch(each -> each.contains(".iam.DefaultIamClient "))
                .noneMatch(each ->
                        each.contains(".sts.DefaultStsClient ") || each.contains(".sagemaker.DefaultSageMakerClient "));
    }
}
