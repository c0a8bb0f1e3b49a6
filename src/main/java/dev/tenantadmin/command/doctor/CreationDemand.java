package dev.tenantadmin.command.doctor;

import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.TenantSpec;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition key that some of {@code create-tenant}'s requests need a value of.
 *
 * @param values one of which it needs; any if there are none
 */
record CreationDemand(String key, List<String> values) implements Comparable<CreationDemand> {

    private static final Comparator<CreationDemand> ORDER =
            Comparator.comparing(CreationDemand::key).thenComparing(demand -> String.join(",", demand.values));

    CreationDemand {
        values = List.copyOf(values);
    }

    private boolean isTag() {
        return key.startsWith(CreationRequest.REQUEST_TAG);
    }

    private String tag() {
        return key.substring(CreationRequest.REQUEST_TAG.length());
    }

    private boolean isBoundary() {
        return key.equalsIgnoreCase(CreationRequest.BOUNDARY);
    }

    /** Whether an option meets it, rather than the way of calling. */
    boolean isOption() {
        return isTag() || isBoundary();
    }

    /** Whether the option is given, so with a value that does not do. */
    boolean isMissed(TenantSpec asked) {
        return isTag()
                ? asked.get(Options.TAGS).put().keySet().stream().anyMatch(tag()::equalsIgnoreCase)
                : isBoundary() && asked.get(Options.PERMISSIONS_BOUNDARY).isPresent();
    }

    /** The finding: {@code create-tenant has to be given --tag CostCenter=..., or iam:CreateRole is denied}. */
    String text(Collection<String> actions) {
        String these = String.join(", ", actions);
        String verb = actions.size() == 1 ? "is" : "are";
        String option = option();
        return option == null
                ? "%s %s allowed only where %s %s".formatted(these, verb, key, condition())
                : "create-tenant has to be given %s, or %s %s denied".formatted(option, these, verb);
    }

    /** The option with its value; null if none meets it. */
    private @Nullable String option() {
        String value = values.isEmpty() ? "..." : Printable.text(values.get(0));
        String others = values.size() < 2 ? "" : " (or " + alternatives(values.subList(1, values.size())) + ")";
        if (isTag()) {
            return "%s %s=%s%s".formatted(Options.TAGS.option(), Printable.text(tag()), value, others);
        }
        return isBoundary() ? "%s %s%s".formatted(Options.PERMISSIONS_BOUNDARY.option(), value, others) : null;
    }

    private String condition() {
        return values.isEmpty() ? "has a value" : "is " + alternatives(values);
    }

    private static String alternatives(List<String> values) {
        return String.join(" or ", values.stream().map(Printable::text).toList());
    }

    /** What to do about it. */
    String remedy() {
        return isOption()
                ? "give it to every create-tenant, or set it by a variable or in the config file"
                : "call create-tenant so that it holds";
    }

    @Override
    public int compareTo(CreationDemand other) {
        return ORDER.compare(this, other);
    }
}
