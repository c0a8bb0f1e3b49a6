package dev.tenantadmin.tenant.permit;

import dev.tenantadmin.command.verify.question.Ask;
import dev.tenantadmin.command.verify.question.Expected;
import dev.tenantadmin.command.verify.question.Inquiry;
import dev.tenantadmin.command.verify.question.Questions;
import dev.tenantadmin.command.verify.question.Subject;
import dev.tenantadmin.command.verify.question.Tenancy;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.language.Condition;
import dev.tenantadmin.policy.language.ConditionOperator;
import dev.tenantadmin.policy.language.Quantifier;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.Option;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The page of the manual that says what each kind of principal may do and must be able to do. The options are given one after the other, each beside
 * those before it; what changes in the permit is what the option brings.
 */
record PermitPage(Names names, Settings plain) {

    private static final List<PrincipalKind> KINDS =
            List.of(PrincipalKind.USER, PrincipalKind.ACCESS_ROLE, PrincipalKind.EXECUTION_ROLE);

    private static final String ALWAYS = "always";

    /** The settings with an option and all before it. */
    private record Stage(String brings, Settings settings) {}

    private record Thing(String what, List<String> actions) {}

    private List<Stage> stages() {
        List<Stage> all = new ArrayList<>();
        Settings settings = plain;
        all.add(new Stage(ALWAYS, settings));
        for (Option<?> option : Options.ALL) {
            if (option.tag() != null) {
                settings = with(settings, option);
                all.add(new Stage("`--" + option.name() + "`", settings));
            }
        }
        return all;
    }

    private static <T> Settings with(Settings settings, Option<T> option) {
        String example = option.example().value();
        return example.equals(Option.NONE)
                ? settings
                : settings.with(option, option.type().parse().apply(List.of(example)));
    }

    private String user() {
        return names.prefix() + "alice";
    }

    private Map<Thing, List<Permission>> meant(PrincipalKind kind, Settings settings) {
        return new Permit(names, settings)
                .meant(kind, user()).stream()
                        .collect(Collectors.groupingBy(
                                one -> new Thing(one.what(), one.actions()), LinkedHashMap::new, Collectors.toList()));
    }

    /** A row of a table while it is made. */
    private static final class Row {
        private final Set<String> on = new LinkedHashSet<>();
        private final Set<String> when = new LinkedHashSet<>();
        private final Set<String> options = new LinkedHashSet<>();
    }

    private Map<Thing, Row> rows(PrincipalKind kind) {
        Map<Thing, Row> rows = new LinkedHashMap<>();
        Map<Thing, List<Permission>> before = Map.of();
        for (Stage stage : stages()) {
            Map<Thing, List<Permission>> now = meant(kind, stage.settings());
            for (Map.Entry<Thing, List<Permission>> entry : now.entrySet()) {
                add(
                        rows.computeIfAbsent(entry.getKey(), none -> new Row()),
                        stage,
                        before.getOrDefault(entry.getKey(), List.of()),
                        entry.getValue());
            }
            if (!now.keySet().containsAll(before.keySet())) {
                throw new IllegalStateException(
                        stage.brings() + " takes something away, for which the page has no words");
            }
            before = now;
        }
        return rows;
    }

    private static void add(Row row, Stage stage, List<Permission> before, List<Permission> now) {
        if (now.equals(before)) {
            return;
        }
        String with = stage.brings().equals(ALWAYS) || before.isEmpty() ? "" : "with " + stage.brings() + ": ";
        Set<String> more = new LinkedHashSet<>();
        now.forEach(one -> more.addAll(one.resources()));
        before.forEach(one -> more.removeAll(one.resources()));
        if (!more.isEmpty()) {
            row.on.add(with + code(more));
        }
        List<List<Condition>> added = IntStream.range(0, now.size())
                .mapToObj(i -> now.get(i).conditions().stream()
                        .filter(condition -> before.isEmpty()
                                || !before.get(Math.min(i, before.size() - 1))
                                        .conditions()
                                        .contains(condition))
                        .toList())
                .distinct()
                .toList();
        String when = added.stream()
                .filter(conditions -> !conditions.isEmpty())
                .map(PermitPage::words)
                .collect(Collectors.joining("; or "));
        if (!when.isEmpty()) {
            row.when.add(with + when);
        }
        row.options.add(stage.brings());
    }

