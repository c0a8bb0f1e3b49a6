package dev.tenantadmin.command.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.util.RestoreSystemProperties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sts.model.Credentials;

/** credentials. */
class CredentialsTest {

    private static final String ACCESS_ROLE = "arn:aws:iam::123456789012:role/tenant-admin/us-east-1/acme/acme--access";
    private static final List<String> SECRETS = List.of("AccessKeyId", "SecretAccessKey", "SessionToken");

    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    @BeforeEach
    void createTenant() {
        shell.run("create-tenant acme --user alice").done();
    }

    private AccessKey signIn() {
        AccessKey key =
                shell.iam().createAccessKey(r -> r.userName("acme--alice")).accessKey();
        shell.signIn(key);
        return key;
    }

    private static Map<String, Object> object(String json) throws IOException {
        return JSON.std.mapFrom(json);
    }

    /** Goes on with what was printed. */
    private void use(Map<String, ?> printed) {
        shell.environment.put("AWS_ACCESS_KEY_ID", String.valueOf(printed.get("AccessKeyId")));
        shell.environment.put("AWS_SECRET_ACCESS_KEY", String.valueOf(printed.get("SecretAccessKey")));
        shell.environment.put("AWS_SESSION_TOKEN", String.valueOf(printed.get("SessionToken")));
    }

