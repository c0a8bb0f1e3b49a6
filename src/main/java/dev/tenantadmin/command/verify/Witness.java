package dev.tenantadmin.command.verify;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.policy.reason.Possibility;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request that policies allow. It is a question to the policies, not yet a call: whether a service takes it, they do not say. */
public record Witness(
        @Described("IAM's name of the action.") String action,

        @Described("The ARN of the resource, or * for an action without one.")
        String resource,

        @Described("The condition keys with their values.") SortedMap<String, List<String>> keys) {

    /** The request that was found; null if there is none or it is not known. */
    static @Nullable Witness in(Possibility found) {
        return found instanceof Possibility.Certain certain
                ? of(certain.witness())
                : found instanceof Possibility.Perhaps perhaps ? of(perhaps.witness()) : null;
    }

    static Witness of(Possibility.Question question) {
        return new Witness(question.action(), question.resource(), new TreeMap<>(question.keys()));
    }
}
