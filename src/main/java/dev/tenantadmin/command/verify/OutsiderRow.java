package dev.tenantadmin.command.verify;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.command.verify.outsider.Administration;
import dev.tenantadmin.command.verify.outsider.Harm;
import dev.tenantadmin.command.verify.outsider.Outsider;
import dev.tenantadmin.command.verify.outsider.ReachedTenant;
import dev.tenantadmin.command.verify.outsider.Step;
import dev.tenantadmin.command.verify.outsider.Verdict;
import dev.tenantadmin.command.verify.outsider.WayIn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One way by which somebody outside all tenants reaches some of them. */
public record OutsiderRow(
        @Described("Its ARN, a service, or a pattern of ARNs that a trust policy admits.")
        String principal,

        @Described("What it is.") Outsider.Kind kind,

        @Described("The way, by a stable name; null if what it can do cannot be judged.") @Nullable
        String way,

        @Described("The same in words.") String does,

        @Described("What the way is good for, the gravest first; null if it cannot be judged.") @Nullable
        Harm harm,

        @Described("Whether it can change every tenant: an administrator.")
        boolean administrator,

        @Described("The tenants that it reaches.") List<String> tenants,

        @Described("Whether that is certain.") boolean certain,

        @Described("What it depends on otherwise: condition keys, and documents that are not known.")
        List<String> dependsOn,

        @Described("The steps over other principals before that.")
        List<String> through,

        @Described("Whether the tenants' own options allow it.")
        boolean expected) {

    public OutsiderRow {
        tenants = List.copyOf(tenants);
        dependsOn = List.copyOf(dependsOn);
        through = List.copyOf(through);
    }

    /** The same for other tenants. */
    OutsiderRow of(List<String> others) {
        return new OutsiderRow(
                principal, kind, way, does, harm, administrator, others, certain, dependsOn, through, expected);
    }

    private record Key(WayIn way, boolean certain, List<String> dependsOn, List<String> through, boolean expected) {}

    /** The rows of one; what it does alike to several tenants is one row. */
    static Stream<OutsiderRow> of(Outsider outsider, List<String> everyone) {
        List<OutsiderRow> rows = new ArrayList<>();
        Administration administration = outsider.administration();
        if (administration != null) {
            WayIn first = administration.ways().get(0);
            Verdict verdict = administration.verdict();
            rows.add(new OutsiderRow(
                    outsider.who(),
                    outsider.kind(),
                    first.id(),
                    first.words() + (administration.ways().size() == 1 ? "" : " and more"),
                    first.harm(),
                    true,
                    everyone,
                    verdict.isCertain(),
                    List.copyOf(verdict.because()),
                    words(administration.path()),
                    outsider.expected()));
        }
        Map<Key, List<String>> alike = new LinkedHashMap<>();
        for (ReachedTenant reached : outsider.reached()) {
            Verdict verdict = reached.verdict();
            alike.computeIfAbsent(
                            new Key(
                                    reached.way(),
                                    verdict.isCertain(),
                                    List.copyOf(verdict.because()),
                                    words(reached.path()),
                                    reached.expected()),
                            none -> new ArrayList<>())
                    .add(reached.tenant().value());
        }
        alike.forEach((key, tenants) -> rows.add(new OutsiderRow(
                outsider.who(),
                outsider.kind(),
                key.way().id(),
                key.way().words(),
                key.way().harm(),
                false,
                tenants.stream().distinct().toList(),
                key.certain(),
                key.dependsOn(),
                key.through(),
                key.expected())));
        if (rows.isEmpty() && !outsider.unjudged().isEmpty()) {
            rows.add(new OutsiderRow(
                    outsider.who(),
                    outsider.kind(),
                    null,
                    "cannot be judged",
                    null,
                    false,
                    List.of(),
                    false,
                    List.copyOf(outsider.unjudged()),
                    List.of(),
                    outsider.expected()));
        }
        return rows.stream();
    }

    private static List<String> words(List<Step> path) {
        return path.stream().map(Step::does).toList();
    }

    /** What it depends on and over whom it goes, for a person; may be empty. */
    String condition() {
        List<String> parts = new ArrayList<>();
        if (!through.isEmpty()) {
            parts.add("after it " + String.join(", ", through));
        }
        if (!dependsOn.isEmpty()) {
            parts.add((way == null ? "not known: " : "perhaps: depends on ") + String.join(", ", dependsOn));
        }
        if (!certain && dependsOn.isEmpty()) {
            parts.add("perhaps: not decided");
        }
        if (expected) {
            parts.add("as its options say");
        }
        return String.join("; ", parts);
    }
}
