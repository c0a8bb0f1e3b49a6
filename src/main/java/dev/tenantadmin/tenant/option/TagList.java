package dev.tenantadmin.tenant.option;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists stored in tags. A tag's value has at most 256 characters from a small set: other characters are written {@code =XX} as in
 * quoted-printable, values are joined by {@code ==}, and the rest continues in {@code key.2}, {@code key.3}. The first part that is not
 * full, even an empty one, is the last; an interrupted command can leave more behind it.
 */
public final class TagList {

    private static final int FULL = 256;
    private static final String BETWEEN = "==";
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:/+-@";

    private TagList() {}

    /** Adds the tags that store these values; none if there are no values. */
    public static void put(Map<String, String> tags, String key, List<String> values) {
        String text = values.stream().map(TagList::encoded).collect(Collectors.joining(BETWEEN));
        if (values.isEmpty()) {
            return;
        }
        for (int part = 0; part <= text.length() / FULL; part++) {
            tags.put(key(key, part), text.substring(part * FULL, Math.min(text.length(), (part + 1) * FULL)));
        }
    }

    /** The values that {@link #put} wrote. */
    public static List<String> get(Map<String, String> tags, String key) {
        StringBuilder text = new StringBuilder();
        String part = tags.get(key);
        for (int next = 1; part != null; next++) {
            text.append(part);
            part = part.length() < FULL ? null : tags.get(key(key, next));
        }
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.toString().split(BETWEEN))
                        .map(TagList::decoded)
                        .toList();
    }

    /** The key without a part's number. */
    static String whole(String key) {
        return key.replaceFirst("\\.\\d{1,2}$", "");
    }

    private static String key(String key, int part) {
        return part == 0 ? key : key + "." + (part + 1);
    }

    private static String encoded(String value) {
        StringBuilder text = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = PLAIN.indexOf(b) >= 0;
            text.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "=%02X", b));
        }
        return text.toString();
    }

    /** Text that is not a code stands for itself: somebody could have written the tag by hand. */
    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.substring(i).matches("(?s)=[0-9A-F]{2}.*")) {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
