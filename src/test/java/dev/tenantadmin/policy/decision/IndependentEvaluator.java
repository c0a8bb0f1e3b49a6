package dev.tenantadmin.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The npm package @cloud-copilot/iam-simulate in a process of its own: see scripts/iam-simulate.sh. TENANT_ADMIN_IAM_SIMULATE names its folder
 * of modules; without it a test is skipped, and fails where TENANT_ADMIN_IAM_SIMULATE_REQUIRED is set.
 */
public final class IndependentEvaluator {

    /** Its word for what is allowed. */
    public static final String ALLOWED = "Allowed";

    private IndependentEvaluator() {}

    /** Whether it is there, or has to be. */
    static boolean isWanted() {
        return System.getenv("TENANT_ADMIN_IAM_SIMULATE") != null
                || System.getenv("TENANT_ADMIN_IAM_SIMULATE_REQUIRED") != null;
    }

    /** Skips a test that needs it where it is not wanted: to be asked before what takes long. */
    public static void assumeWanted() {
        if (!isWanted()) {
            Assumptions.abort("TENANT_ADMIN_IAM_SIMULATE does not name a folder with @cloud-copilot/iam-simulate");
        }
    }

    private static Path modules() {
        String path = System.getenv("TENANT_ADMIN_IAM_SIMULATE");
        assumeWanted();
        assertThat(path).as("TENANT_ADMIN_IAM_SIMULATE").isNotNull();
        Path modules = Path.of(String.valueOf(path));
        assertThat(modules.resolve("@cloud-copilot/iam-simulate")).isDirectory();
        return modules;
    }

    /** What simulate.js answers, a line each; runs in a folder of its own. */
    public static List<String> answers(Path folder, List<String> lines) throws IOException, InterruptedException {
        Path modules = modules();
        Path in = Files.write(folder.resolve("in"), lines);
        Path out = folder.resolve("out");
        Path code = Path.of("src/test/resources/dev/tenantadmin/policy/decision/simulate.js");
        List<String> command = List.of("node", code.toString(), modules.toString());
        Process process = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readAllLines(out, StandardCharsets.UTF_8);
    }
}
