package dev.tenantadmin.command.apply;

import dev.tenantadmin.cli.output.JsonOutput;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Option;
import dev.tenantadmin.tenant.option.OptionType.Form;
import dev.tenantadmin.tenant.option.Options;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a file of tenants, YAML or JSON, and notes every error in its form. */
public final class TenantsFileReader {

    static final String NAME = "name";
    static final String DEFAULTS = "defaults";
    static final String TENANTS = "tenants";

    /** What export says in JSON, which has no comments; apply passes over it. */
    static final String NOTES = "notes";

    static final String SCHEMA_VERSION = "schemaVersion";
    static final Pattern SET_NAME = Pattern.compile("^[a-z0-9]+(-[a-z0-9]+)*$");
    static final int MAX_SET_NAME = 41;

    private final Problems problems = new Problems();

    private TenantsFileReader() {}

    /**
     * Reads all of it.
     *
     * @throws InvalidTenantsFileException if it is not YAML
     * @throws UncheckedIOException if it cannot be read
     */
    public static TenantsFile read(Reader file) {
        return new TenantsFileReader().file(Yaml.compose(file));
    }

    private TenantsFile file(Node root) {
        Map<String, Node> parts = problems.mapping(
                root, "the file", Stream.of(SCHEMA_VERSION, NOTES, TenantsFile.SET, DEFAULTS, TENANTS));
        requireVersion(parts.get(SCHEMA_VERSION));
        requireNotes(parts.get(NOTES));
        String set =
                parts.containsKey(TenantsFile.SET) ? set(Objects.requireNonNull(parts.get(TenantsFile.SET))) : null;
        Node common = parts.get(DEFAULTS);
        Map<Option<?>, Value> defaults =
                common == null ? Map.of() : fields(problems.mapping(common, "'defaults'", FileKeys.names()));
        List<Entry> tenants = new ArrayList<>();
        Node list = parts.get(TENANTS);
        if (list instanceof SequenceNode sequence) {
            sequence.getValue().forEach(node -> tenants.add(entry(node, defaults, set)));
        } else {
            problems.at(
                    list == null ? root : list,
                    list instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL)
                            ? "'tenants' is empty: give each tenant a line such as '- name: acme', or write 'tenants: []' for none"
                            : "'tenants' must be a list of tenants, each with a name");
        }
        requireDifferentNames(tenants);
        return new TenantsFile(set, tenants, problems.found());
    }

    private void requireVersion(@Nullable Node node) {
        String known = String.valueOf(JsonOutput.SCHEMA_VERSION);
        if (node != null && !known.equals(problems.scalar(node, Tag.INT, "'schemaVersion'", "a whole number"))) {
            problems.at(node, "'schemaVersion' must be " + known);
        }
    }

    private void requireNotes(@Nullable Node node) {
        if (node instanceof SequenceNode notes) {
            notes.getValue().forEach(note -> problems.text(note, "each of 'notes'"));
        } else if (node != null) {
            problems.at(node, "'notes' must be a list of texts");
        }
    }

    private @Nullable String set(Node node) {
        String text = problems.text(node, "'set'");
        if (text != null
                && (text.length() > MAX_SET_NAME || !SET_NAME.matcher(text).matches())) {
            problems.at(
                    node,
                    "set name '%s' must be lower-case letters and digits, joined by single hyphens, at most %d characters"
                            .formatted(Printable.text(text), MAX_SET_NAME));
        }
        return text;
    }

    private Entry entry(Node node, Map<Option<?>, Value> defaults, @Nullable String set) {
        Map<String, Node> keys =
                problems.mapping(node, "a tenant", Stream.concat(Stream.of(NAME, NOTES), FileKeys.names()));
        requireNotes(keys.get(NOTES));
        Map<Option<?>, Value> fields = new LinkedHashMap<>(defaults);
        Map<Option<?>, Value> own = fields(keys);
        own.forEach((field, value) -> fields.merge(
                field, value, (common, given) -> field.type().form() == Form.MAP ? given.over(common) : given));
        fields.forEach((field, value) -> requireNoSetTag(field, value));
        if (set != null) {
            Option<?> tags = Options.TAGS;
            Value mark = new Value(
                    Problems.line(node),
                    List.of(new Value.Item(Problems.line(node), TenantsFile.SET, TenantsFile.SET + "=" + set)));
            fields.merge(tags, mark, (given, added) -> added.over(given));
        }
        Set<Option<?>> inherited = new HashSet<>(defaults.keySet());
        inherited.removeAll(own.keySet());
        return new Entry(Problems.line(node), name(node, keys.get(NAME)), fields, inherited);
    }

    private void requireNoSetTag(Option<?> field, Value value) {
        if (field.type().form() == Form.MAP) {
            value.items().stream()
                    .filter(item -> item.key().equals(TenantsFile.SET))
                    .forEach(item -> problems.at(item.line(), "tag 'set' is reserved for the file's 'set'"));
        }
    }

    private String name(Node tenant, @Nullable Node node) {
        if (node == null) {
            if (tenant instanceof MappingNode) {
                problems.at(tenant, "a tenant needs a 'name'");
            }
            return Entry.NAMELESS;
        }
        String name = problems.text(node, "'name'");
        if (name == null) {
            return Entry.NAMELESS;
        }
        try {
            return new TenantName(name).value();
        } catch (IllegalArgumentException e) {
            problems.at(node, String.valueOf(e.getMessage()));
            return Entry.NAMELESS;
        }
    }

    private Map<Option<?>, Value> fields(Map<String, Node> keys) {
        Map<Option<?>, Value> fields = new LinkedHashMap<>();
        keys.forEach((key, node) -> FileKeys.named(key).ifPresent(field -> fields.put(field, value(field, node))));
        return fields;
    }

    private Value value(Option<?> field, Node node) {
        String what = "'%s'".formatted(field.key());
        List<Value.Item> items = new ArrayList<>();
        switch (field.type().form()) {
            case TEXT, FILE -> add(items, node, problems.text(node, what));
            case NUMBER -> add(items, node, problems.scalar(node, Tag.INT, what, "a whole number"));
            case FLAG -> add(items, node, problems.scalar(node, Tag.BOOL, what, "true or false"));
            case LIST, ESCAPED_LIST, TEXTS -> {
                if (node instanceof SequenceNode list) {
                    list.getValue().forEach(item -> add(items, item, listed(field, item, what)));
                } else {
                    problems.at(
                            node,
                            "%s must be a list, such as [%s]"
                                    .formatted(what, field.example().value()));
                }
            }
            case MAP -> {
                Map<String, Node> pairs = problems.mapping(node, what, Stream.empty());
                if (pairs.isEmpty()) {
                    add(items, node, Option.NONE);
                }
                pairs.forEach((key, item) -> {
                    String text = problems.anyScalar(item, "the value of '%s'".formatted(Printable.text(key)));
                    if (text != null) {
                        items.add(new Value.Item(Problems.line(item), key, key + "=" + text));
                    }
                });
            }
        }
        return new Value(Problems.line(node), items);
    }

    /** A text; without a comma if the command line would split it there. */
    private @Nullable String listed(Option<?> field, Node item, String what) {
        String text = problems.text(item, "each of %s".formatted(what));
        if (text != null && field.type().form() == Form.LIST && text.contains(",")) {
            problems.at(
                    item, "each of %s must be a single value: '%s' has a comma".formatted(what, Printable.text(text)));
            return null;
        }
        return text;
    }

    private static void add(List<Value.Item> items, Node node, @Nullable String text) {
        if (text != null) {
            items.add(new Value.Item(Problems.line(node), "", text));
        }
    }

    private void requireDifferentNames(List<Entry> tenants) {
        Map<String, Integer> seen = new HashMap<>();
        for (Entry tenant : tenants) {
            Integer before = tenant.nameless() ? null : seen.putIfAbsent(tenant.name(), tenant.line());
            if (before != null) {
                problems.at(tenant.line(), "tenant %s is already on line %d".formatted(tenant.name(), before));
            }
        }
    }
}
