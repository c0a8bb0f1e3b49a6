package dev.tenantadmin.command.apply;

import dev.tenantadmin.cli.Suggestion;
import dev.tenantadmin.tenant.name.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads nodes as the expected types, and notes the line of each that has another. */
final class Problems {

    /** How keys begin that a file has for itself, for what it merges from or what other programs read. */
    static final String OWN = "x-";

    // What is merged into several tenants is read for each.
    private final Set<Problem> found = new LinkedHashSet<>();

    static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    void at(Node node, String message) {
        at(line(node), message);
    }

    void at(int line, String message) {
        found.add(new Problem(line, message));
    }

    List<Problem> found() {
        return List.copyOf(found);
    }

    /**
     * The values of a mapping by their keys, with those that it merges. No key may appear twice; if known keys are given, no other
     * is allowed, but for {@code x-*}, which are the person's own.
     */
    Map<String, Node> mapping(Node node, String what, Stream<String> known) {
        return mapping(node, what, known.toList(), Set.of());
    }

    private Map<String, Node> mapping(Node node, String what, List<String> names, Set<Node> within) {
        Map<String, Node> values = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            at(node, "%s must be a mapping of keys to values".formatted(what));
            return values;
        }
        List<Node> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (isMerge(tuple.getKeyNode())) {
                merged.addAll(
                        tuple.getValueNode() instanceof SequenceNode list
                                ? list.getValue()
                                : List.of(tuple.getValueNode()));
                continue;
            }
            String key = anyScalar(tuple.getKeyNode(), "a key");
            if (key == null) {
                continue;
            }
            if (!names.isEmpty() && key.startsWith(OWN)) {
                continue;
            }
            if (!names.isEmpty() && !names.contains(key)) {
                at(
                        tuple.getKeyNode(),
                        "unknown key '%s' in %s%s"
                                .formatted(Printable.text(key), what, Suggestion.of(key, names.stream())));
            } else if (values.putIfAbsent(key, tuple.getValueNode()) != null) {
                at(tuple.getKeyNode(), "key '%s' appears twice in %s".formatted(Printable.text(key), what));
            }
        }
        Set<Node> outer = new HashSet<>(within);
        outer.add(mapping);
        for (Node other : merged) {
            if (outer.contains(other)) {
                at(other, "%s merges itself with '<<'".formatted(what));
            } else {
                mapping(other, "what '<<' merges into " + what, names, outer).forEach(values::putIfAbsent);
            }
        }
        return values;
    }

    /** YAML's merge key; quoted it is a key as any other. */
    private static boolean isMerge(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && scalar.getValue().equals("<<");
    }

    /** A text; a number and the like must be quoted to be a text. */
    @Nullable
    String text(Node node, String what) {
        return scalar(node, Tag.STR, what, "a text");
    }

    /** The text of a scalar of that type. */
    @Nullable
    String scalar(Node node, Tag type, String what, String expected) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(type)) {
            return scalar.getValue();
        }
        boolean quotable = type.equals(Tag.STR)
                && node instanceof ScalarNode scalar
                && !scalar.getValue().isEmpty();
        at(
                node,
                "%s must be %s%s"
                        .formatted(
                                what,
                                expected,
                                quotable
                                        ? ": write '%s', with the quotes"
                                                .formatted(Printable.text(((ScalarNode) node).getValue()))
                                        : ""));
        return null;
    }

    /** A scalar of any type but null, as written. */
    @Nullable
    String anyScalar(Node node, String what) {
        if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return scalar.getValue();
        }
        at(node, "%s must be a text, a number, true or false".formatted(what));
        return null;
    }
}
