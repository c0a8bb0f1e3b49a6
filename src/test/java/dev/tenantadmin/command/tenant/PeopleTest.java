package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** add-user and remove-user. */
class PeopleTest {

    private static final String ACCESS_ROLE = "arn:aws:iam::123456789012:role/tenant-admin/us-east-1/acme/acme--access";

    private final Shell shell = new Shell();

    @BeforeEach
    void createTenant() {
        shell.run("create-tenant acme --user ana").done();
        shell.door.forget();
    }

    private List<String> policiesOfAccessRole() {
        return shell.iam().listRolePolicies(r -> r.roleName("acme--access")).policyNames();
    }

    /** The session of a user, as url and every AWS tool begins one. */
    private Credentials session(String user) {
        AccessKey key = shell.iam().createAccessKey(r -> r.userName(user)).accessKey();
        try (StsClient sts = shell.sts(key)) {
            return sts.assumeRole(
                            r -> r.roleArn(ACCESS_ROLE).roleSessionName(user).sourceIdentity(user))
                    .credentials();
        }
    }

    private Ran urlAs(Credentials session) {
        shell.signIn(session);
        Ran ran = shell.run("url acme");
        shell.environment.clear();
        return ran;
    }

    @Test
    void anAddedUserIsInTheGroupBehindTheBoundary() {
        assertThat(shell.run("add-user acme bob").done().out())
                .isEqualTo("""
                IAM user acme--bob                  created
                membership acme--bob in acme--members  created
                User acme--bob is now in tenant acme.
                """.replace("acme--bob                  created", "acme--bob                     created"));

        assertThat(shell.iam()
                        .getUser(r -> r.userName("acme--bob"))
                        .user()
                        .permissionsBoundary()
                        .permissionsBoundaryArn())
                .endsWith("/acme--boundary");
        assertThat(shell.run("describe-tenant acme").done().out())
                .contains("membership acme--bob in acme--members")
                .doesNotContain("missing", "drifted");
        assertThat(urlAs(session("acme--bob")).done().out()).startsWith("https://");
    }

    /** All that hangs on a name: the user, the way in, the end of sessions, and what is listed. */
    @ParameterizedTest
    @ValueSource(strings = {"first.last", "jane@example.com", "a+b", "a_b", "a=b", "last,first"})
    void aPersonHasTheNameThatTheOrganisationGave(String person) {
        shell.run("add-user", "acme", person).done();
        assertThat(shell.run("add-user", "acme", person).done().out()).contains("is already in tenant acme");
        Credentials session = session("acme--" + person);
        assertThat(urlAs(session).done().out()).startsWith("https://");
        assertThat(shell.run("create-tenant acme").done().out()).contains("no changes needed");
        assertThat(shell.run("create-tenant", "acme", "--user", person.replace(",", "\\,"))
                        .done()
                        .out())
                .contains("no changes needed");

        shell.run("remove-user", "acme", person, "--yes").done();

        assertThat(policiesOfAccessRole()).containsExactly("revoked-" + person);
        urlAs(session).refused(ExitCode.REFUSED, "denied explicitly");
        assertThat(shell.iam().listUsers().users())
                .noneMatch(user -> user.userName().equals("acme--" + person));
    }

    @Test
    void aCommaPartsPersonsUnlessItIsEscaped() {
        shell.run("create-tenant", "beta", "--user", "last\\,first,bob", "--user", "zoe")
                .done();

        assertThat(shell.iam()
                        .listUsers(r -> r.pathPrefix("/tenant-admin/us-east-1/beta/"))
                        .users())
                .extracting(user -> user.userName())
                .containsExactlyInAnyOrder("beta--last,first", "beta--bob", "beta--zoe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", ".a", "a.", "A", "a--b", "a b", "a/b"})
    void aNameThatIamOrWeCannotBearIsRefused(String person) {
        shell.run("add-user", "acme", person).refused(ExitCode.INVALID_INPUT, "joined by single characters of");
        shell.run("create-tenant", "acme", "--user", person)
                .refused(ExitCode.INVALID_INPUT, "joined by single characters of");
        assertThat(shell.door.writes()).isEmpty();
    }