    private static String words(List<Condition> conditions) {
        return conditions.stream().map(PermitPage::words).collect(Collectors.joining(" and "));
    }

    /** A condition, with its key. */
    static String words(Condition condition) {
        String key = "`" + condition.key() + "`";
        List<String> values = condition.values();
        if (condition.operator() == ConditionOperator.NULL) {
            return key + (values.equals(List.of("true")) ? " is absent" : " is there");
        }
        if (condition.operator() == ConditionOperator.STRING_LIKE && values.equals(List.of("*"))) {
            return key + " is there";
        }
        List<String> choices = new ArrayList<>();
        if (condition.ifExists()) {
            choices.add("absent");
        }
        if (values.contains("")) {
            choices.add("empty");
        }
        String comparison = comparison(condition);
        for (String value : values) {
            if (!value.isEmpty()) {
                choices.add(comparison + "`" + value + "`");
                comparison = "";
            }
        }
        return (condition.quantifier() == Quantifier.FOR_ALL ? "each " : "") + key + " is " + or(choices);
    }

    private static String or(List<String> choices) {
        int last = choices.size() - 1;
        return last < 1 ? choices.get(0) : String.join(", ", choices.subList(0, last)) + " or " + choices.get(last);
    }

    private static String comparison(Condition condition) {
        return switch (condition.operator()) {
            case STRING_EQUALS, ARN_EQUALS, BOOL, NUMERIC_EQUALS -> "";
            case STRING_NOT_EQUALS -> "not ";
            case STRING_LIKE, ARN_LIKE -> "like ";
            case IP_ADDRESS -> "in ";
            case NUMERIC_LESS_THAN_EQUALS -> "at most ";
            default ->
                throw new IllegalStateException(
                        "no words for " + condition.operator().word());
        };
    }

    /** What stands before the name of an action or of a resource is told once while it repeats. */
    private static String code(Collection<String> texts) {
        List<String> all = new ArrayList<>();
        String before = "";
        for (String text : texts) {
            String begin = Arn.parse(text)
                    .map(arn -> text.substring(0, text.length() - arn.resource().length()))
                    .orElseGet(() -> text.substring(0, text.indexOf(':') + 1));
            all.add("`" + (begin.equals(before) ? text.substring(begin.length()) : text) + "`");
            before = begin;
        }
        return String.join(", ", all);
    }

    /** What its work needs, by what it is done to and how. */
    private record Need(String thing, String how) {}

    private record Must(Need need, String action) {}

    private Map<Need, Map<String, List<String>>> musts(PrincipalKind kind) {
        Map<Need, Map<String, List<String>>> rows = new LinkedHashMap<>();
        Set<Must> before = new LinkedHashSet<>();
        for (Stage stage : stages()) {
            for (Must must : musts(kind, stage.settings())) {
                if (before.add(must)) {
                    rows.computeIfAbsent(must.need(), none -> new LinkedHashMap<>())
                            .computeIfAbsent(stage.brings(), none -> new ArrayList<>())
                            .add(must.action());
                }
            }
        }
        return rows;
    }

    private Set<Must> musts(PrincipalKind kind, Settings settings) {
        Tenancy tenancy = new Tenancy(
                names,
                settings,
                List.of(user()),
                List.of(names.prefix() + "main"),
                settings.get(Options.DATA_LOCATION));
        String arn = switch (kind) {
            case ACCESS_ROLE -> names.accessRoleArn();
            case EXECUTION_ROLE -> names.executionRoleArn();
            default -> names.home().iam("user" + names.path() + user());
        };
        Set<Must> all = new LinkedHashSet<>();
        for (Inquiry inquiry : Questions.about(new Subject(tenancy, kind, arn), List.of())) {
            for (Ask ask : inquiry.asks()) {
                if (ask.expected() == Expected.ALLOWED) {
                    all.add(new Must(
                            new Need(ask.target().thing(), inquiry.situation().name()), ask.action()));
                }
            }
        }
        return all;
    }

