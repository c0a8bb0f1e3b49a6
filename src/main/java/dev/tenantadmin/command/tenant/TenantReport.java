package dev.tenantadmin.command.tenant;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One tenant as it is.
 *
 * @param revision of the documents it was last completed with; null for a half-made or half-deleted tenant
 * @param standing whether its documents are of this revision, and whether it is suspended
 * @param setup what happens at the start of its notebooks
 * @param unproved settings that stand in its tags alone
 * @param resources everything it consists of, with what would be done about it
 */
public record TenantReport(
        String tenant,
        String account,
        String region,
        @Nullable Integer revision,
        Standing standing,
        String administrator,
        Map<String, String> tags,
        Setup setup,
        List<UnprovedSetting> unproved,
        List<Change> resources,
        List<NotebookRow> notebooks)
        implements Report {

    /**
     * How a tenant stands.
     *
     * @param older whether an older program made its documents, which {@code create-tenant} upgrades
     * @param suspended whether access is blocked until it is resumed
     * @param isProtected whether delete-tenant refuses it
     */
    public record Standing(boolean older, boolean suspended, boolean isProtected) {}

    /**
     * What happens at the start of notebooks.
     *
     * @param idleStop after how long without activity they stop themselves, such as 2h; null for never
     * @param onStart the digest of the organisation's script, null for none
     */
    public record Setup(@Nullable String idleStop, @Nullable String onStart) {}

    @Override
    public void text(PrintWriter out) {
        Table facts = new Table()
                .row("tenant", tenant)
                .row("account", account)
                .row("home region", region)
                .row("administrator", administrator)
                .row(
                        "tags",
                        tags.isEmpty()
                                ? "none"
                                : tags.entrySet().stream()
                                        .map(Map.Entry::toString)
                                        .collect(Collectors.joining(", ")));
        if (setup.idleStop() != null) {
            facts.row("idle stop", "after " + setup.idleStop());
        }
        if (setup.onStart() != null) {
            facts.row("on start", "the organisation's script, sha256 " + setup.onStart());
        }
        facts.row("state", state()).print(out, "");
        if (standing.suspended()) {
            out.println(Suspended.sentence(tenant));
        }
        unproved.forEach(setting -> out.println(setting.sentence(tenant + Names.DELIMITER + "boundary")));
        out.println();
        Table table = new Table();
        for (Change change : resources) {
            table.row(change.resource().title(), state(change));
            change.differences().forEach(difference -> table.row("  " + DifferenceWords.of(difference)));
        }
        table.print(out, "");
        out.println();
        for (NotebookRow notebook : notebooks) {
            out.printf(
                    "notebook instance %s is %s, %s%s%n",
                    notebook.name(),
                    notebook.status(),
                    notebook.instanceType(),
                    notebook.failureReason() == null ? "" : ": " + notebook.failureReason());
        }
    }

    private boolean complete() {
        return revision != null
                && resources.stream()
                        .noneMatch(
                                c -> c.action() == Change.Action.CREATE || c.observed() instanceof Observation.Foreign);
    }

    private String state() {
        String made = complete()
                ? "complete, revision " + revision + (standing.older() ? ", older; create-tenant upgrades it" : "")
                : "incomplete; create-tenant completes it";
        return made
                + (standing.isProtected() ? "; protected against deletion" : "")
                + (standing.suspended() ? "; suspended" : "");
    }

    private static boolean isOfRevision(Difference difference) {
        return difference instanceof Difference.InDocument || difference instanceof Difference.RevisionChanged;
    }

    /** Documents of an older revision are no sign of tampering. */
    private String state(Change change) {
        if (standing.older()
                && change.action() == Change.Action.UPDATE
                && change.differences().stream().allMatch(TenantReport::isOfRevision)) {
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

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tenant", tenant);
        json.put("account", account);
        json.put("region", region);
        json.put("revision", revision);
        json.put("complete", complete());
        json.put("olderRevision", standing.older());
        json.put("suspended", standing.suspended());
        json.put("protected", standing.isProtected());
        json.put("administrator", administrator);
        json.put("tags", tags);
        json.put("idleStop", setup.idleStop());
        json.put("onStart", setup.onStart());
        json.put("unproved", unproved.stream().map(TenantReport::json).toList());
        json.put("resources", resources.stream().map(this::json).toList());
        json.put("notebooks", notebooks.stream().map(NotebookRow::json).toList());
        return json;
    }

    private static Map<String, Object> json(UnprovedSetting setting) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("setting", setting.option().name());
        json.put("tags", setting.tags());
        json.put("documents", setting.documents());
        json.put("option", setting.option().option());
        return json;
    }

    private Map<String, Object> json(Change change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", change.resource().type());
        json.put("name", change.resource().name());
        json.put("state", state(change));
        json.put("differences", ChangeReport.json(change.differences()));
        return json;
    }
}
