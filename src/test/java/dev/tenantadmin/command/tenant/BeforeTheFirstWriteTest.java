package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.BashSyntax;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.command.permissions.Operator;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configuration that AWS would refuse: what can be known is told before anything is written and remembered. */
@Tag("slow")
class BeforeTheFirstWriteTest {

    private static final String ABSENT = "arn:aws:iam::123456789012:policy/typo";
    private static final String ORGANISATIONS = "arn:aws:iam::123456789012:policy/organisation";
    private static final String KEY = "12345678-1234-1234-1234-123456789012";
    private static final String ALLOW = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}""";

    @TempDir
    Path folder;

    private final Shell shell = new Shell();

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static void organisation(Shell shell) {
        shell.iam().createPolicy(r -> r.policyName("organisation").policyDocument(ALLOW));
    }

    private long questionsAbout(String policy) {
        return shell.door.sent().stream()
                .filter(sent -> sent.operation().equals("GetPolicy"))
                .filter(sent -> sent.body().endsWith("policy%2F" + policy)
                        || sent.body().contains("policy%2F" + policy + "&"))
                .count();
    }

    /** Each is a setting that the account cannot have, and what is said of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--permissions-boundary " + ABSENT + " | policy " + ABSENT
                        + " of --permissions-boundary does not exist",
                "--permissions-boundary arn:aws:iam::aws:policy/Typo | policy arn:aws:iam::aws:policy/Typo of --permissions-boundary does not exist",
                "--permissions-boundary arn:aws:iam::999999999999:policy/theirs | of account 123456789012",
                "--permissions-boundary arn:aws-cn:iam::123456789012:policy/theirs | of account 123456789012",
                "--kms-key arn:aws:kms:eu-west-1:123456789012:key/" + KEY
                        + " | home region of tenant acme is us-east-1",
                "--kms-key arn:aws:kms:eu-west-1:999999999999:key/" + KEY
                        + " | home region of tenant acme is us-east-1",
                "--kms-key arn:aws-cn:kms:us-east-1:123456789012:key/" + KEY
                        + " | home region of tenant acme is us-east-1",
                "--data-key arn:aws:kms:us-east-1:123456789012:key/" + KEY + " | tenant acme has none: give both",
            })
    void isRefusedAndNotRemembered(String option, String why) throws IOException {
        String of = option.substring(0, option.indexOf(' ')).substring(2);
        String value = option.substring(option.indexOf(' ') + 1);
        String tenants = file("tenants.yaml", "tenants: [{name: acme, %s: '%s'}, {name: beta}]\n".formatted(of, value));

        shell.run("create-tenant acme " + option).refused(ExitCode.INVALID_INPUT, why);
        shell.run("create-tenant acme --dry-run " + option).refused(ExitCode.INVALID_INPUT, why);
        assertThat(shell.door.writes()).isEmpty();

        Ran applied = shell.run("apply -f " + tenants);
        assertThat(applied.exit()).isEqualTo(ExitCode.FOUND.code());
        assertThat(applied.out()).contains("acme: failed: ", why, "beta: created");
        assertThat(shell.contents()).noneMatch(what -> what.contains("acme--"));
        assertThat(shell.run("apply --dry-run -f " + tenants).out()).contains("acme: failed: ", why);

        shell.run("create-tenant acme").done();
        var before = shell.contents();
        shell.run("create-tenant acme " + option).refused(ExitCode.INVALID_INPUT, why);
        assertThat(shell.contents()).isEqualTo(before);
        shell.run("create-tenant acme --dry-run --detailed-exitcode").done();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--kms-key " + KEY,
                "--kms-key arn:aws:kms:us-east-1:123456789012:key/" + KEY,
                "--kms-key arn:aws:kms:us-east-1:999999999999:key/" + KEY,
                "--kms-key arn:aws:kms:us-east-1:123456789012:key/mrk-1234567890abcdef1234567890abcdef",
                "--permissions-boundary " + ORGANISATIONS,
            })
    void whatAwsAllowsPasses(String option) {
        organisation(shell);

        shell.run("create-tenant acme " + option).done();
    }

    @Test
    void aKeyOfTheTenantsHomeRegionPassesWhateverRegionIsConfigured() {
        shell.run("create-tenant acme --region eu-west-1").done();
        shell.run("stop acme").done();

        shell.run("create-tenant acme --kms-key arn:aws:kms:us-east-1:123456789012:key/" + KEY)
                .refused(ExitCode.INVALID_INPUT, "home region of tenant acme is eu-west-1");
        shell.run("create-tenant beta --region eu-west-1 --kms-key arn:aws:kms:eu-west-1:123456789012:key/" + KEY)
                .done();
    }

    @Test
    void theBoundaryIsAskedForOnceAndOnlyWhenItIsNewOrGoes() throws IOException {
        organisation(shell);
        shell.run("create-tenant acme --permissions-boundary " + ORGANISATIONS).done();
        assertThat(questionsAbout("organisation")).isOne();

        shell.door.forget();
        shell.run("create-tenant acme --permissions-boundary " + ORGANISATIONS).done();
        assertThat(questionsAbout("organisation")).isZero();

        // What it allowed is compared with what the tenant's own allows.
        shell.run("create-tenant acme --permissions-boundary none").done();
        assertThat(questionsAbout("organisation")).isOne();

        String file = file("tenants.yaml", """
                defaults: {permissions-boundary: '%s'}
                tenants: [{name: one}, {name: two}, {name: three}]
                """.formatted(ORGANISATIONS));
        shell.door.forget();
        assertThat(shell.run("apply -f " + file).done().out()).contains("3 created");
        assertThat(questionsAbout("organisation")).isOne();
    }

    @Test
    void aMissingRightToLookIsToldAndFailsNothing() {
        Operator operator = new Operator();
        organisation(operator.shell);
        operator.policy("""
                {"Version": "2012-10-17", "Statement": [
                 {"Effect": "Allow", "Action": "*", "Resource": "*"},
                 {"Effect": "Deny", "Action": "iam:GetPolicy", "Resource": "%s"}]}""".formatted(ORGANISATIONS));

        Ran ran = operator.run("create-tenant acme --permissions-boundary " + ORGANISATIONS)
                .done();

        assertThat(ran.err())
                .contains("note: cannot check that permissions boundary " + ORGANISATIONS
                        + " exists (iam:GetPolicy is denied)");
    }

    /** Somebody deletes the boundary between the look and the first write. */
    @Test
    void whatAwsRefusesLaterIsSaidToBeRemembered() throws IOException {
        organisation(shell);
        shell.door.meanwhile("CreatePolicy", 1, () -> shell.iam().deletePolicy(r -> r.policyArn(ORGANISATIONS)));

        Ran first = shell.run("create-tenant acme --permissions-boundary " + ORGANISATIONS);

        String remembered = "tenant acme remembers --permissions-boundary " + ORGANISATIONS
                + ": give create-tenant another, or --permissions-boundary none";
        first.refused(ExitCode.REFUSED, remembered);
        shell.run("create-tenant acme").refused(ExitCode.REFUSED, remembered);
        assertThat(shell.run("create-tenant --all").out()
                        + shell.run("create-tenant --all").err())
                .contains(remembered);
        String file = file("tenants.yaml", "tenants: [{name: acme}]\n");
        assertThat(shell.run("apply -f " + file).out()).contains(remembered);
        assertThat(String.valueOf(shell.run("-o json create-tenant acme").err()))
                .contains(remembered);
        // Given again, it is looked for again.
        shell.run("create-tenant acme --permissions-boundary " + ORGANISATIONS)
                .refused(
                        ExitCode.INVALID_INPUT,
                        "policy " + ORGANISATIONS + " of --permissions-boundary does not exist");

        shell.run("create-tenant acme --permissions-boundary none").done();
        shell.run("create-tenant acme --dry-run --detailed-exitcode").done();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CreateNotebookInstance | --kms-key KEY | --kms-key KEY: give create-tenant another",
                "CreateNotebookInstance | --subnet subnet-1 --security-group sg-1 |"
                        + " --subnet subnet-1 --security-group sg-1: give create-tenant others",
                "CreateRole | --administrator arn:aws:iam::123456789012:role/ops |"
                        + " --administrator arn:aws:iam::123456789012:role/ops: give create-tenant another, or --administrator none",
                "CreateRole | --trust arn:aws:iam::123456789012:role/a --trust arn:aws:iam::123456789012:role/b |"
                        + " --trust arn:aws:iam::123456789012:role/a --trust arn:aws:iam::123456789012:role/b: give create-tenant others, or --trust none",
                "CreateRole | --trust-sso DataScience | --trust-sso DataScience: give create-tenant another, or --trust-sso none",
            })
    void aRefusedWriteNamesTheSettingsThatItWasMadeFrom(String operation, String options, String told) {
        for (String role : List.of("ops", "a", "b")) {
            shell.iam().createRole(r -> r.roleName(role).assumeRolePolicyDocument("""
                    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                        "Principal": {"AWS": "arn:aws:iam::123456789012:root"}}}"""));
        }
        shell.door.refuse(operation, 400, "InvalidInput", "Something about it is wrong");

        shell.run("create-tenant acme " + options.replace("KEY", KEY))
                .refused(
                        ExitCode.REFUSED,
                        "Something about it is wrong",
                        "tenant acme remembers " + told.replace("KEY", KEY));
    }

    @Test
    void nothingIsSaidWhereNothingIsRememberedOrTheRefusalIsOfAnotherKind() {
        shell.door.refuse("CreateNotebookInstance", 400, "InvalidInput", "Something about it is wrong");
        assertThat(shell.run("create-tenant acme").err()).doesNotContain("remembers");
        shell.door.refuse("CreateNotebookInstance", 400, "ResourceLimitExceeded", "The account-level limit is 0");
        assertThat(shell.run("create-tenant acme --kms-key " + KEY).err())
                .contains("limit")
                .doesNotContain("remembers");
    }

    /** The first line of the script, what follows, and the complaint, if any. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#!/bin/bash            | if true; then echo | line 3: syntax error: unexpected end of file",
                "#!/bin/bash -eu        | fi                 | line 2: syntax error near unexpected token `fi'",
                "#!/usr/bin/env bash    | echo $(( 1         | line 2: unexpected EOF while looking for matching `)'",
                "#! /usr/bin/bash       | echo )             | line 2: syntax error near unexpected token `)'",
                "#!/usr/bin/env -S bash -e | done            | line 2: syntax error near unexpected token `done'",
                "#!/bin/bash            | echo fine          |",
                "#!/bin/bash            | shopt -s extglob; ls !(a) |",
                "#!/usr/bin/env python3 | if True: print()   |",
                "#!/bin/sh              | fi                 |",
                "#!/opt/notbash         | fi                 |",
            })
    void bashIsAskedAboutAScriptForBash(String first, String rest, String complaint) throws IOException {
        String script = file("on-start.sh", first + "\n" + rest + "\n");
        shell.environment.put("PATH", String.valueOf(System.getenv("PATH")));

        for (String option : new String[] {" --dry-run", ""}) {
            Ran ran = shell.run("create-tenant acme --on-start " + script + option)
                    .done();
            if (complaint != null) {
                assertThat(ran.err())
                        .containsOnlyOnce("warning: bash cannot parse the --on-start script for tenant acme, ")
                        .contains(complaint);
            } else {
                assertThat(ran.err()).doesNotContain("warning");
            }
        }
    }

    @Test
    void bashIsAskedAboutAScriptForNewNotebooksToo() throws IOException {
        String script = file("on-create.sh", "#!/bin/bash\nfi\n");
        shell.environment.put("PATH", String.valueOf(System.getenv("PATH")));

        assertThat(shell.run("create-tenant acme --on-create " + script).done().err())
                .containsOnlyOnce("warning: bash cannot parse the --on-create script for tenant acme, line 2: ")
                .contains("; a notebook is not created if its script fails");
    }

    @Test
    void applyAsksOnceForEachScript() throws IOException {
        String wrong = file("wrong.sh", "#!/bin/bash\nfi\n");
        String right = file("right.sh", "#!/bin/bash\nid\n");
        String tenants = file("tenants.yaml", """
                defaults: {on-start: '%s'}
                tenants: [{name: one}, {name: two}, {name: three, on-start: '%s'}]
                """.formatted(wrong, right));
        shell.environment.put("PATH", String.valueOf(System.getenv("PATH")));

        assertThat(shell.run("apply -f " + tenants + " --dry-run").done().err())
                .containsOnlyOnce("warning: bash cannot parse the --on-start script for tenant ");
        assertThat(shell.run("apply -f " + tenants).done().err())
                .containsOnlyOnce("warning: bash cannot parse the --on-start script for tenant ");
    }

    /** What stands in the PATH under that name may be missing, broken or slow. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no      |",
                "broken  | #!/nowhere/at/all",
                "silent  | #!/bin/sh\\nexit 3",
                "slow | #!/bin/sh\\nexec sleep 600"
            })
    void noBashFailsNothing(String name, String program) throws IOException {
        Path bin = Files.createDirectory(folder.resolve(name));
        if (program != null) {
            Path bash = Files.writeString(bin.resolve("bash"), program.replace("\\n", "\n") + "\n");
            assertThat(bash.toFile().setExecutable(true)).isTrue();
        }
        BashSyntax syntax = new BashSyntax(Map.of("PATH", bin.toString()), Duration.ofMillis(200));

        assertThat(syntax.complaint("#!/bin/bash\nfi\n")).isEmpty();
        shell.environment.put("PATH", name.equals("slow") ? "" : bin.toString());
        shell.run("create-tenant acme --on-start " + file("on-start.sh", "#!/bin/bash\nfi\n"))
                .done();
    }

    @Test
    void theCallersShellSettingsRunNothing() throws IOException {
        Path trace = folder.resolve("trace");
        String script = file("on-start.sh", "#!/bin/bash\ntouch '" + trace + "'\n");
        shell.environment.put("PATH", String.valueOf(System.getenv("PATH")));

        assertThat(shell.run("create-tenant acme --dry-run --on-start " + script)
                        .done()
                        .err())
                .doesNotContain("warning");

        assertThat(trace).doesNotExist();
    }
}
