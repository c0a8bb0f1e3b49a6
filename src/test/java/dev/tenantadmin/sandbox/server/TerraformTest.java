package dev.tenantadmin.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenantadmin.sandbox.request.Faults;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.wire.HttpEndpoint;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Terraform and its AWS provider, which are written in Go, make, change, import and destroy a tenant on the served sandbox. */
@Tag("slow")
class TerraformTest {
    private static final Path CONFIGURATION = Path.of("src/test/resources/dev/tenantadmin/sandbox/server/terraform");

    private static final List<String> CHANGED = List.of(
            "-var=instance_type=ml.t3.large",
            "-var=variant_instance_type=ml.m5.xlarge",
            "-var=users=[\"owner\",\"bob\"]",
            "-var=cost_center=production",
            "-var=access_actions=[\"sagemaker:DescribeNotebookInstance\"]");

    @TempDir
    private Path directory;

    /** The folder above the registry's name that holds the AWS provider; {@code TENANT_ADMIN_TERRAFORM_MIRROR} names it first. */
    private static Optional<Path> mirror() {
        String named = System.getenv("TENANT_ADMIN_TERRAFORM_MIRROR");
        Path home = Path.of(System.getProperty("user.home"));
        List<Path> places = List.of(
                Path.of("/opt"),
                home.resolve(".terraform.d/plugins"),
                home.resolve(".local/share/terraform/plugins"),
                Path.of("/usr/local/share/terraform/plugins"),
                Path.of("/usr/share/terraform/plugins"));
        return (named == null ? places.stream() : Stream.of(Path.of(named)))
                .filter(Files::isDirectory)
                .flatMap(place -> provider(place).stream())
                .findFirst();
    }

