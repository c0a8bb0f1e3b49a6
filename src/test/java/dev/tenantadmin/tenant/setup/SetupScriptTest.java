package dev.tenantadmin.tenant.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.OptionValues;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.OwnScript;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.testing.Executables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What runs on a notebook, run here: under a real shell, in a folder that stands for the machine, against a stand-in for Jupyter, with an
 * {@code aws}, a {@code systemctl} and a clock of the test's own.
 */
@Tag("slow")
class SetupScriptTest {

    private static final Names NAMES = new Names(new TenantName("acme"), new Home("aws", "123456789012", "eu-west-1"));
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final String STOP = "sagemaker stop-notebook-instance --region eu-west-1";

    @TempDir
    Path root;

    private final Map<String, String> lists = new HashMap<>(Map.of("kernels", "[]", "terminals", "[]"));
    private @Nullable HttpServer jupyter;
    private Instant now = NOON;
    private int exitOfAws;

    /** What a program did. */
    record Result(int exit, String out) {}

    @BeforeEach
    void bootAt11() throws IOException {
        jupyter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        jupyter.createContext("/api/", exchange -> {
            String list = lists.get(exchange.getRequestURI().getPath().substring("/api/".length()));
            byte[] body = (list == null ? "gone" : list).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(list == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        jupyter.start();
        file("opt/ml/metadata/resource-metadata.json", """
                {"ResourceArn": "arn:aws:sagemaker:eu-west-1:123456789012:notebook-instance/acme--main",
                 "ResourceName": "acme--main"}""");
        file("var/log/messages", "");
        program("aws", "printf '%s\\n' \"$*\" >>\"$ROOT/aws\"\n[[ $1 == logs ]] || exit \"$EXIT_OF_AWS\"");
        program("systemctl", "printf '%s\\n' \"$*\" >>\"$ROOT/systemctl\"");
        program("date", "if [[ $1 == +%s ]]; then echo \"$NOW\"; else PATH=${PATH#*:} exec date \"$@\"; fi");
        uptime(Duration.ofHours(1));
    }

    @AfterEach
    void shutDown() {
        if (jupyter != null) {
            jupyter.stop(0);
        }
    }

    private void uptime(Duration time) throws IOException {
        file("proc/uptime", time.toSeconds() + ".42 99.00\n");
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private void program(String name, String body) throws IOException {
        file("bin/" + name, "#!/bin/bash\n" + body + "\n");
        assertThat(root.resolve("bin/" + name).toFile().setExecutable(true)).isTrue();
    }

    private String read(String name) throws IOException {
        Path file = root.resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private Result run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("output").toFile());
        builder.environment()
                .putAll(Map.of(
                        "ROOT",
                        root.toString(),
                        "JUPYTER",
                        "http://127.0.0.1:"
                                + Objects.requireNonNull(jupyter).getAddress().getPort(),
                        "NOW",
                        String.valueOf(now.getEpochSecond()),
                        "EXIT_OF_AWS",
                        String.valueOf(exitOfAws),
                        "PATH",
                        root.resolve("bin") + ":" + System.getenv("PATH")));
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Result(process.exitValue(), read("output"));
    }

    private static Settings settings(OptionValues setup, Settings policy) {
        return new Settings(
                null,
                true,
                policy.administrator(),
                policy.with(setup).options(),
                Map.of("cost center", "47:11 # x"),
                false);
    }

    private static SetupScript script(OptionValues setup) {
        return new SetupScript(NAMES, settings(setup, Settings.plain("jane")));
    }

    private static SetupScript withData(@Nullable Duration idleStop, OwnScript onStart) {
        Settings policy = Settings.plain("jane")
                .with(Options.SUBNET, Optional.of("subnet-1"))
                .with(Options.SECURITY_GROUPS, List.of("sg-1", "sg-2"))
                .with(Options.DATA_LOCATION, List.of(DataLocation.of("s3://bucket/teams/acme/")));
        return new SetupScript(
                NAMES,
                settings(
                        OptionValues.NONE
                                .with(Options.IDLE_STOP, Optional.ofNullable(idleStop))
                                .with(Options.ON_START, onStart),
                        policy));
    }

    /** As SageMaker does at a start. */
    private Result start(SetupScript script) throws IOException, InterruptedException {
        file("on-start", script.text(""));
        return run("bash", root.resolve("on-start").toString());
    }

    /** Starts with an idle stop of two hours, which then looks once, an hour after the boot. */
    private Result look() throws IOException, InterruptedException {
        now = NOON.minus(Duration.ofHours(1));
        start(script(OptionValues.NONE.with(Options.IDLE_STOP, Optional.of(TWO_HOURS))));
        now = NOON;
        return again();
    }

    private Result again() throws IOException, InterruptedException {
        return run(root.resolve("opt/tenant-admin/idle-stop").toString(), "7200");
    }

    private Result lookAfterFiveHours() throws IOException, InterruptedException {
        now = NOON.minus(Duration.ofHours(5));
        start(script(OptionValues.NONE.with(Options.IDLE_STOP, Optional.of(TWO_HOURS))));
        now = NOON;
        uptime(Duration.ofHours(5));
        again();
        return again();
    }

    private static String kernel(String state, String lastActivity) {
        return "{\"id\": \"1\", \"name\": \"python3\", \"last_activity\": \"2026-11-24T%s\", \"execution_state\": \"%s\", \"connections\": 1}"
                .formatted(lastActivity, state);
    }

    private static String terminal(String lastActivity) {
        return "{\"name\": \"1\", \"last_activity\": \"2026-11-24T%s\"}".formatted(lastActivity);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "idle since eight | kernel idle 08:00:00.123456Z | stopping acme--main",
                "since five past ten, of two | kernel idle 10:05:00.000000Z | idle for 6900 of 7200 seconds: left running",
                "to the second | kernel idle 10:00:00Z | stopping acme--main",
                "waiting for input for hours | kernel busy 08:00:00.000000Z | stopping acme--main",
                "starting just now | kernel starting 11:59:00.000000Z | left running",
                "dead for hours | kernel dead 08:00:00.000000Z | stopping acme--main",
                "a clock that is ahead | kernel idle 12:30:00.000000Z | left running",
                "terminal in use | terminal 11:30:00.000000Z | idle for 1800 of 7200 seconds: left running",
                "terminal left open | terminal 07:30:00Z | stopping acme--main",
            })
    void aNotebookThatRunsForFiveHours(String given, String thing, String says)
            throws IOException, InterruptedException {
        String[] words = thing.split(" ", 3);
        if (words[0].equals("kernel")) {
            lists.put("kernels", "[%s, %s]".formatted(kernel("idle", "07:30:00Z"), kernel(words[1], words[2])));
        } else {
            lists.put("kernels", "[%s]".formatted(kernel("idle", "07:30:00Z")));
            lists.put("terminals", "[%s]".formatted(terminal(words[1])));
        }

        Result result = lookAfterFiveHours();

        assertThat(result.out()).as(given).contains(says);
        assertThat(result.exit()).isZero();
        assertThat(read("aws").contains(STOP)).isEqualTo(says.startsWith("stopping"));
        assertThat(read("var/log/tenant-admin-idle-stop.log")).endsWith(result.out());
    }

    @Test
    void whereNothingWasEverOpenedItCountsFromTheStart() throws IOException, InterruptedException {
        assertThat(look().out()).contains("idle for 3600 of 7200 seconds: left running");
        now = NOON.plus(Duration.ofHours(1));
        uptime(TWO_HOURS);
        assertThat(again().out()).contains("the next look stops it if nothing happens until then");
        assertThat(again().out()).contains("stopping acme--main");
        assertThat(read("aws")).contains(STOP + " --cli-connect-timeout 10 --notebook-instance-name acme--main");
    }

    /** The machine may have been up before it was this notebook's, and its system may be booted again. */
    @Test
    void theLaterOfStartAndBootCounts() throws IOException, InterruptedException {
        uptime(Duration.ofDays(3));
        assertThat(look().out()).contains("idle for 3600 of 7200 seconds");

        now = NOON.plus(Duration.ofHours(5));
        uptime(Duration.ofMinutes(10));
        assertThat(again().out()).contains("idle for 600 of 7200 seconds");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kernels | <html>starting</html>",
                "kernels | {\"message\": \"Forbidden\"}",
                "kernels | [{\"execution_state\": \"idle\"}]",
                "kernels | [{\"execution_state\": \"idle\", \"last_activity\": \"yesterday\"}]",
                "kernels |",
                "terminals | [7]",
            })
    void whatItCannotSeeItDoesNotStop(String list, @Nullable String answer) throws IOException, InterruptedException {
        if (answer == null) {
            lists.remove(list);
        } else {
            lists.put(list, answer);
        }

        Result result = lookAfterFiveHours();

        assertThat(result.out()).contains("cannot tell whether it is idle: left running");
        assertThat(result.exit()).isZero();
        assertThat(read("aws")).doesNotContain(STOP);
        assertThat(read("aws").lines().filter(line -> line.contains("put-log-events")))
                .as("once a day")
                .singleElement()
                .asString()
                .contains("cannot tell whether it is idle: left running");

        now = NOON.plus(Duration.ofDays(1));
        again();
        assertThat(read("aws").lines().filter(line -> line.contains("put-log-events")))
                .hasSize(2);
    }

    @Test
    void aJupyterThatIsNotUpIsLeftAloneAndOneWithoutTerminalsIsNot() throws IOException, InterruptedException {
        lists.remove("terminals");
        assertThat(lookAfterFiveHours().out()).contains("stopping acme--main");

        Objects.requireNonNull(jupyter).stop(0);
        assertThat(again().out()).contains("cannot tell whether it is idle: left running");
    }

    @Test
    void withoutItsNameItStopsNothing() throws IOException, InterruptedException {
        Files.delete(root.resolve("opt/ml/metadata/resource-metadata.json"));

        assertThat(lookAfterFiveHours().out()).contains("left running");
        assertThat(read("aws")).isEmpty();
    }

    @Test
    void aStopThatFailsIsToldAndTriedAgain() throws IOException, InterruptedException {
        exitOfAws = 255;
        program("aws", "echo \"$*\" >>\"$ROOT/aws\"; echo 'An error \"occurred\"' >&2; exit \"$EXIT_OF_AWS\"");

        Result failed = lookAfterFiveHours();

        assertThat(failed.exit()).isOne();
        assertThat(failed.out())
                .contains("acme--main could not be stopped: the next run tries again", "An error \"occurred\"");
        exitOfAws = 0;
        assertThat(again().exit()).isZero();
        assertThat(read("aws").lines().filter(line -> line.startsWith(STOP))).hasSize(2);
    }

    @Test
    void whatIsStoppedIsToldWhereItLasts() throws IOException, InterruptedException {
        lookAfterFiveHours();

        assertThat(read("aws"))
                .contains(
                        "logs create-log-stream --region eu-west-1",
                        "--log-group-name /aws/sagemaker/NotebookInstances --log-stream-name acme--main/IdleStop",
                        "[{\"timestamp\": %d000, \"message\": \"idle for 18000 of 7200 seconds: stopping acme--main\"}]"
                                .formatted(NOON.getEpochSecond()));
    }

    @Test
    void aStartHasSystemdLookEveryFiveMinutesFromThenOn() throws IOException, InterruptedException {
        SetupScript script = script(OptionValues.NONE.with(Options.IDLE_STOP, Optional.of(TWO_HOURS)));

        assertThat(start(script)).isEqualTo(new Result(0, ""));
        assertThat(start(script)).isEqualTo(new Result(0, ""));

        assertThat(read("etc/systemd/system/tenant-admin-idle-stop.service"))
                .contains("ExecStart=/opt/tenant-admin/idle-stop 7200\n");
        assertThat(read("etc/systemd/system/tenant-admin-idle-stop.timer"))
                .contains("OnCalendar=*:0/5\n", "WantedBy=timers.target\n");
        assertThat(read("systemctl")).isEqualTo("""
                daemon-reload
                enable --now tenant-admin-idle-stop.timer
                """.repeat(2));
        assertThat(root.resolve("etc/xdg/sagemaker/config.yaml")).doesNotExist();
    }

    @Test
    void nothingOfOursKeepsANotebookFromStarting() throws IOException, InterruptedException {
        program("systemctl", "exit 1");
        file("etc/xdg", "where a folder should be");

        Result result = start(withData(TWO_HOURS, OwnScript.of("#!/bin/sh\necho own\n")));

        assertThat(result.exit()).isZero();
        assertThat(result.out()).endsWith("there is no idle stop\nown\n");
        assertThat(start(withData(TWO_HOURS, OwnScript.NONE)).exit()).isZero();
    }

    @Test
    void theOrganisationsScriptRunsLastAsItIsAndDecides() throws IOException, InterruptedException {
        OwnScript own = OwnScript.of("""
                #!/usr/bin/env python3
                import os, sys
                print("$HOME `x` \\\\ 'quoted' ", os.path.exists(os.environ["ROOT"] + "/opt/tenant-admin/idle-stop"))
                sys.exit(7)""");

        assertThat(start(script(OptionValues.NONE
                        .with(Options.IDLE_STOP, Optional.of(TWO_HOURS))
                        .with(Options.ON_START, own))))
                .isEqualTo(new Result(7, "$HOME `x` \\ 'quoted'  True\n"));
        assertThat(read("opt/tenant-admin/on-start")).isEqualTo(own.text());
    }

    @Test
    void theSdkFindsDefaultsThatThePoliciesAllow() throws IOException, InterruptedException {
        assertThat(start(withData(null, OwnScript.NONE))).isEqualTo(new Result(0, ""));

        Map<?, ?> yaml = (Map<?, ?>)
                new Load(LoadSettings.builder().build()).loadFromString(read("etc/xdg/sagemaker/config.yaml"));
        String role = "arn:aws:iam::123456789012:role/tenant-admin/eu-west-1/acme/acme--execution";
        Object tags =
                List.of(Map.of("Key", "cost center", "Value", "47:11 # x"), Map.of("Key", "tenant", "Value", "acme"));
        Object vpc = Map.of("SecurityGroupIds", List.of("sg-1", "sg-2"), "Subnets", List.of("subnet-1"));
        assertThat(yaml)
                .isEqualTo(Map.of(
                        "SchemaVersion",
                        "1.0",
                        "SageMaker",
                        Map.of(
                                "TrainingJob",
                                Map.of("RoleArn", role, "VpcConfig", vpc, "Tags", tags),
                                "ProcessingJob",
                                Map.of("RoleArn", role, "NetworkConfig", Map.of("VpcConfig", vpc), "Tags", tags),
                                "TransformJob",
                                Map.of("Tags", tags),
                                "Model",
                                Map.of("ExecutionRoleArn", role, "VpcConfig", vpc, "Tags", tags),
                                "EndpointConfig",
                                Map.of("Tags", tags),
                                "Endpoint",
                                Map.of("Tags", tags),
                                "PythonSDK",
                                Map.of(
                                        "Modules",
                                        Map.of(
                                                "Session",
                                                Map.of(
                                                        "DefaultS3Bucket",
                                                        "bucket",
                                                        "DefaultS3ObjectKeyPrefix",
                                                        "teams/acme/"),
                                                "RemoteFunction",
                                                Map.of(
                                                        "RoleArn",
                                                        role,
                                                        "VpcConfig",
                                                        vpc,
                                                        "S3RootUri",
                                                        "s3://bucket/teams/acme/",
                                                        "Tags",
                                                        tags))))));
    }

    @Test
    void aShellCheckerFindsNothing() throws IOException, InterruptedException {
        assumeTrue(Executables.find("shellcheck"), "there is no shellcheck on the PATH");
        file(
                "whole",
                withData(TWO_HOURS, OwnScript.of("#!/bin/bash\necho own\n")).text(""));

        assertThat(run("shellcheck", root.resolve("whole").toString())).isEqualTo(new Result(0, ""));
        assertThat(run("shellcheck", "src/main/resources/dev/tenantadmin/tenant/setup/idle-stop.sh"))
                .isEqualTo(new Result(0, ""));
    }

    @Test
    void theOrganisationsScriptIsFoundAgainInTheWhole() {
        OwnScript own = OwnScript.of("#!/bin/sh\necho one\n\necho two");
        SetupScript given = withData(TWO_HOURS, own);
        String whole = given.text("");
        SetupScript later = withData(Duration.ofHours(3), OwnScript.known(own.sha256()));

        assertThat(later.isLost(whole)).isFalse();
        assertThat(later.text(whole)).isEqualTo(whole.replace("idle_stop=7200\n", "idle_stop=10800\n"));
        assertThat(later.isLost(whole.replace("echo two", "echo three"))).isTrue();
        assertThat(later.isLost("")).isTrue();
        assertThat(SetupScript.decoded(SetupScript.encoded(whole))).isEqualTo(whole);
        assertThat(SetupScript.facts(whole)).isEqualTo(new SetupScript.Facts(TWO_HOURS, own));
        assertThat(SetupScript.facts(whole).idle()).isEqualTo("after 2h");
    }

    /** Beside the idle stop alone it is six thousand; with the defaults of a network, data and tags a little less. */
    @Test
    void theOrganisationHasRoomBesideTheIdleStopAndAllDefaults() {
        Settings settings = Settings.plain("jane")
                .with(Options.IDLE_STOP, Optional.of(Duration.ofDays(7)))
                .with(Options.ON_START, OwnScript.of("#!/bin/sh\n" + "x".repeat(5_239)))
                .with(Options.SUBNET, Optional.of("subnet-0123456789abcdef0"))
                .with(Options.SECURITY_GROUPS, List.of("sg-0123456789abcdef0", "sg-0123456789abcdef1"))
                .with(Options.DATA_LOCATION, List.of(DataLocation.of("s3://our-organisations-data/research/")));
        Map<String, String> tags = Map.of("cost-center", "4711", "team", "research");
        SetupScript script = new SetupScript(
                new Names(new TenantName("abcdefghij-klmnopqrs"), NAMES.home()),
                new Settings(null, true, settings.administrator(), settings.options(), tags, false));

        script.check();
        assertThat(settings.get(Options.ON_START).text()).hasSize(5_250);
    }

    @Test
    void whatALifecycleConfigCannotHoldIsRefused() {
        SetupScript large = script(OptionValues.NONE
                .with(Options.IDLE_STOP, Optional.of(TWO_HOURS))
                .with(Options.ON_START, OwnScript.of("#!/bin/sh\n" + "x".repeat(6_000))));
        int room = Stream.iterate(6_100, length -> length + 1)
                .filter(length -> SetupScript.encoded(script(OptionValues.NONE
                                                .with(Options.IDLE_STOP, Optional.of(TWO_HOURS))
                                                .with(Options.ON_START, OwnScript.of("x".repeat(length))))
                                        .text(""))
                                .length()
                        > 16_384)
                .findFirst()
                .orElseThrow();

        large.check();
        // Else the search began where there is no room any more, and found nothing.
        assertThat(room).isGreaterThan(6_100);
        assertThatThrownBy(script(OptionValues.NONE
                        .with(Options.IDLE_STOP, Optional.of(TWO_HOURS))
                        .with(Options.ON_START, OwnScript.of("x".repeat(room))))::check)
                .hasMessageContaining("SageMaker allows 16,384");
    }
}
