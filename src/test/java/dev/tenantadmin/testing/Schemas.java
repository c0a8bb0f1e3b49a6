package dev.tenantadmin.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.OrgJsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The shipped schemas of JSON results, made strict: what a schema does not name must not be printed. */
public final class Schemas {

    public static final Path FOLDER = Path.of("src/main/dist/share/tenant-admin/schemas");

    private static final String ENDING = ".schema.json";
    private static final String ERROR = "error";

    /** Read once for all tests. */
    public static final Schemas SHIPPED = new Schemas();

    private final Map<String, Map<String, Object>> all = new TreeMap<>();
    private final Validator validator = new ValidatorFactory()
            .withJsonNodeFactory(new OrgJsonNode.Factory())
            .createValidator();

    private Schemas() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                assertThat(name).endsWith(ENDING);
                Map<String, Object> schema = JSON.std.mapFrom(Files.readString(file));
                all.put(name.replace(ENDING, ""), schema);
            }
            all.forEach((name, schema) -> validator.registerSchema(address(name), strict(schema)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI address(String name) {
        return URI.create("file:///schemas/" + name + ENDING);
    }

    /** The names of the schemas with what they say. */
    public Map<String, Map<String, Object>> all() {
        return all;
    }

    private static String strict(Map<String, Object> schema) {
        try {
            return JSON.std.asString(closed(JSON.std.mapFrom(JSON.std.asString(schema))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object closed(Object part) {
        if (part instanceof Map<?, ?> map) {
            Map<String, Object> closed = new TreeMap<>();
            map.forEach((key, value) -> closed.put(String.valueOf(key), closed(value)));
            if ("object".equals(map.get("type")) && map.containsKey("properties")) {
                closed.putIfAbsent("additionalProperties", false);
            }
            return closed;
        }
        return part instanceof Collection<?> list
                ? list.stream().map(Schemas::closed).toList()
                : part;
    }

    /** Holds what a command printed against its schema; whatever is no JSON of ours passes. */
    public void check(List<String> args, Ran ran) {
        // A schema may name it too.
        if (!args.contains("--print-schema")
                && ran.out().startsWith("{")
                && ran.out().contains("\"schemaVersion\"")) {
            String command = command(args).orElseThrow();
            // The one command with a result a line.
            (command.equals("apply") ? ran.out().lines() : Stream.of(ran.out()))
                    .forEach(document -> check(command, document));
        }
        int begin = ran.err().startsWith("{\n") ? 0 : ran.err().indexOf("\n{\n");
        if (begin >= 0) {
            check(ERROR, ran.err().substring(begin, ran.err().lastIndexOf('}') + 1));
        }
    }

    private Optional<String> command(List<String> args) {
        return args.contains("--version") || args.contains("-V")
                ? Optional.of("version")
                : all.keySet().stream()
                        .filter(name -> args.containsAll(
                                name.startsWith("sandbox-") ? List.of(name.split("-")) : List.of(name)))
                        .findFirst();
    }

    private void check(String name, String document) {
        Validator.Result result = validator.validate(address(name), document);
        assertThat(result.isValid())
                .withFailMessage(() -> "%s%s does not allow %s: %s"
                        .formatted(
                                name,
                                ENDING,
                                document,
                                result.getErrors().stream()
                                        .map(error -> error.getInstanceLocation() + " " + error.getError())
                                        .toList()))
                .isTrue();
    }
}
