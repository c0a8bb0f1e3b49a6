package dev.tenantadmin.command.apply;

import dev.tenantadmin.tenant.name.Printable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML 1.2, of which JSON is a part, as nodes that know their lines. */
final class Yaml {

    /** Enough for some 100,000 tenants; the parser's own limit is meant for untrusted input. */
    private static final int MAX_CHARACTERS = 64 * 1024 * 1024;

    /** How long the texts of a list may be to stay on one line. */
    private static final int SHORT = 80;

    private Yaml() {}

    /**
     * @throws InvalidTenantsFileException if it is not YAML, or not a single document
     * @throws UncheckedIOException if it cannot be read
     */
    static Node compose(Reader file) {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(MAX_CHARACTERS).build();
        try {
            Node only = null;
            for (Node document : new Compose(settings).composeAllFromReader(file)) {
                if (only != null && !isEmpty(document)) {
                    throw invalid(
                            Problems.line(document),
                            "another document begins here: a file is one document, so put all tenants into one list of 'tenants', or each document into a file of its own");
                }
                only = only == null || isEmpty(only) ? document : only;
            }
            if (only == null || isEmpty(only)) {
                throw invalid(1, "the file is empty; it must have a list of 'tenants'");
            }
            return only;
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark()
                            .or(e::getContextMark)
                            .map(mark -> mark.getLine())
                            .orElse(0)
                    + 1;
            throw invalid(line, "this is neither YAML nor JSON: " + e.getProblem());
        } catch (YamlEngineException e) {
            if (e.getCause() instanceof IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            throw invalid(1, "this is neither YAML nor JSON: " + e.getMessage());
        } catch (StackOverflowError e) {
            // The parser recurses for every level, without a limit.
            throw invalid(1, "the file is nested too deeply");
        }
    }

    /** Nothing stands between its marks. */
    private static boolean isEmpty(Node document) {
        return document instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    /** The YAML of a map, a list or a text, number or flag; a short list stays on its line. */
    static String text(Object value) {
        DumpSettings settings = DumpSettings.builder().setSplitLines(false).build();
        return new Present(settings)
                .emitToString(new Serialize(settings).serializeOne(node(value)).iterator());
    }

    private static Node node(Object value) {
        if (value instanceof Map<?, ?> map) {
            return new MappingNode(
                    Tag.MAP,
                    map.entrySet().stream()
                            .map(entry -> new NodeTuple(node(entry.getKey()), node(entry.getValue())))
                            .toList(),
                    map.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }
        if (value instanceof List<?> list) {
            boolean isShort =
                    list.stream().allMatch(item -> item instanceof String text && text.length() <= SHORT / list.size());
            return new SequenceNode(
                    Tag.SEQ, list.stream().map(Yaml::node).toList(), isShort ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }
        return new ScalarNode(
                value instanceof Boolean ? Tag.BOOL : value instanceof Number ? Tag.INT : Tag.STR,
                String.valueOf(value),
                ScalarStyle.PLAIN);
    }

    private static InvalidTenantsFileException invalid(int line, String message) {
        return new InvalidTenantsFileException(List.of(new Problem(line, Printable.text(message))));
    }
}
