package dev.tenantadmin.command.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** remove-notebook, and apply --prune-notebooks. */
class RemoveNotebookTest {

    private static final String TEAMS = """
            set: teams
            tenants:
              - name: acme
                notebooks: [main, lab, old]
              - name: beta
            """;

    private final Shell shell = new Shell();

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void makeTenant() throws IOException {
        file = Files.writeString(directory.resolve("teams.yaml"), TEAMS);
        shell.run("apply -f " + file).done();
        shell.door.forget();
    }

    private Ran apply(String notebooks, String more) throws IOException {
        Files.writeString(file, TEAMS.replace("    notebooks: [main, lab, old]\n", notebooks));
        shell.door.forget();
        return shell.run("apply -f " + file + more);
    }

    private void has(String... notebooks) {
        assertThat(shell.sagemaker()
                        .listNotebookInstances(r -> r.nameContains("acme--"))
                        .notebookInstances())
                .extracting(
                        notebook -> notebook.notebookInstanceName() + " " + notebook.notebookInstanceStatusAsString())
                .containsExactlyInAnyOrder(notebooks);
    }

    @Test
    void stopsADeletesAndWaitsAndAlreadyGoneIsSuccess() {
        assertThat(shell.run("remove-notebook acme lab --yes").done().out()).isEqualTo("""
                notebook instance acme--lab  deleted
                Notebook instance acme--lab is removed, and its volume is lost.
                """);
        has("acme--main InService", "acme--old InService");
        assertThat(shell.door.writes()).containsExactly("StopNotebookInstance", "DeleteNotebookInstance");
        shell.door.forget();

        assertThat(shell.run("remove-notebook acme lab --yes").done().out())
                .isEqualTo("There is no notebook instance acme--lab; no changes needed.\n");
        assertThat(shell.run("remove-notebook acme never --dry-run --detailed-exitcode")
                        .done()
                        .out())
                .contains("no changes needed");
        assertThat(shell.door.writes()).isEmpty();
        assertThat(shell.run("list-tenants").done().out()).doesNotContain("incomplete", "missing");
        assertThat(shell.run("create-tenant acme").done().out()).contains("no changes needed");
    }

    @Test
    void askForItsNameOnATerminal() {
        shell.run("remove-notebook acme lab").refused(ExitCode.INVALID_INPUT, "add --yes to remove lab from acme");
        assertThat(shell.type("acme", "remove-notebook acme lab").err())
                .contains(
                        "This deletes notebook instance acme--lab in us-east-1 with all data on its volume.",
                        "You are arn:aws:iam::123456789012:user/administrator.",
                        "Type the notebook's name to continue: ",
                        "not confirmed: nothing was removed");
        assertThat(shell.door.writes()).isEmpty();

        shell.type("lab", "remove-notebook acme lab").done();

        has("acme--main InService", "acme--old InService");
    }

    @Test
    void aDryRunChangesNothing() {
        Ran ran = shell.run("remove-notebook acme lab --dry-run --detailed-exitcode");

        assertThat(ran.exit()).isEqualTo(ExitCode.CHANGES_PENDING.code());
        assertThat(ran.out()).isEqualTo("""
                notebook instance acme--lab  would be deleted
                Its volume would be lost; nothing was changed.
                """);
        assertThat(shell.door.writes()).isEmpty();
    }

    @Test
    void withNoWaitItIsStillBeingDeleted() {
        assertThat(shell.run("remove-notebook acme lab --no-wait --yes").done().out())
                .contains(
                        "notebook instance acme--lab is Deleting\n",
                        "SageMaker is deleting notebook instance acme--lab; its volume is lost.\n");
        has("acme--main InService", "acme--old InService", "acme--lab Deleting");

        // What was begun is waited for, and nothing is deleted twice.
        shell.door.forget();
        shell.run("remove-notebook acme lab --yes").done();
        assertThat(shell.door.writes()).isEmpty();
        has("acme--main InService", "acme--old InService");
    }

    @Test
    void theOnlyNotebookStaysUntilThereIsAnother() {
        shell.run("remove-notebook beta main --yes")
                .refused(
                        ExitCode.CONFLICT,
                        "main is the only notebook of tenant beta, and every tenant has one: run 'create-tenant beta --notebook NAME' to make another first");
        shell.run("remove-notebook beta main --dry-run").refused(ExitCode.CONFLICT, "the only notebook");
        assertThat(shell.door.writes()).isEmpty();

        shell.run("create-tenant beta --notebook lab").done();
        shell.run("remove-notebook beta main --yes").done();

        assertThat(shell.run("create-tenant beta").done().out()).contains("no changes needed");
        assertThat(shell.run("list-tenants").done().out()).doesNotContain("incomplete");
    }

    @Test
    void oneThatIsBeingDeletedIsNoOther() {
        shell.run("create-tenant beta --notebook lab").done();
        shell.run("remove-notebook beta lab --no-wait --yes").done();

        shell.run("remove-notebook beta main --yes").refused(ExitCode.CONFLICT, "the only notebook");
    }

    @Test
    void aProtectedTenantKeepsItsNotebooks() throws IOException {
        shell.run("create-tenant acme --protect").done();
        shell.door.forget();

        shell.run("remove-notebook acme lab --yes").refused(ExitCode.CONFLICT, "tenant acme is protected");
        assertThat(apply("    notebooks: [main]\n", " --prune-notebooks --yes").out())
                .contains("acme: failed", "tenant acme is protected");
        assertThat(shell.door.writes()).isEmpty();
        shell.run("remove-notebook acme never --yes").done();

        shell.run("create-tenant acme --no-protect").done();
        shell.run("remove-notebook acme lab --yes").done();
    }