    /** What may be done in the tenant's own namespace, and is meant of nobody. */
    private Set<Permission> wider() {
        List<Stage> stages = stages();
        Settings most = stages.get(stages.size() - 1).settings();
        Permit permit = new Permit(names, most);
        Set<Thing> meant = new LinkedHashSet<>();
        KINDS.forEach(kind -> meant.addAll(meant(kind, most).keySet()));
        return KINDS.stream()
                .flatMap(kind -> permit.atHome(kind, user()).stream())
                .filter(one -> !meant.contains(new Thing(one.what(), one.actions())))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The page. */
    String markdown() {
        StringBuilder page = new StringBuilder();
        page.append("# What a tenant may do\n\n")
                .append(
                        "`verify` proves that the policies of an account allow a tenant's principals nothing but what stands here under *May*,")
                .append(
                        " and all that stands under *Must*. This page is made from the same lists; `PermitPageTest` writes it.\n\n")
                .append("The tenant is `")
                .append(names.tenant().value())
                .append("`, its home region `")
                .append(names.home().region())
                .append("`, a user of it `")
                .append(user())
                .append(
                        "`. An option is given with an example of a value, beside the options before it. All conditions of a row have to hold.")
                .append(" The service of an action and the beginning of an ARN are told once while they repeat.")
                .append(" Of a suspended tenant nobody may do anything.\n\n")
                .append(
                        "*Under the most favourable conditions*: the thing bears the tenant's tags, the request names its own model, its own role,")
                .append(" its own subnet and what the options ask for, and is signed with the own name.\n");
        for (PrincipalKind kind : KINDS) {
            String title = kind.word().substring(0, 1).toUpperCase(Locale.ROOT)
                    + kind.word().substring(1);
            page.append("\n## ")
                    .append(title)
                    .append("\n\n### May: ")
                    .append(kind.word())
                    .append("\n\n");
            table(page, List.of("what", "actions", "on", "when", "brought by"), mayRows(kind));
            page.append("\n### Must, for its work: ").append(kind.word()).append("\n\n");
            table(page, List.of("on", "actions", "how", "brought by"), mustRows(kind));
        }
        page.append(
                        "\n## Wider, and at home\n\nWhat `verify` tells as wider than meant, and not as a leak, because it is done to nobody else:")
                .append(
                        " what is allowed above without MFA, from any address, with any type of instance or for any time, what another")
                .append(" principal of the tenant may do, and\n\n");
        table(
                page,
                List.of("what", "actions", "on", "when"),
                wider().stream()
                        .map(one -> List.of(
                                one.what(), code(one.actions()), code(one.resources()), words(one.conditions()))));
        return page.toString();
    }

    private Stream<List<String>> mayRows(PrincipalKind kind) {
        return rows(kind).entrySet().stream()
                .map(entry -> List.of(
                        entry.getKey().what(),
                        code(entry.getKey().actions()),
                        String.join(", ", entry.getValue().on),
                        String.join("; ", entry.getValue().when),
                        entry.getValue().options.iterator().next()));
    }

    private Stream<List<String>> mustRows(PrincipalKind kind) {
        return musts(kind).entrySet().stream()
                .flatMap(entry -> entry.getValue().entrySet().stream()
                        .map(some -> List.of(
                                entry.getKey().thing(),
                                code(some.getValue()),
                                entry.getKey().how(),
                                some.getKey())));
    }

    private static void table(StringBuilder page, List<String> heads, Stream<List<String>> rows) {
        line(page, heads);
        page.append("|---".repeat(heads.size())).append("|\n");
        rows.forEach(row -> line(page, row));
    }

    private static void line(StringBuilder page, List<String> cells) {
        page.append("| ")
                .append(cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ")))
                .append(" |\n");
    }
}
