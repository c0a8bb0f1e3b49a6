package dev.tenantadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong in itself is refused before the first call. */
class BadInputTest {

    private static final String X20 = "x".repeat(20);
    private static final String X41 = "x".repeat(41);

    private final Shell shell = new Shell();

    private void refused(String says, String... args) {
        shell.run(args).refused(ExitCode.INVALID_INPUT, says);
        assertThat(shell.door.sent()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Acme                  | tenant name 'Acme' must be lower-case",
                "1acme                 | and begin with a letter",
                "ac--me                | tenant name 'ac--me' must be",
                "acme-                 | tenant name 'acme-' must be",
                "*                     | tenant name '*' must be",
                "sagemaker             | is reserved: it holds the word 'sagemaker'",
                "my-aws-team           | is reserved: it holds the word 'aws'",
                "xxxxxxxxxxxxxxxxxxxxx | has 21 characters, at most 20 are allowed",
                "\"\"                    | tenant name '' must be",
            })
    void tenantNames(String name, String says) {
        for (String command : new String[] {
            "create-tenant",
            "delete-tenant",
            "describe-tenant",
            "start",
            "stop",
            "url",
            "credentials",
            "verify",
            "audit",
            "export"
        }) {
            refused(says, command, name);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--user Alice                                 | user name 'Alice' must be",
                "--user a..b                                  | user name 'a..b' must be",
                "--notebook a--b                              | notebook name 'a--b' must be",
                "--notebook Main                              | notebook name 'Main' must be",
                "--instance-type t3.medium                    | 't3.medium' is not of the form ml.<family>.<size>",
                "--instance-type ml.t3                        | 'ml.t3' is not of the form",
                "--volume-size 4                              | volume size 4 is out of range: 5 to 16384 GB",
                "--volume-size 16385                          | volume size 16385 is out of range: 5 to 16384 GB",
                "--volume-size -5                             | volume size -5 is out of range",
                "--volume-size many                           | --volume-size",
                "--volume-size 5.5                            | --volume-size",
                "--subnet subnet-1                            | --subnet and --security-group belong together",
                "--security-group sg-1                        | --subnet and --security-group belong together",
                "--subnet one --security-group sg-1           | 'one' is not a subnet id",
                "--subnet subnet-1 --security-group one       | 'one' is not a security group id",
                "--subnet subnet-1 --security-group sg-1,sg-2,sg-3,sg-4,sg-5,sg-6 | at most 5 security groups",
                "--kms-key alias/mine                         | 'alias/mine' is neither the id nor the ARN of a KMS key",
                "--tag team                                   | tag 'team' is not of the form KEY=VALUE",
                "--tag =value                                 | tag '=value' is not of the form KEY=VALUE",
                "--tag te?am=a                                | tag key 'te?am', which has '?', must be",
                "--tag team=a&b                               | the value of tag 'team', which has '&', must be",
                "--tag tenant=other                           | tag key 'tenant' is reserved",
                "--tag Managed-By=me                          | tag key 'Managed-By' is reserved",
                "--tag revision=9                             | tag key 'revision' is reserved",
                "--tag aws:team=a                             | tag key 'aws:team' is reserved",
                "--tag team=a --tag team=b                    | tag key 'team' is given twice",
                "--tag team=a --tag Team=b                    | is given twice: IAM does not tell keys apart by case",
                "--no-users --user bob                        | --user and --no-users exclude each other",
                "--restart --no-wait                          | cannot be used with --no-wait",
                "--timeout 0s                                 | '0s' is not longer than zero",
                "--timeout soon                               | --timeout: 'soon' is not a duration such as 90s, 30m or 1h30m",
                "--max-runtime soon                            | --max-runtime: 'soon' is not a duration",
                "--idle-stop soon                              | --idle-stop: 'soon' is not a duration",
                "--volume-size 5GB                             | --volume-size: '5GB' is not a whole number",
                "--timeout 30                                 | '30' is not a duration",
                "--timeout -5m                                | '-5m' is not a duration",
                "--region atlantis                            | 'atlantis' is not a region",
                "--endpoint-url localhost:4566                | 'localhost:4566' is not an address",
                "-o yaml                                      | yaml",
                "other                                        | other",
            })
    void optionsOfCreation(String options, String says) {
        refused(
                says,
                Stream.concat(Stream.of("create-tenant", "acme"), Stream.of(options.split(" ")))
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"29m", "29m59s", "13h", "12h1s", "0s", "an-hour", "1d", ""})
    void sessionDurations(String duration) {
        refused("", "url", "acme", "--session-duration", duration);
    }

    @Test
    void namesThatAreOneTooLong() {
        refused("has 42 characters, at most 41", "create-tenant", "acme", "--user", X41 + "x");
        refused("has 42 characters, at most 41", "create-tenant", "acme", "--notebook", X41 + "x");
        refused("has 42 characters, at most 41", "url", "acme", X41 + "x");
    }

    @Test
    void theLongestNamesAndTheOutermostVolumesAreTaken() {
        for (String volume : new String[] {"5", "16384"}) {
            shell.run("create-tenant", X20, "--user", X41, "--notebook", X41, "--volume-size", volume, "--dry-run")
                    .done();
        }
        shell.run("create-tenant", X20, "--user", X41, "--notebook", X41).done();
        assertThat(shell.status(X20 + "--" + X41)).isEqualTo("InService");
    }