    @Test
    void aForeignOneIsAConflictAndSoIsAnUnknownTenantNotFound() {
        shell.sagemaker()
                .deleteTags(r -> r.resourceArn("arn:aws:sagemaker:us-east-1:123456789012:notebook-instance/acme--lab")
                        .tagKeys("managed-by"));
        shell.door.forget();

        shell.run("remove-notebook acme lab --yes").refused(ExitCode.CONFLICT, "acme--lab");
        shell.run("remove-notebook nobody lab --yes").refused(ExitCode.NOT_FOUND, "there is no tenant nobody");
        shell.run("remove-notebook acme Lab --yes").refused(ExitCode.INVALID_INPUT, "Lab");
        shell.run("remove-notebook acme --yes").refused(ExitCode.INVALID_INPUT, "NOTEBOOK");
        assertThat(shell.door.writes()).isEmpty();
    }

    @Test
    void aSuspendedTenantsNotebookGoesToo() {
        shell.run("suspend acme").done();

        shell.run("remove-notebook acme lab --yes").done();

        assertThat(shell.run("list-tenants").done().out()).contains("suspended");
    }

    @Test
    void pruneTakesWhatTheFileNoLongerNamesAfterTheNumberOfVolumesWasTyped() throws IOException {
        assertThat(apply("    notebooks: [main]\n", "").done().out()).endsWith("2 tenants: 2 unchanged.\n");
        assertThat(apply("    notebooks: [main]\n", " --prune --yes").done().out())
                .endsWith("2 tenants: 2 unchanged.\n");
        apply("    notebooks: [main]\n", " --prune-notebooks")
                .refused(ExitCode.INVALID_INPUT, "add --yes to --prune-notebooks");
        Ran dry = apply("    notebooks: [main]\n", " --prune-notebooks --dry-run --detailed-exitcode");
        assertThat(dry.exit()).isEqualTo(ExitCode.CHANGES_PENDING.code());
        assertThat(dry.out())
                .contains("acme: would be updated, 2 changes", "  notebook instance acme--lab would be deleted");
        assertThat(shell.run("apply --prune-notebooks --dry-run -o json -f " + file)
                        .out())
                .contains("\"name\":\"acme--lab\",\"result\":\"deleted\"", "\"name\":\"acme--old\"");
        Ran asked = shell.type("1", "apply --prune-notebooks -f " + file);
        assertThat(asked.exit()).isEqualTo(ExitCode.INVALID_INPUT.code());
        assertThat(asked.err())
                .contains(
                        "This deletes 2 notebook instances with all data on their volumes: acme--lab, acme--old.",
                        "Type 2 to continue: ");
        assertThat(shell.door.writes()).isEmpty();

        assertThat(shell.type("2", "apply --prune-notebooks -f " + file).done().out())
                .contains("2 tenants: 1 updated, 1 unchanged.");

        has("acme--main InService");
        assertThat(apply("    notebooks: [main]\n", " --prune-notebooks --yes")
                        .done()
                        .out())
                .endsWith("2 tenants: 2 unchanged.\n");
    }

    @Test
    void pruneMakesTheNewNotebookBeforeTheOldOneGoes() throws IOException {
        apply("    notebooks: [new]\n", " --prune-notebooks --yes").done();

        has("acme--new InService");
        assertThat(shell.door.writes().get(0)).isEqualTo("CreateNotebookInstance");
    }

    @Test
    void pruneLeavesTheNotebooksOfATenantThatNamesNone() throws IOException {
        assertThat(apply("", " --prune-notebooks --yes").done().out()).endsWith("2 tenants: 2 unchanged.\n");
        assertThat(apply("    notebooks: []\n", " --prune-notebooks --yes")
                        .done()
                        .out())
                .endsWith("2 tenants: 2 unchanged.\n");
        has("acme--main InService", "acme--lab InService", "acme--old InService");
    }

    @Test
    void pruneLeavesATenantThatTheSetHasNotMade() throws IOException {
        shell.run("create-tenant other --notebook a,lab").done();
        Files.writeString(file, TEAMS + "  - {name: other, notebooks: [a]}\n");

        shell.run("apply --prune-notebooks --yes -f " + file).done();

        assertThat(shell.status("other--lab")).isEqualTo("InService");
        // Now it is of the set.
        shell.run("apply --prune-notebooks --yes -f " + file).done();
        assertThat(shell.contents()).noneMatch(what -> what.contains("other--lab"));
    }

    @Test
    void pruneNeedsASetAndNoVariableGivesIt() throws IOException {
        Files.writeString(file, TEAMS.replace("set: teams\n", ""));
        shell.run("apply --prune-notebooks --yes -f " + file)
                .refused(ExitCode.INVALID_INPUT, "--prune-notebooks needs a 'set' in the file");

        shell.environment.put("TENANT_ADMIN_PRUNE_NOTEBOOKS", "true");
        apply("    notebooks: [main]\n", " --yes").done();
        has("acme--main InService", "acme--lab InService", "acme--old InService");
    }

    @Test
    void pruneGoesOnAfterItWasNotWaitedFor() throws IOException {
        apply("    notebooks: [main, lab]\n", " --prune-notebooks --no-wait --yes")
                .done();
        has("acme--main InService", "acme--lab InService", "acme--old Deleting");

        shell.clock.pass(Duration.ofMinutes(5));

        has("acme--main InService", "acme--lab InService");
    }
}