    private static Optional<Path> provider(Path place) {
        try (Stream<Path> files = Files.find(
                place,
                8,
                (file, attributes) -> file.getFileName().toString().startsWith("terraform-provider-aws")
                        && ancestor(file).isPresent(),
                FileVisitOption.FOLLOW_LINKS)) {
            return files.findFirst().flatMap(TerraformTest::ancestor);
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> ancestor(Path file) {
        return Stream.iterate(file, path -> path != null, Path::getParent)
                .filter(path -> path.endsWith("registry.terraform.io"))
                .map(Path::getParent)
                .findFirst();
    }

    private static boolean onThePath() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "terraform")));
    }

    /** A run of Terraform in its folder, against a server. */
    private record Terraform(Path folder, Path settings, String endpoint) {
        private Terraform(Path folder, Path settings, String endpoint, String... files) throws IOException {
            this(folder, settings, endpoint);
            Files.createDirectories(folder.resolve("tenant"));
            Files.copy(CONFIGURATION.resolve("tenant/tenant.tf"), folder.resolve("tenant/tenant.tf"));
            for (String file : files) {
                Files.copy(
                        CONFIGURATION.resolve(file),
                        folder.resolve(Path.of(file).getFileName().toString()));
            }
            run(0, List.of("init", "-input=false"));
        }

        private String run(int exit, List<String> arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of("terraform"));
            command.addAll(arguments);
            command.add("-no-color");
            ProcessBuilder process =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            process.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("TF_"));
            process.environment()
                    .putAll(Map.of(
                            "AWS_ENDPOINT_URL", endpoint,
                            "AWS_ACCESS_KEY_ID", "administrator",
                            "AWS_SECRET_ACCESS_KEY", "sandbox",
                            "AWS_REGION", "us-east-1",
                            "AWS_CONFIG_FILE", "/dev/null",
                            "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                            "CHECKPOINT_DISABLE", "1",
                            "TF_CLI_CONFIG_FILE", settings.toString()));
            Process running = process.start();
            String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            try {
                assertThat(running.waitFor()).as(output).isEqualTo(exit);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return output;
        }

        /** With the tenant's name and these options. */
        private String run(String command, List<String> options, String... more) throws IOException {
            List<String> arguments = new ArrayList<>(List.of(command, "-input=false", "-var=tenants=[\"acme\"]"));
            arguments.addAll(options);
            arguments.addAll(List.of(more));
            return run(0, arguments);
        }

        /** Exits with 2 where there is a difference. */
        private void requireNoDifference(List<String> options) throws IOException {
            assertThat(run("plan", options, "-detailed-exitcode")).contains("No changes.");
        }
    }

    @Test
    void aTenantIsMadeChangedImportedAndDestroyed() throws IOException {
        boolean program = onThePath();
        Optional<Path> mirror = mirror();
        if (Boolean.parseBoolean(System.getenv("TENANT_ADMIN_REQUIRE_TERRAFORM"))) {
            assertThat(program).as("terraform is on the PATH").isTrue();
            assertThat(mirror).as("its AWS provider").isPresent();
        }
        assumeTrue(program && mirror.isPresent(), "terraform or its AWS provider is not here");
        Path settings = Files.writeString(
                directory.resolve("terraformrc"),
                "provider_installation {\n  filesystem_mirror {\n    path = \"%s\"\n  }\n}\n"
                        .formatted(mirror.orElseThrow()));

        ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();
        Sandbox sandbox = Sandbox.inMemory(
                Clock.systemUTC(),
                new SandboxSettings(Duration.ofMillis(500), Duration.ZERO, Map.of()).withFaults(occasion -> {
                    if (occasion.moment() == Faults.Moment.BEFORE) {
                        calls.add(occasion.operation());
                    }
                    return Optional.empty();
                }));
        try (HttpEndpoint endpoint = sandbox.serve(0)) {
            String address = endpoint.address().toString();
            Terraform first = new Terraform(directory.resolve("first"), settings, address, "main.tf");
            assertThat(first.run("apply", List.of(), "-auto-approve")).contains("Resources: 15 added, 0 changed");
            first.requireNoDifference(List.of());
            assertThat(calls.stream().filter(call -> call.startsWith("Create")))
                    .as("none is sent again")
                    .containsExactlyInAnyOrder(
                            "CreatePolicy",
                            "CreatePolicy",
                            "CreateRole",
                            "CreateRole",
                            "CreateGroup",
                            "CreateUser",
                            "CreateNotebookInstanceLifecycleConfig",
                            "CreateNotebookInstance",
                            "CreateModel",
                            "CreateEndpointConfig",
                            "CreateEndpoint");

            assertThat(first.run("apply", CHANGED, "-auto-approve"))
                    .contains("Resources: 3 added, 9 changed, 1 destroyed");
            first.requireNoDifference(CHANGED);
            assertThat(calls)
                    .contains(
                            "CreatePolicyVersion",
                            "TagRole",
                            "TagUser",
                            "TagPolicy",
                            "AddTags",
                            "UpdateNotebookInstance",
                            "UpdateEndpoint");
            String configs =
                    first.run(0, List.of("output", "-json", "endpoint_configs")).strip();

            Terraform second =
                    new Terraform(directory.resolve("second"), settings, address, "main.tf", "import/import.tf");
            List<String> changed = Stream.concat(CHANGED.stream(), Stream.of("-var=endpoint_configs=" + configs))
                    .toList();
            assertThat(second.run("apply", changed, "-auto-approve"))
                    .contains("Resources: 17 imported, 0 added, 0 changed, 0 destroyed");
            second.requireNoDifference(changed);
            assertThat(second.run("destroy", changed, "-auto-approve")).contains("Resources: 17 destroyed");
        }
        IamClient iam = Clients.of(sandbox).iam();
        SageMakerClient sageMaker = Clients.of(sandbox).sageMaker();
        assertThat(iam.listRoles().roles()).isEmpty();
        assertThat(iam.listGroups().groups()).isEmpty();
        assertThat(iam.listUsers().users()).isEmpty();
        assertThat(iam.listPolicies(request -> request.scope(PolicyScopeType.LOCAL))
                        .policies())
                .isEmpty();
        assertThat(sageMaker.listNotebookInstances().notebookInstances()).isEmpty();
        assertThat(sageMaker.listModels().models()).isEmpty();
        assertThat(sageMaker.listEndpoints().endpoints()).isEmpty();
        assertThat(sageMaker.listEndpointConfigs().endpointConfigs()).isEmpty();
        assertThat(sageMaker.listNotebookInstanceLifecycleConfigs().notebookInstanceLifecycleConfigs())
                .isEmpty();
    }
}