    @Test
    void applyTakesTheSameNames(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("teams.yaml"), """
                set: teams
                tenants:
                  - {name: beta, users: ['last,first', jane@example.com]}
                """);

        shell.run("apply -f " + file).done();

        assertThat(shell.iam()
                        .listUsers(r -> r.pathPrefix("/tenant-admin/us-east-1/beta/"))
                        .users())
                .extracting(user -> user.userName())
                .containsExactlyInAnyOrder("beta--last,first", "beta--jane@example.com");
        shell.door.forget();
        shell.run("apply -f " + file + " --prune --yes").done();
        assertThat(shell.door.writes()).isEmpty();
    }

    @Test
    void addingAgainRepairsAndElseWritesNothing() {
        shell.run("add-user acme bob").done();
        shell.door.forget();
        assertThat(shell.run("add-user acme bob").done().out())
                .isEqualTo("User acme--bob is already in tenant acme.\n");
        assertThat(shell.door.writes()).isEmpty();

        shell.iam().deleteUserPermissionsBoundary(r -> r.userName("acme--bob"));
        shell.door.forget();
        shell.run("add-user acme bob").done();
        assertThat(shell.door.writes()).containsExactly("PutUserPermissionsBoundary");
        assertThat(shell.door.operations()).noneMatch(operation -> operation.contains("Describe"));
    }

    @Test
    void aDryRunShowsAndDoesNothing() {
        SortedSet<String> before = shell.contents();
        assertThat(shell.run("add-user acme bob --dry-run --detailed-exitcode").exit())
                .isEqualTo(2);
        assertThat(shell.run("remove-user acme ana --dry-run").done().out())
                .contains(
                        "IAM user acme--ana", "would be deleted", "end of sessions acme--ana", "Nothing was changed.");
        assertThat(shell.contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"add-user other bob", "remove-user other bob --yes"})
    void aTenantThatIsNotThere(String line) {
        shell.run(line).refused(ExitCode.NOT_FOUND, "there is no tenant other");
        assertThat(shell.door.writes()).isEmpty();
    }

    @Test
    void aTenantWithoutUsersHasNoGroupToBeIn() {
        shell.run("create-tenant bare --no-users").done();
        shell.door.forget();

        shell.run("add-user bare bob")
                .refused(
                        ExitCode.CONFLICT,
                        "created without users; run 'create-tenant bare --user bob' to create its group too");
        assertThat(shell.door.writes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"add-user acme bob", "remove-user acme bob --yes"})
    void aForeignUserOfThatNameIsLeftAlone(String line) {
        shell.iam().createUser(r -> r.userName("acme--bob").path("/elsewhere/"));
        shell.iam().createAccessKey(r -> r.userName("acme--bob"));
        SortedSet<String> before = shell.contents();
        shell.door.forget();

        shell.run(line)
                .refused(
                        ExitCode.CONFLICT,
                        "IAM user acme--bob is not managed by tenant-admin: its path is /elsewhere/");
        assertThat(shell.door.writes()).isEmpty();
        assertThat(shell.contents()).isEqualTo(before);
    }

    @Test
    void aRemovalAsksForTheName() {
        shell.run("remove-user acme ana").refused(ExitCode.INVALID_INPUT, "add --yes to remove ana from acme");
        assertThat(shell.type("acme", "remove-user acme ana").err())
                .contains(
                        "This deletes user acme--ana of tenant acme with all credentials, and ends the person's sessions.",
                        "not confirmed: nothing was removed");
        assertThat(shell.door.writes()).isEmpty();

        assertThat(shell.type("ana", "remove-user acme ana").done().out())
                .contains("User acme--ana is removed; the person's existing sessions are blocked.");
        shell.door.forget();
        assertThat(shell.run("remove-user acme ana --yes").done().out())
                .isEqualTo("There is no user acme--ana; no changes needed.\n");
        assertThat(shell.door.writes()).isEmpty();
    }

    @Test
    void aRemovalEndsThePersonsSessionsAndNobodyElses() {
        shell.run("add-user acme bob").done();
        Credentials bobs = session("acme--bob");
        Credentials anas = session("acme--ana");
        urlAs(bobs).done();

        shell.run("remove-user acme bob --yes").done();

        urlAs(bobs).refused(ExitCode.REFUSED, "access denied");
        urlAs(anas).done();
        shell.run("url acme").done();
    }

    @Test
    void whoComesBackIsLetInAndOldSessionsStayOut() {
        shell.run("add-user acme bob").done();
        Credentials old = session("acme--bob");
        shell.run("remove-user acme bob --yes").done();
        shell.run("create-tenant acme").done();
        urlAs(old).refused(ExitCode.REFUSED, "access denied");

        shell.run("add-user acme bob").done();
        shell.clock.pass(Duration.ofMinutes(1));
        Credentials fresh = session("acme--bob");

        urlAs(fresh).done();
        urlAs(old).refused(ExitCode.REFUSED, "access denied");

        shell.clock.pass(Duration.ofSeconds(1));
        shell.run("remove-user acme bob --yes").done();
        urlAs(fresh).refused(ExitCode.REFUSED, "access denied");
    }

    @Test
    void createTenantTakesTheEndOfSessionsForNoDrift() {
        shell.run("remove-user acme ana --yes").done();
        shell.door.forget();

        assertThat(shell.run("create-tenant acme").done().out()).contains("no changes needed");
        assertThat(shell.door.writes()).isEmpty();
        assertThat(policiesOfAccessRole()).containsExactly("revoked-ana");
        shell.run("delete-tenant acme --yes").done();
        assertThat(shell.contents()).isEmpty();
    }

    @Test
    void theEndOfSessionsGoesWhenNoSessionCanBeThatOld() {
        shell.run("add-user acme bob").done();
        shell.run("remove-user acme bob --yes").done();
        shell.clock.pass(Duration.ofHours(11));
        shell.run("add-user acme carol").done();
        shell.run("remove-user acme carol --yes").done();
        assertThat(policiesOfAccessRole()).containsExactlyInAnyOrder("revoked-bob", "revoked-carol");

        shell.clock.pass(Duration.ofMinutes(62));
        shell.run("remove-user acme ana --yes").done();

        assertThat(policiesOfAccessRole()).containsExactlyInAnyOrder("revoked-ana", "revoked-carol");
    }

    /** Whoever deleted the user by hand still wants the person's sessions to end. */
    @Test
    void sessionsEndAlsoWhereTheUserIsGoneAlready() {
        Credentials anas = session("acme--ana");
        shell.iam().removeUserFromGroup(r -> r.groupName("acme--members").userName("acme--ana"));
        shell.iam()
                .listAccessKeys(r -> r.userName("acme--ana"))
                .accessKeyMetadata()
                .forEach(key ->
                        shell.iam().deleteAccessKey(r -> r.userName("acme--ana").accessKeyId(key.accessKeyId())));
        shell.iam().deleteUser(r -> r.userName("acme--ana"));

        shell.run("remove-user acme ana --yes").done();

        urlAs(anas).refused(ExitCode.REFUSED, "access denied");
    }

    @Test
    void theResultIsThereForPrograms() {
        assertThat(shell.run("add-user acme bob -o json").done().list("changes"))
                .filteredOn(change -> !"unchanged".equals(change.get("result")))
                .extracting(change -> change.get("type") + " " + change.get("name") + " " + change.get("result"))
                .containsExactly("IAM user acme--bob created", "membership acme--bob in acme--members created");
        assertThat(shell.run("remove-user acme bob --yes -o json").done().list("changes"))
                .extracting(change -> change.get("type") + " " + change.get("name") + " " + change.get("result"))
                .containsExactly(
                        "membership acme--bob in acme--members deleted",
                        "end of sessions acme--bob created",
                        "IAM user acme--bob deleted");
    }
}
