package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.output.ChangeWords;
import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.DifferenceWords;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.Table;
import dev.tenantadmin.command.notebook.NotebookRow;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.tenant.document.UnprovedSetting;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.Suspended;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One tenant as it is.
 *
 * @param unproved settings that only its tags have
 */
public record TenantReport(Document tenant, List<UnprovedSetting> unproved) implements Report {

    /** All of it for a program. */
    public record Document(
            @Described(Described.TENANT) String tenant,
            @Described("The account's number.") String account,
            @Described(Described.REGION) String region,

            @Described(
                    "The revision of its documents when it was last completed; null for a half-created or half-deleted tenant.")
            @Nullable
            Integer revision,

            @Described("Whether all its resources exist.") boolean complete,

            @Described("Whether an older tenant-admin wrote its documents; create-tenant upgrades them.")
            boolean olderRevision,

            @Described(Described.SUSPENDED) boolean suspended,

            @Described("Whether delete-tenant and remove-notebook refuse it.")
            boolean isProtected,

            @Described("The ARN of its creator.") String administrator,

            @Described("Its tags, without those that tenant-admin sets itself.")
            Map<String, String> tags,

            @Described("How long its notebooks may be idle before they stop, such as 2h; null for always.") @Nullable
            String idleStop,

            @Described("The SHA-256 digest of the script that runs when its notebooks start; null for none.") @Nullable
            String onStart,

            @Described("The SHA-256 digest of the script that runs once when a notebook is created; null for none.")
            @Nullable
            String onCreate,

            @Described("Every option that is set and that later runs keep, by its key in apply's file.")
            Map<String, List<String>> settings,

            @Described(
                    "Settings that only the tags of its boundary policy hold, or whose wall only the documents hold; create-tenant requires the option.")
            List<Unproved> unproved,

            @Described(Described.ALL_CHANGES) List<Part> resources,

            @Described(
                    "What hangs on its resources or is under its path, and is none of them, such as credentials, or a policy that somebody attached.")
            List<Beside> beside,

            @Described("The versions of its policies that are not in force; ordinary changes leave some.")
            List<Version> otherVersions,

            @Described("The tenant's notebook instances.") List<NotebookRow> notebooks,
            @Described("Its endpoints.") List<Endpoint> endpoints,

            @Described("The names of its endpoint configurations.")
            List<String> endpointConfigs,

            @Described("The names of its models.") List<String> models,
            @Described("Its jobs that run or stop.") List<Job> jobs,

            @Described(
                    "The rights that the caller lacks, such as iam:ListAccessKeys; what they would show is missing here.")
            List<String> notRead) {}

    /** Something that hangs on one of the tenant's resources. */
    public record Beside(
            @Described(
                    "The type and name of the resource; empty for what hangs on none, such as a user under the tenant's path.")
            String on,

            @Described("Its type, such as 'access key'.") String type,

            @Described("Its name or identifier; never a secret.")
            String name) {}

    /** A version of one of the tenant's policies. */
    public record Version(
            @Described("The policy's name.") String policy,
            @Described("The version, such as v1.") String version) {}

    /** One of the tenant's endpoints. */
    public record Endpoint(
            @Described("Its name.") String name,
            @Described("SageMaker's status.") String status,

            @Described("What serves it; empty if SageMaker did not tell.")
            List<Variant> variants) {

        private String text() {
            return "endpoint %s is %s%s"
                    .formatted(
                            name, status, variants.stream().map(Variant::text).collect(Collectors.joining("")));
        }
    }

    /** What serves one variant of an endpoint. */
    public record Variant(
            @Described("Its name.") String name,

            @Described("The instance type; null if it is serverless.") @Nullable
            String instanceType,

            @Described("How many instances run; null if that is not known.") @Nullable
            Integer instances,

            @Described("The memory in MB of a serverless variant; null for instances.") @Nullable
            Integer serverlessMb) {

        private String text() {
            if (serverlessMb != null) {
                return ", serverless with %d MB".formatted(serverlessMb);
            }
            return (instances == null ? ", " : ", %d x ".formatted(instances)) + instanceType;
        }
    }

    /** One of the tenant's jobs. */
    public record Job(
            @Described("Its type, such as 'training job'.") String type,
            @Described("Its name.") String name,
            @Described("SageMaker's status.") String status) {}

    /** A setting that the tags have and the documents do not show. */
    public record Unproved(
            @Described("The setting's name, which is also its tag's key.")
            String setting,

            @Described("What the tags say.") String tags,
            @Described("What the documents show.") String documents,

            @Described("The create-tenant option that resolves it.")
            String option) {

        static Unproved of(UnprovedSetting setting) {
            return new Unproved(
                    setting.option().name(),
                    setting.tags(),
                    setting.documents(),
                    setting.option().option());
        }
    }

