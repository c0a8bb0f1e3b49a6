package dev.tenantadmin.policy.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What AWS can ask policies about some actions, after its service authorization reference: on which resources, and with which condition keys. An
 * action that is not here can be asked about anything.
 */
public final class KnownActions {
    private final List<Kind> kinds = new ArrayList<>();
    private final Map<String, Kind> byName = new HashMap<>();
    private final Set<String> restricted = new HashSet<>();
    private final Set<String> restrictedFamilies = new HashSet<>();

    /**
     * Actions that are asked about alike.
     *
     * @param names such as sagemaker:CreateModel
     * @param resources patterns of ARNs, of which no wildcard of the first five parts crosses a colon; {@code *} alone is the text for no resource
     * @param keys in lower case; one that ends in a slash or a colon stands for all that begin so
     */
    public record Kind(List<String> names, List<String> resources, Set<String> keys) {
        public Kind {
            names = List.copyOf(names);
            resources = List.copyOf(resources);
            keys = Set.copyOf(keys);
        }

        /** Whether it is about resources at all, which can bear tags. */
        public boolean hasResources() {
            return !resources.equals(List.of("*"));
        }
    }

    /** Reads the table. */
    public KnownActions() {
        try (InputStream stream = Objects.requireNonNull(KnownActions.class.getResourceAsStream("actions.tsv"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.startsWith("#")) {
                    add(line.split("\t", -1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String[] fields) {
        Set<String> keys = fields[2].isEmpty()
                ? Set.of()
                : Set.copyOf(List.of(fields[2].toLowerCase(Locale.ROOT).split(" ", -1)));
        Kind kind = new Kind(List.of(fields[0].split(" ", -1)), List.of(fields[1].split(" ", -1)), keys);
        kinds.add(kind);
        keys.forEach(key -> (isFamily(key) ? restrictedFamilies : restricted).add(key));
        kind.names().forEach(name -> byName.put(name.toLowerCase(Locale.ROOT), kind));
    }

    /** All kinds of actions. */
    public List<Kind> kinds() {
        return List.copyOf(kinds);
    }

    /** What an action is asked about; empty if the table does not have the action. Its name ignores case. */
    public Optional<Kind> kind(String action) {
        return Optional.ofNullable(byName.get(action.toLowerCase(Locale.ROOT)));
    }

    /**
     * Whether AWS can ask about an action of this kind with this condition key. A key that no action of the table has comes with any, such as
     * those of an identity provider, and so do all global keys but those of tags.
     *
     * @param key in lower case
     */
    public boolean isPossible(Kind kind, String key) {
        return key.startsWith("aws:resourcetag/")
                ? kind.hasResources()
                : isAmong(kind.keys(), key) || !(restricted.contains(key) || isAmong(restrictedFamilies, key));
    }

    private static boolean isFamily(String key) {
        return key.endsWith("/") || key.endsWith(":");
    }

    private static boolean isAmong(Set<String> keys, String key) {
        return keys.contains(key) || keys.stream().anyMatch(known -> isFamily(known) && key.startsWith(known));
    }
}