    @Test
    void areWhatAwsClientsExpectOfACredentialProcess() throws IOException {
        signIn();
        Instant now = shell.clock.instant();

        Ran ran = shell.run("credentials acme").done();

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines()).hasSize(1);
        Map<String, Object> printed = object(ran.out());
        assertThat(printed)
                .containsOnlyKeys("Version", "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration")
                .containsEntry("Version", 1);
        assertThat(Instant.parse(String.valueOf(printed.get("Expiration"))))
                .isBetween(now.plusSeconds(3595), shell.clock.instant().plusSeconds(3600));
        assertThat(shell.run("credentials acme --format credential-process")
                        .done()
                        .out())
                .startsWith("{\"Version\":1,");
        use(printed);
        assertThat(shell.run("url acme").done().out()).startsWith("https://acme--main-");
        shell.run("list-tenants").refused(ExitCode.REFUSED, "acme--alice acts for tenant acme");
    }

    @Test
    void areInThePersonsName() {
        signIn();
        shell.door.forget();

        shell.run("credentials acme --duration 15m").done();

        assertThat(shell.door.operations()).containsExactly("GetCallerIdentity", "AssumeRole");
        assertThat(shell.door.sent().get(1).body())
                .contains(
                        "RoleSessionName=acme--alice",
                        "SourceIdentity=acme--alice",
                        "DurationSeconds=900",
                        "acme--access");
    }

    @Test
    void endWhenAsked() throws IOException {
        signIn();
        Map<String, Object> printed =
                object(shell.run("credentials acme --duration 15m").done().out());
        use(printed);
        shell.run("url acme").done();
        shell.clock.pass(Duration.ofMinutes(16));

        shell.run("url acme").refused(ExitCode.CREDENTIALS, "AWS does not accept the credentials (ExpiredToken)");
    }

    @Test
    void areExportsForAShell() throws IOException, InterruptedException {
        signIn();

        String out = shell.run("credentials acme --format env").done().out();

        Path script = Files.writeString(folder.resolve("script"), out + "env\n");
        Process bash = new ProcessBuilder("sh", script.toString()).start();
        Map<String, String> seen = new TreeMap<>();
        new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("AWS_"))
                .forEach(line -> seen.put(line.split("=", 2)[0], line.split("=", 2)[1]));
        assertThat(bash.waitFor()).isZero();
        assertThat(out.lines()).hasSize(6).allMatch(line -> line.matches("export [A-Z_]+='[^']*'"));
        assertThat(seen)
                .containsEntry("AWS_REGION", "us-east-1")
                .containsEntry("AWS_DEFAULT_REGION", "us-east-1")
                .containsKey("AWS_CREDENTIAL_EXPIRATION");
        shell.environment.putAll(seen);
        assertThat(shell.run("url acme").done().out()).startsWith("https://acme--main-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "credentials acme --format json",
                "credentials acme -o json",
                "-o json credentials acme --format json"
            })
    void areAResultForAProgram(String line) {
        signIn();

        assertThat(shell.run(line).done().json())
                .containsOnlyKeys(
                        "schemaVersion",
                        "tenant",
                        "region",
                        "accessKeyId",
                        "secretAccessKey",
                        "sessionToken",
                        "expiration")
                .containsEntry("tenant", "acme")
                .containsEntry("region", "us-east-1");
        assertThat(shell.run(line.replace("acme", "nobody")).error().get("kind"))
                .as("an error is JSON too")
                .isEqualTo("refused");
    }

    @Test
    void ofAnAdministratorAreInTheAdministratorsName() throws IOException {
        Map<String, Object> printed =
                object(shell.run("credentials acme").done().out());

        use(printed);
        shell.run("list-tenants").refused(ExitCode.REFUSED, "administrator acts for tenant acme");
        shell.signOut();
        shell.run("credentials nobody")
                .refused(ExitCode.NOT_FOUND, "there is no tenant nobody in account 123456789012");
        shell.run("credentials acme --region eu-west-1")
                .refused(ExitCode.CONFLICT, "the home region of tenant acme is us-east-1");
    }

    @Test
    void ofWhoIsInTheAccessRoleAreTheirOwn() throws IOException {
        Credentials session = shell.sts()
                .assumeRole(r -> r.roleArn(ACCESS_ROLE).roleSessionName("jane").sourceIdentity("jane"))
                .credentials();
        shell.signIn(session);
        shell.door.forget();

        assertThat(object(shell.run("credentials acme").done().out()))
                .containsEntry("AccessKeyId", session.accessKeyId())
                .containsEntry("SecretAccessKey", session.secretAccessKey())
                .containsEntry("SessionToken", session.sessionToken());
        assertThat(shell.door.operations()).containsExactly("GetCallerIdentity");
        shell.run("credentials acme --duration 1h")
                .refused(ExitCode.INVALID_INPUT, "session cannot be extended: omit --duration");
    }

    @Test
    void ofWhoActsUnderARoleLastAnHourAtMost() {
        String arn = shell.iam()
                .createRole(r -> r.roleName("ops").assumeRolePolicyDocument("""
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                         "Principal": {"AWS": "123456789012"}}]}"""))
                .role()
                .arn();
        shell.iam()
                .putRolePolicy(r -> r.roleName("ops").policyName("everything").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        shell.signIn(shell.sts()
                .assumeRole(r -> r.roleArn(arn).roleSessionName("jane"))
                .credentials());
        shell.run("create-tenant beta").done();
        shell.door.forget();

        shell.run("credentials beta --duration 61m")
                .refused(
                        ExitCode.INVALID_INPUT,
                        "AWS limits sessions of a role assumed from another role to one hour: give --duration 1h or less");
        assertThat(shell.door.operations()).doesNotContain("AssumeRole");
        shell.run("credentials beta --duration 1h").done();
    }

    /** A session may be called as its owner likes; only the user signs as the user. */
    @Test
    void ofAnAdministratorWhoseSessionBearsAUsersNameAreNotSignedWithIt() {
        String arn = shell.iam()
                .createRole(r -> r.roleName("ops").assumeRolePolicyDocument("""
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                         "Principal": {"AWS": "123456789012"}}]}"""))
                .role()
                .arn();
        shell.iam()
                .putRolePolicy(r -> r.roleName("ops").policyName("everything").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        shell.run("create-tenant acme --administrator " + arn).done();
        shell.signIn(shell.sts()
                .assumeRole(r -> r.roleArn(arn).roleSessionName("acme--alice"))
                .credentials());
        shell.door.forget();

        shell.run("credentials acme").done();

        assertThat(shell.door.sent())
                .filteredOn(sent -> sent.operation().equals("AssumeRole"))
                .singleElement()
                .satisfies(
                        sent -> assertThat(sent.body()).contains("acme--access").doesNotContain("SourceIdentity"));
    }

    @Test
    void ofAUserLastLongerOnlyWhereTheRoleAllows() throws IOException {
        signIn();
        shell.run("credentials acme --duration 2h")
                .refused(ExitCode.REFUSED, "The requested DurationSeconds exceeds the MaxSessionDuration");

        shell.iam().updateRole(r -> r.roleName("acme--access").maxSessionDuration(7200));

        Map<String, Object> printed =
                object(shell.run("credentials acme --duration 2h").done().out());
        assertThat(Instant.parse(String.valueOf(printed.get("Expiration"))))
                .isAfter(shell.clock.instant().plusSeconds(7000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--duration 14m59s | --duration must be from 15m to 12h",
                "--duration 12h1s | --duration must be from 15m to 12h",
                "--duration soon | 'soon' is not a duration",
                "--format yaml | yaml",
                "--format env -o json | --format env and --output json exclude each other",
                "--format credential-process -o json | --format credential-process and --output json exclude each other",
            })
    void badOptionsAreRefusedBeforeTheFirstCall(String optionsAndError) {
        String[] parts = optionsAndError.split(" \\| ", 2);
        shell.door.forget();

        Ran ran = shell.run("credentials acme " + parts[0]);

        assertThat(ran.exit()).isEqualTo(252);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(parts[1]);
        assertThat(shell.door.sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " -v", " --format env -v", " --format json -v", " -o json -v", " --duration 2h -v"})
    void areNowhereButOnStandardOutput(String options) {
        AccessKey own = signIn();

        Ran ran = shell.run("credentials acme" + options);

        List<String> given = SECRETS.stream()
                .flatMap(name -> Pattern.compile(
                                "(?:%s|%s)\"?\\s*[=:]\\s*['\"]([^'\"]{16,})['\"]"
                                        .formatted(name, name.replaceAll("(?<=.)([A-Z])", "_$1")),
                                Pattern.CASE_INSENSITIVE)
                        .matcher(ran.out())
                        .results()
                        .map(found -> found.group(1)))
                .toList();
        assertThat(given).hasSize(ran.exit() == 0 ? 3 : 0);
        given.forEach(secret -> assertThat(ran.err()).doesNotContain(secret));
        assertThat(ran.err() + ran.out()).doesNotContain(own.secretAccessKey(), own.accessKeyId());
        assertThat(ran.err()).doesNotContain("ASIA", "AKIA", "SANDBOX");
    }

    @Test
    @RestoreSystemProperties
    void aProfileThatWouldAskItselfWithoutEndIsRefused() throws IOException {
        Path config = Files.writeString(folder.resolve("config"), """
                [default]
                region = us-east-1
                credential_process = /opt/tenant-admin/tenant-admin credentials acme
                [profile itself]
                region = us-east-1
                credential_process = tenant-admin --quiet credentials acme --profile itself
                [profile other]
                region = us-east-1
                credential_process = /bin/false credentials acme
                """);
        System.setProperty("aws.configFile", config.toString());
        System.setProperty("aws.sharedCredentialsFile", folder.resolve("none").toString());

        shell.plain("credentials acme")
                .refused(ExitCode.CREDENTIALS, "profile 'default' gets its credentials from this command itself");
        shell.plain("credentials acme --profile itself")
                .refused(ExitCode.CREDENTIALS, "profile 'itself' gets its credentials from this command itself");
        shell.environment.put("AWS_PROFILE", "itself");
        shell.plain("credentials acme")
                .refused(ExitCode.CREDENTIALS, "profile 'itself' gets its credentials from this command itself");
        shell.plain("credentials acme --profile other").refused(ExitCode.CREDENTIALS, "cannot get credentials");
    }
}