    /** One of the tenant's resources. */
    public record Part(
            @Described("The type of resource, such as 'IAM role'.")
            String type,

            @Described("Its name.") String name,

            @Described(
                    value = "One of these; the reason follows 'foreign: '.",
                    pattern = "^(as wanted|missing|drifted|older revision|no longer wanted|foreign: .*)$")
            String state,

            @Described("Its differences.") List<DifferenceWords> differences) {

        /**
         * The part that a change is about.
         *
         * @param older whether the documents have an older revision, which is no sign of tampering
         */
        public static Part of(Change change, boolean older) {
            return new Part(
                    change.resource().type(),
                    change.resource().name(),
                    state(change, older),
                    ChangeWords.differences(change.differences()));
        }

        private static String state(Change change, boolean older) {
            if (isOfOlderRevision(change, older)) {
                return "older revision";
            }
            if (change.observed() instanceof Observation.Foreign foreign) {
                return "foreign: " + foreign.reason();
            }
            if (!change.resource().isWanted()) {
                return "no longer wanted";
            }
            return switch (change.action()) {
                case CREATE -> "missing";
                case UPDATE, DEFER -> "drifted";
                case NONE, DELETE -> "as wanted";
            };
        }

        /** Whether it differs only because an older revision of this program made the documents. */
        public static boolean isOfOlderRevision(Change change, boolean older) {
            return older
                    && change.action() == Change.Action.UPDATE
                    && change.differences().stream().allMatch(Part::isOfRevision);
        }

        private static boolean isOfRevision(Difference difference) {
            return difference instanceof Difference.InDocument || difference instanceof Difference.RevisionChanged;
        }
    }

    @Override
    public void text(PrintWriter out) {
        Table facts = new Table()
                .row("tenant", tenant.tenant())
                .row("account", tenant.account())
                .row("home region", tenant.region())
                .row("administrator", tenant.administrator())
                .row(
                        "tags",
                        tenant.tags().isEmpty()
                                ? "none"
                                : tenant.tags().entrySet().stream()
                                        .map(Map.Entry::toString)
                                        .collect(Collectors.joining(", ")));
        tenant.settings().forEach((key, texts) -> facts.row(key.replace('-', ' '), String.join(", ", texts)));
        facts.row("state", state()).print(out, "");
        if (tenant.suspended()) {
            out.println(Suspended.sentence(tenant.tenant()));
        }
        unproved.forEach(setting -> out.println(setting.sentence(tenant.tenant() + Names.DELIMITER + "boundary")));
        out.println();
        Table table = new Table();
        for (Part part : tenant.resources()) {
            String title = part.type() + " " + part.name();
            boolean alone = tenant.beside().stream().noneMatch(one -> one.on().equals(title));
            table.row(title, alone ? part.state() : part.state() + ", more beside it");
            part.differences().forEach(difference -> table.row("  " + difference));
        }
        table.print(out, "");
        if (!tenant.beside().isEmpty() || !tenant.otherVersions().isEmpty()) {
            out.println();
            out.println("beside these:");
            tenant.beside().forEach(one -> out.printf("  %s %s%n", one.type(), one.name()));
            tenant.otherVersions()
                    .forEach(one -> out.printf("  other version %s of IAM policy %s%n", one.version(), one.policy()));
        }
        out.println();
        for (NotebookRow notebook : tenant.notebooks()) {
            out.printf(
                    "notebook instance %s is %s, %s%s%n",
                    notebook.name(),
                    notebook.status(),
                    notebook.instanceType(),
                    notebook.failureReason() == null ? "" : ": " + notebook.failureReason());
        }
        tenant.endpoints().forEach(endpoint -> out.println(endpoint.text()));
        tenant.endpointConfigs().forEach(name -> out.println("endpoint configuration " + name));
        tenant.models().forEach(name -> out.println("model " + name));
        tenant.jobs().forEach(job -> out.printf("%s %s is %s%n", job.type(), job.name(), job.status()));
        if (!tenant.notRead().isEmpty()) {
            out.printf("%nnot read, for these are missing: %s%n", String.join(", ", tenant.notRead()));
        }
    }

    private String state() {
        String made = tenant.complete()
                ? "complete, revision " + tenant.revision()
                        + (tenant.olderRevision() ? ", older; create-tenant upgrades it" : "")
                : "incomplete; create-tenant completes it";
        return made
                + (tenant.isProtected() ? "; protected against deletion" : "")
                + (tenant.suspended() ? "; suspended" : "");
    }

    @Override
    public Record json() {
        return tenant;
    }
}
