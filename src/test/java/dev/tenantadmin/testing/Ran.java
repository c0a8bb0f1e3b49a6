package dev.tenantadmin.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a command did that is to be seen from outside. */
public record Ran(int exit, String out, String err) {

    public Ran done() {
        assertThat(exit).as(this::toString).isZero();
        return this;
    }

    /** One clear error, which says this, and no result. */
    public Ran refused(ExitCode code, String... says) {
        assertThat(exit).as(this::toString).isEqualTo(code.code());
        assertThat(out).isEmpty();
        assertThat(err.lines().filter(line -> line.startsWith("tenant-admin: ")))
                .as(this::toString)
                .singleElement()
                .asString()
                .contains(says);
        assertThat(err).doesNotContain("\tat ", "Exception", "null");
        return this;
    }

    /** The result as a program reads it. */
    public Map<String, Object> json() {
        return parsed(out);
    }

    /** The error as a program reads it. */
    public Map<?, ?> error() {
        assertThat(out).isEmpty();
        return (Map<?, ?>) Objects.requireNonNull(parsed(err).get("error"));
    }

    private static Map<String, Object> parsed(String text) {
        try {
            Map<String, Object> json = JSON.std.mapFrom(text);
            assertThat(json).containsEntry("schemaVersion", 1);
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** The objects of a list in the result. */
    public List<Map<String, Object>> list(String field) {
        return objects(json(), field);
    }

    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> objects(Map<String, Object> json, String field) {
        return (List<Map<String, Object>>) Objects.requireNonNull(json.get(field), field);
    }
}
