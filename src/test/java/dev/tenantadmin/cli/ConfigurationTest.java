package dev.tenantadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables and the config file stand in for options that are not given. */
class ConfigurationTest {

    @TempDir
    Path config;

    private final Shell shell = new Shell();

    @BeforeEach
    void home() {
        shell.environment.put("XDG_CONFIG_HOME", config.toString());
    }

    private Path file(String text) throws IOException {
        Path file = config.resolve("tenant-admin").resolve("config.properties");
        allow("rwxr-xr-x", Files.createDirectories(config.resolve("tenant-admin")));
        return allow("rw-r--r--", Files.writeString(file, text));
    }

    private static Path allow(String permissions, Path path) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private String region() {
        return String.valueOf(
                shell.run("describe-tenant acme -o json").done().json().get("region"));
    }

    @Test
    void theFileHoldsForWhatIsNotGiven() throws IOException {
        file("# ours\n\nregion = eu-west-1\ninstance-type=ml.m5.xlarge\n");
        shell.run("create-tenant acme").done();

        assertThat(region()).isEqualTo("eu-west-1");
        assertThat(shell.sagemaker("eu-west-1")
                        .describeNotebookInstance(r -> r.notebookInstanceName("acme--main"))
                        .instanceTypeAsString())
                .isEqualTo("ml.m5.xlarge");
    }

    @Test
    void aVariableIsStrongerThanTheFileAndAnOptionThanBoth() throws IOException {
        file("region=eu-west-1");
        shell.environment.put("TENANT_ADMIN_REGION", "us-west-2");
        shell.run("create-tenant acme").done();
        assertThat(region()).isEqualTo("us-west-2");

        shell.run("create-tenant beta --region us-east-1").done();
        shell.run("--region us-east-1 create-tenant gamma").done();
        assertThat(shell.run("list-tenants -o json").done().list("tenants"))
                .extracting(tenant -> tenant.get("region"))
                .containsExactly("us-west-2", "us-east-1", "us-east-1");
    }

    @Test
    void aVariableSetsTheFormOfErrorsAndDurationsToo() {
        shell.environment.put("TENANT_ADMIN_OUTPUT", "json");
        assertThat(shell.run("url nobody").error().get("kind")).isEqualTo("not-found");
        shell.environment.put("TENANT_ADMIN_OUTPUT", "");
        shell.environment.put("TENANT_ADMIN_SESSION_DURATION", "13h");
        shell.run("create-tenant acme").done();
        shell.run("url acme").refused(ExitCode.INVALID_INPUT, "--session-duration must be from 30m to 12h");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "regoin=eu-west-1       | there is no option 'regoin' that a file can set",
                "yes=true               | there is no option 'yes' that a file can set",
                "delete-endpoints=true  | there is no option 'delete-endpoints' that a file can set",
                "all=true               | there is no option 'all' that a file can set",
                "help=true              | there is no option 'help' that a file can set",
                "region=a\\uZZ          | is not of the form KEY=VALUE",
                "timeout=soon           | 'soon' is not a duration",
                "output=yaml            | 'yaml' is not one of text, json",
                "sandbox=perhaps        | perhaps",
            })
    void whatIsWrongIsToldWithItsLine(String line, String says) throws IOException {
        Path file = file("# first\n" + line + "\n");
        shell.plain("list-tenants").refused(ExitCode.INVALID_INPUT, file + ":2: ", says);
        assertThat(shell.door.sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-", "rw--w----", "rw-rw-rw-"})
    void aFileThatOthersMayWriteIsTold(String permissions) throws IOException {
        Path file = allow(permissions, file("region=eu-west-1"));
        assertThat(shell.run("list-tenants").done().err())
                .isEqualTo("warning: other users can write to %1$s and so set your options; run: chmod go-w '%1$s'\n"
                        .formatted(file));
        assertThat(shell.run("list-tenants -q").done().err()).startsWith("warning: other users can write to ");
        assertThat(shell.run("list-tenants -o json").done().err()).isEmpty();
        assertThat(shell.plain("--version").done().err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-------", "r--r--r--"})
    void aFileThatOthersMayOnlyReadIsNothingToTell(String permissions) throws IOException {
        allow(permissions, file("region=eu-west-1"));
        assertThat(shell.run("list-tenants").done().err()).isEmpty();
    }

    @Test
    void aFolderWhereOthersMayPutAnotherFileIsTold() throws IOException {
        Path folder = allow("rwxrwxr-x", file("region=eu-west-1").resolveSibling(""));
        assertThat(shell.run("list-tenants").done().err())
                .startsWith("warning: other users can write to " + folder + " and so set your options");
    }

    @Test
    void whatALinkLeadsToIsLookedAt() throws IOException {
        Path link = file("");
        Path shared = Files.createDirectory(config.resolve("shared"));
        Path file = allow("rw-rw-rw-", Files.writeString(shared.resolve("ours.properties"), "region=eu-west-1"));
        Files.delete(link);
        Files.createSymbolicLink(link, file);
        assertThat(shell.run("list-tenants").done().err()).startsWith("warning: other users can write to " + file);

        allow("rw-r--r--", file);
        allow("rwxrwxrwx", shared);
        assertThat(shell.run("list-tenants").done().err()).startsWith("warning: other users can write to " + shared);
    }

    @Test
    void aFileOfSomebodyElseIsTold() throws IOException {
        Path file = file("region=eu-west-1");
        assumeTrue(System.getProperty("user.name").equals("root"), "only root gives a file away");
        Files.setOwner(
                file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        assertThat(shell.run("list-tenants").done().err())
                .isEqualTo("warning: %s belongs to nobody, who can set your options; make yourself its owner\n"
                        .formatted(file));
    }

    @Test
    void aKeyThatIsSetTwiceIsRefused() throws IOException {
        Path file = file("timeout=1m\ntimeout=2m\n");
        shell.run("list-tenants").refused(ExitCode.INVALID_INPUT, file + ":2: 'timeout' is set twice");
    }

    @Test
    void aBadVariableIsNamed() {
        shell.environment.put("TENANT_ADMIN_TIMEOUT", "soon");
        shell.run("list-tenants").refused(ExitCode.INVALID_INPUT, "TENANT_ADMIN_TIMEOUT: --timeout: 'soon'");
        shell.run("list-tenants --timeout never").refused(ExitCode.INVALID_INPUT, "tenant-admin: --timeout: 'never'");
        shell.run("list-tenants --timeout 5m").done();
    }

    @Test
    void nothingKeepsHelpFromAnyone() throws IOException {
        file("nonsense\n");
        shell.environment.put("TENANT_ADMIN_TIMEOUT", "soon");
        shell.environment.put("TENANT_ADMIN_COLOR", "always");
        assertThat(shell.plain("url --help").done().out()).contains("--session-duration", "\u001b[");
        assertThat(shell.plain("--version").done().out()).startsWith("tenant-admin ");
    }

    @Test
    void theSandboxIsNeverUsedSilently() {
        shell.environment.put("TENANT_ADMIN_SANDBOX", "true");
        assertThat(shell.plain("list-tenants").done().err())
                .isEqualTo("note: using the sandbox, set by TENANT_ADMIN_SANDBOX\n");
        shell.environment.put("TENANT_ADMIN_QUIET", "true");
        assertThat(shell.run("list-tenants").done().err()).isEmpty();
        assertThat(shell.run("-qv list-tenants").done().err()).contains("ListPolicies");
    }
}
