package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/** No two tenants are given the same data; those that share some already are told of it, and mended all the same. */
class SharedDataTest {

    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    private Ran apply(String text) throws IOException {
        return shell.run("apply -f " + Files.writeString(folder.resolve("teams.yaml"), text));
    }

    static Stream<Arguments> filesWhoseTenantsShareData() {
        return Stream.of(
                Arguments.of(
                        "the whole bucket by defaults",
                        """
                        # three tenants, one bucket for all: an error of the file (252), nothing made
                        defaults:
                          no-users: true
                          data-locations: ["s3://lake/"]
                        tenants:
                          - name: df-a
                          - name: df-b
                          - name: df-c
                        """,
                        List.of(
                                "7: data location s3://lake/ of tenant df-b overlaps s3://lake/ of tenant df-a, on line 6",
                                "8: data location s3://lake/ of tenant df-c overlaps s3://lake/ of tenant df-a, on line 6")),
                Arguments.of(
                        "one prefix inside the other",
                        """
                        # one prefix inside the other: an error of the file that names both lines (252), nothing made
                        tenants:
                          - name: ov-a
                            no-users: true
                            data-locations: ["s3://shared-b/x/"]
                          - name: ov-b
                            no-users: true
                            data-locations: ["s3://shared-b/x/y/"]
                        """,
                        List.of(
                                "8: data location s3://shared-b/x/y/ of tenant ov-b overlaps s3://shared-b/x/ of tenant ov-a, on line 5")),
                Arguments.of(
                        "the wider one second, among others",
                        """
                        tenants:
                          - name: ov-a
                            data-locations:
                              - s3://other/
                              - s3://shared-b/x/y/
                          - name: ov-b
                            data-locations:
                              - s3://third/
                              - s3://shared-b/x/
                        """,
                        List.of(
                                "9: data location s3://shared-b/x/ of tenant ov-b overlaps s3://shared-b/x/y/ of tenant ov-a, on line 5")),
                Arguments.of(
                        "one by defaults, one by itself",
                        """
                        tenants:
                          - name: ov-a
                          - name: ov-b
                            data-locations: [s3://lake/b/]
                        defaults:
                          data-locations: [s3://lake/]
                        """,
                        List.of(
                                "4: data location s3://lake/b/ of tenant ov-b overlaps s3://lake/ of tenant ov-a, on line 2")),
                Arguments.of(
                        "in other accounts and regions",
                        """
                        tenants:
                          - name: ov-a
                            assume-role: arn:aws:iam::111122223333:role/admin
                            data-locations: [s3://lake/]
                          - name: ov-b
                            region: eu-west-1
                            data-locations: [s3://lake/]
                        """,
                        List.of(
                                "7: data location s3://lake/ of tenant ov-b overlaps s3://lake/ of tenant ov-a, on line 4")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filesWhoseTenantsShareData")
    void tenantsOfOneFileThatWouldShareDataAreErrorsOfTheFile(String what, String file, List<String> errors)
            throws IOException {
        Ran ran = apply(file);

        assertThat(ran.exit()).as(ran.err()).isEqualTo(ExitCode.INVALID_INPUT.code());
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()
                        .lines()
                        .filter(line -> line.contains("data location"))
                        .map(String::strip))
                .hasSameSizeAs(errors)
                .zipSatisfy(errors, (line, error) -> assertThat(line).endsWith(error));
        assertThat(shell.contents()).isEmpty();
        assertThat(shell.door.operations()).isEmpty();
    }

    @Test
    void locationsSideBySideOrTakenBackAreNoErrors() throws IOException {
        apply("""
                        defaults:
                          no-users: true
                          data-locations: [s3://lake/]
                        tenants:
                          - {name: a, data-locations: [s3://lake/a/, s3://lake/c/]}
                          - {name: b, data-locations: [s3://lake/b/]}
                          - {name: c, data-locations: [none]}
                          - {name: d, data-locations: [s3://lake/aa/]}
                        """).done();
    }

    /** Two tenants that share data, as an older program made them. */
    private void share() {
        shell.run("create-tenant acme --no-users --data-location s3://lake/").done();
        shell.run("create-tenant beta --no-users --data-location s3://pond/beta/")
                .done();
        IamClient iam = shell.iam();
        String anchor = "arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/beta/beta--boundary";
        String boundary = decoded(iam.getPolicyVersion(r -> r.policyArn(anchor).versionId("v1"))
                .policyVersion()
                .document());
        iam.createPolicyVersion(
                r -> r.policyArn(anchor).setAsDefault(true).policyDocument(boundary.replace("pond/", "lake/")));
        String execution =
                decoded(iam.getRolePolicy(r -> r.roleName("beta--execution").policyName("execution"))
                        .policyDocument());
        iam.putRolePolicy(r -> r.roleName("beta--execution")
                .policyName("execution")
                .policyDocument(execution.replace("pond/", "lake/")));
        iam.tagPolicy(r -> r.policyArn(anchor)
                .tags(Tag.builder()
                        .key("data-location")
                        .value("s3://lake/beta/")
                        .build()));
        shell.run("create-tenant beta --restart -q").done();
    }

    private static String decoded(String document) {
        return URLDecoder.decode(document, StandardCharsets.UTF_8);
    }

    private static final String SHARED =
            "warning: data location s3://lake/beta/ of tenant beta overlaps s3://lake/ of tenant acme: ";

    @ParameterizedTest
    @MethodSource("repairs")
    void tenantsThatShareDataAlreadyAreToldOfItAndMended(String command, int exit) throws IOException {
        share();
        var whole = shell.contents();
        shell.iam().deleteRolePermissionsBoundary(r -> r.roleName("beta--access"));
        Path file = Files.writeString(
                folder.resolve("teams.yaml"),
                "tenants: [{name: beta, no-users: true, data-locations: [s3://lake/beta/]}]\n");

        Ran ran = shell.run(command.replace("FILE", file.toString()));

        assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
        assertThat(ran.err().lines())
                .filteredOn(line -> line.startsWith(SHARED))
                .hasSize(1);
        assertThat(shell.contents().equals(whole)).isEqualTo(!command.contains("dry-run"));
    }

    static Stream<Arguments> repairs() {
        return Stream.of(
                Arguments.of("create-tenant beta", 0),
                Arguments.of("create-tenant beta --data-location s3://lake/beta/", 0),
                Arguments.of("create-tenant beta --dry-run --detailed-exitcode", 2),
                Arguments.of("create-tenant --all", 0),
                Arguments.of("apply -f FILE", 0),
                Arguments.of("apply -f FILE --dry-run --detailed-exitcode", 2));
    }

    @Test
    void theOlderOfBothIsToldToo() {
        share();

        assertThat(shell.run("create-tenant acme").done().err())
                .contains("warning: data location s3://lake/ of tenant acme overlaps s3://lake/beta/ of tenant beta: ");
    }

    @Test
    void aSuspendedTenantThatSharesDataIsToldOfItAndMended() {
        share();
        shell.run("suspend beta").done();

        assertThat(shell.run("create-tenant beta").done().err()).contains(SHARED);
        assertThat(shell.run("create-tenant acme").done().err()).contains("of tenant beta: ");
    }

    @Test
    void verifyFindsDataThatTenantsShare() {
        share();

        for (String asked : List.of("", " beta", " acme")) {
            Ran ran = shell.run("verify -o json" + asked);

            assertThat(ran.exit()).isEqualTo(ExitCode.FOUND.code());
            assertThat(Ran.objects(ran.json(), "findings"))
                    .as(asked)
                    .anySatisfy(
                            finding -> assertThat(finding)
                                    .containsEntry("kind", "leak")
                                    .containsEntry("tenant", "beta")
                                    .containsEntry(
                                            "text",
                                            "data location s3://lake/beta/ of tenant beta overlaps s3://lake/ of tenant acme: give one of them another, or run 'create-tenant beta --data-location none'"));
        }
        shell.run("create-tenant beta --data-location none --restart").done();
        shell.run("verify").done();
    }

    @Test
    void noCallIsMadeForATenantWithoutDataAndTwoReadingsForANewLocation() {
        shell.run("create-tenant acme --no-users").done();
        assertThat(shell.door.operations()).doesNotContain("GetAccountAuthorizationDetails");
        shell.door.forget();

        shell.run("create-tenant acme --data-location s3://lake/ --restart").done();

        assertThat(shell.door.operations())
                .filteredOn("GetAccountAuthorizationDetails"::equals)
                .hasSize(2);
        shell.door.forget();
        shell.run("create-tenant acme").done();
        assertThat(shell.door.operations())
                .filteredOn("GetAccountAuthorizationDetails"::equals)
                .hasSize(1);
    }
}
