package dev.tenantadmin.cli.output;

import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Difference;
import java.util.List;

/** A {@link Change} in words: the resource, what was done, and the differences. */
public record ChangeWords(
        @Described("The type of resource, such as 'IAM role'.")
        String type,

        @Described("Its name.") String name,

        @Described("What was done, or would be with dryRun. Deferred: it needs a restart, so add --restart.")
        Change.Action result,

        @Described("Its differences.") List<DifferenceWords> differences) {

    /** The words for a change. */
    public static ChangeWords of(Change change) {
        return new ChangeWords(
                change.resource().type(), change.resource().name(), change.action(), differences(change.differences()));
    }

    /** The words for many. */
    public static List<ChangeWords> of(List<Change> changes) {
        return changes.stream().map(ChangeWords::of).toList();
    }

    /** The words for differences. */
    public static List<DifferenceWords> differences(List<Difference> differences) {
        return differences.stream().map(DifferenceWords::of).toList();
    }

    /** The changed resource: {@code IAM role acme--access}. */
    public String title() {
        return type + " " + name;
    }
}
