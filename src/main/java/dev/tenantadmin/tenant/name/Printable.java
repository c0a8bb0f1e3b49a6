package dev.tenantadmin.tenant.name;

/** Makes text from outside safe to print: names in an account or arguments must not control the terminal. */
public final class Printable {
    private Printable() {}

    /** Replaces every control and format character with a space. */
    public static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> safe.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c));
        return safe.toString();
    }
}
