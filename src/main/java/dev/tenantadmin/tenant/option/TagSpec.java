package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The changes to an organisation's own tags.
 *
 * @param put the tags to set; a key replaces an existing one that differs only in case
 * @param taken keys of tags to remove, in any case
 * @param others whether all other tags stay; else all but {@link Tags#SET} are removed
 */
public record TagSpec(Map<String, String> put, Set<String> taken, boolean others) {

    public static final TagSpec AS_IT_IS = new TagSpec(Map.of(), Set.of(), true);

    /** @throws IllegalArgumentException for an invalid tag, or one both set and removed */
    public TagSpec {
        put = Map.copyOf(put);
        taken = Set.copyOf(taken);
        Tags.check(put);
        Map<String, String> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        taken.forEach(key -> keys.put(key, ""));
        Tags.check(keys);
        put.keySet().stream().filter(keys::containsKey).findFirst().ifPresent(both -> {
            throw new IllegalArgumentException("tag '%s' is both given and removed".formatted(both));
        });
    }

    /**
     * Parses {@code KEY=VALUE}, {@code KEY-} to remove a tag, and {@link Option#NONE} to remove all others.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static TagSpec parse(List<String> texts) {
        Map<String, String> put = new TreeMap<>();
        Set<String> taken = new TreeSet<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 0 && text.endsWith("-") && text.length() > 1) {
                taken.add(text.substring(0, text.length() - 1));
            } else if (equals < 1 && !text.equals(Option.NONE)) {
                throw new IllegalArgumentException(
                        "tag '%s' is not of the form KEY=VALUE, or KEY- to remove it".formatted(Printable.text(text)));
            } else if (equals > 0 && put.put(text.substring(0, equals), text.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("tag key '%s' is given twice".formatted(text.substring(0, equals)));
            }
        }
        return new TagSpec(put, taken, !texts.contains(Option.NONE));
    }

    /** The opposite of {@link #parse}. */
    List<String> texts() {
        List<String> all = new ArrayList<>();
        new TreeMap<>(put).forEach((key, value) -> all.add(key + "=" + value));
        new TreeSet<>(taken).forEach(key -> all.add(key + "-"));
        if (!others) {
            all.add(Option.NONE);
        }
        return all;
    }

    /** Whether nothing changes. */
    public boolean asItIs() {
        return put.isEmpty() && taken.isEmpty() && others;
    }

    /** Returns these tags with the changes. */
    public Map<String, String> over(Map<String, String> before) {
        Map<String, String> all = new TreeMap<>(before);
        Set<String> unwanted = unwanted(before);
        all.keySet().removeAll(unwanted);
        all.putAll(put);
        return all;
    }

    /** The keys to remove everywhere: among the earlier ones, and those that an interrupted command began to remove. */
    public Set<String> unwanted(Map<String, String> before) {
        Set<String> taking = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        taking.addAll(taken);
        taking.addAll(put.keySet());
        Set<String> unwanted = new TreeSet<>(taken);
        before.keySet().stream()
                .filter(key -> taking.contains(key) || !(others || key.equals(Tags.SET)))
                .forEach(unwanted::add);
        unwanted.removeAll(put.keySet());
        return unwanted;
    }
}