    @Test
    void moreTagsThanFit() {
        refused(
                "39 tags are too many: AWS allows 50 on a resource, and 38 remain besides our own",
                Stream.concat(
                                Stream.of("create-tenant", "acme"),
                                IntStream.range(0, 39).mapToObj(i -> "--tag=key" + i + "=value"))
                        .toArray(String[]::new));
        refused("at most 256", "create-tenant", "acme", "--tag", "team=" + "x".repeat(257));
        refused("1 to 128", "create-tenant", "acme", "--tag", "x".repeat(129) + "=team");
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() {
        for (String bad : new String[] {"a\u001b[2Jb", "--a\u001b[2Jb", "a\u009b2Jb"}) {
            Ran ran = shell.run("create-tenant", "acme", "--tag", bad);
            assertThat(ran.exit()).isEqualTo(ExitCode.INVALID_INPUT.code());
            assertThat(ran.err()).doesNotContain("\u001b", "\u009b");
            assertThat(shell.run("create-tenant", bad).err()).doesNotContain("\u001b", "\u009b");
            assertThat(shell.run("create-tenant", "acme", bad).err()).doesNotContain("\u001b", "\u009b");
            assertThat(shell.run("create-tenant", "acme", "--volume-size", bad).err())
                    .doesNotContain("\u001b", "\u009b");
        }
    }

    @Test
    void anUnknownCommandOrOptionComesWithASuggestion() {
        assertThat(shell.run("creat-tenant", "acme")
                        .refused(ExitCode.INVALID_INPUT, "creat-tenant")
                        .err())
                .contains("create-tenant", "See 'tenant-admin --help'.");
        assertThat(shell.run("create-tenant", "acme", "--notebok", "lab")
                        .refused(ExitCode.INVALID_INPUT, "--notebok")
                        .err())
                .contains("--notebook", "See 'tenant-admin create-tenant --help'.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "creat-tenant acme              | unknown command 'creat-tenant'; did you mean 'create-tenant'?",
                "describe acme                  | unknown command 'describe'; use 'tenant-admin describe-tenant'",
                "ls                             | unknown command 'ls'; use 'tenant-admin list-tenants'",
                "list --region eu-west-1        | unknown command 'list'; use 'tenant-admin list-tenants'",
                "get acme                       | unknown command 'get'; use 'tenant-admin describe-tenant'",
                "show acme                      | unknown command 'show'; use 'tenant-admin describe-tenant'",
                "create acme                    | unknown command 'create'; use 'tenant-admin create-tenant'",
                "delete acme                    | unknown command 'delete'; use 'tenant-admin delete-tenant'",
                "rm acme --yes                  | unknown command 'rm'; use 'tenant-admin delete-tenant'",
                "version                        | unknown command 'version'; use 'tenant-admin --version'",
                "login                          | unknown command 'login'; there is nothing to log in to: credentials are those of AWS's variables and profiles; use 'tenant-admin doctor'",
                "help creat-tenant              | unknown command 'creat-tenant'; did you mean 'create-tenant'?",
                "help ls                        | unknown command 'ls'; use 'tenant-admin list-tenants'",
                "help sandbox sreve             | unknown command 'sreve'; did you mean 'serve'?",
                "sandbox sreve                  | unknown command 'sreve'; did you mean 'serve'?",
                "frobnicate acme                | unknown command 'frobnicate'",
                "create-tenant acme --notebok=x | unknown option '--notebok'; did you mean '--notebook'?",
                "url acme --regoin eu-west-1    | unknown option '--regoin'; did you mean '--region'?",
                "url acme --frobnicate          | unknown option '--frobnicate'",
                "describe-tenant acme more      | unexpected argument 'more'",
            })
    void whatMayHaveBeenMeantIsSaid(String line, String says) {
        Ran ran = shell.run(line);
        assertThat(ran.refused(ExitCode.INVALID_INPUT, says).err().lines())
                .first()
                .isEqualTo("tenant-admin: " + says);
        assertThat(String.valueOf(shell.run(line + " -o json").error().get("message")))
                .isEqualTo(says);
        assertThat(shell.door.sent()).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        refused("missing command");
        refused("TENANT", "create-tenant");
        refused("--region", "create-tenant", "acme", "--region");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create-tenant Acme -o json",
                "-o json create-tenant Acme",
                "create-tenant Acme --output=json",
                "create-tenant acme --nonsense -ojson",
                "create-tenant acme --volume-size 4 --output json"
            })
    void aProgramReadsTheErrorAsJsonWhereverItAskedForIt(String args) {
        Ran ran = shell.run(args);

        assertThat(ran.exit()).isEqualTo(252);
        assertThat(ran.error().get("kind")).isEqualTo("invalid-input");
        assertThat(ran.error().get("retryable")).isEqualTo(false);
        assertThat(ran.error().get("exitCode")).isEqualTo(252);
        assertThat(ran.error().get("requestId")).isNull();
    }

    /** A run reads no more commands than it names, and an error knows of all of them. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "strat url                     | unknown command 'strat'; did you mean 'start'?",
                "completion bash --no-such     | unknown option '--no-such'",
                "url completion --regoin x     | unknown option '--regoin'; did you mean '--region'?",
                "sandbox srve                  | unknown command 'srve'; did you mean 'serve'?",
                "url acme --lob                | unknown option '--lob'; did you mean '--lab'?",
            })
    void errorsKnowAllCommands(String line, String says) {
        shell.plain(line).refused(ExitCode.INVALID_INPUT, says);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help create-tenant", "--region us-east-1 --help", "--help"})
    void helpListsAllCommands(String line) {
        assertThat(shell.plain(line).done().out()).contains("create-tenant", "delete-tenant", "doctor", "sandbox");
    }
}
