package dev.tenantadmin.policy.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The condition keys that AWS documents, with their types. Any other key is a typo or newer than this list. */
public final class ConditionKeys {
    private final Map<String, String> types = new HashMap<>();
    private final Map<Pattern, String> families = new LinkedHashMap<>();

    /** Reads the lists. */
    public ConditionKeys() {
        read("global-condition-keys.tsv");
        read("condition-keys.tsv");
    }

    private void read(String resource) {
        try (InputStream stream = Objects.requireNonNull(ConditionKeys.class.getResourceAsStream(resource));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int tab = line.indexOf('\t');
                if (tab > 0) {
                    add(line.substring(0, tab).toLowerCase(Locale.ROOT), line.substring(tab + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String key, String type) {
        if (key.contains("${")) {
            String any = Pattern.quote(key).replaceAll("\\$\\{[^}]*}", "\\\\E.+\\\\Q");
            families.put(Pattern.compile(any), type);
        } else {
            types.put(key, type);
        }
    }

    /** The type of a key, such as ArrayOfString, if AWS documents the key; its name ignores case. */
    public Optional<String> type(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        String type = types.get(name);
        return type != null
                ? Optional.of(type)
                : families.entrySet().stream()
                        .filter(family -> family.getKey().matcher(name).matches())
                        .map(Map.Entry::getValue)
                        .findFirst();
    }

    /** Whether a key is a list, so that a condition needs ForAnyValue or ForAllValues. */
    public boolean isList(String key) {
        return type(key).filter(type -> type.startsWith("ArrayOf")).isPresent();
    }
}
