package dev.tenantadmin.sandbox.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** JSON text as maps, lists and scalars. */
public final class Json {
    private Json() {}

    /** The object in a text; throws IOException for anything else. */
    public static Map<String, Object> read(String text) throws IOException {
        // For an array or scalar jackson-jr throws its own exception, but for empty text it returns null.
        Map<String, Object> object = text.isBlank() ? null : JSON.std.mapFrom(text);
        if (object == null) {
            throw new IOException("not a JSON object");
        }
        return object;
    }

    /** The object in a slice of UTF-8, read without a copy; throws IOException for anything else. */
    static Map<String, Object> read(byte[] bytes, int offset, int length) throws IOException {
        try (JsonParser parser = JSON.std.createParser(new ByteArrayInputStream(bytes, offset, length))) {
            Map<String, Object> object = JSON.std.mapFrom(parser);
            if (object == null) {
                throw new IOException("not a JSON object");
            }
            return object;
        }
    }

    /** One line of JSON. */
    public static String write(Map<String, ?> object) {
        try {
            return JSON.std.asString(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
