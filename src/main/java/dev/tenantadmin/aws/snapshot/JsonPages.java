package dev.tenantadmin.aws.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that says what stands in the file. Of a key that an object has twice JSON readers keep the last value: here that is an error, and policy
 * documents are left as text, so that who reads them sees all of them.
 */
final class JsonPages {

    private static final Set<String> DOCUMENTS = Set.of("AssumeRolePolicyDocument", "PolicyDocument", "Document");

    private JsonPages() {}

    /**
     * The objects of a file, one after the other or in lists.
     *
     * @throws IncompleteFileException if there is none, or a key stands twice in one object
     */
    static List<JsonPart> read(Reader in) throws IOException {
        List<JsonPart> pages = new ArrayList<>();
        try (JsonParser parser = JSON.std.createParser(in)) {
            while (parser.nextToken() != null) {
                Object value = value(parser);
                for (Object page : value instanceof List<?> list ? list : Collections.singletonList(value)) {
                    pages.add(new JsonPart("the file", page));
                }
            }
        }
        if (pages.isEmpty()) {
            throw new IncompleteFileException("it is empty");
        }
        return pages;
    }

    /** The value that begins at the current token. */
    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    private static List<@Nullable Object> list(JsonParser parser) throws IOException {
        List<@Nullable Object> all = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            all.add(value(parser));
        }
        return all;
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (all.containsKey(key)) {
                throw new IncompleteFileException("an object has %s twice (line %d)"
                        .formatted(key, parser.currentTokenLocation().getLineNr()));
            }
            boolean isDocument = parser.nextToken().isStructStart() && DOCUMENTS.contains(key);
            all.put(key, isDocument ? text(parser) : value(parser));
        }
        return all;
    }

    /** With keys that stand twice. */
    private static String text(JsonParser parser) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.std.getStreamingFactory().createGenerator(text)) {
            json.copyCurrentStructure(parser);
        }
        return text.toString();
    }
}
