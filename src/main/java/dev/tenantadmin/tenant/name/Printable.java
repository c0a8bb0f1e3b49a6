package dev.tenantadmin.tenant.name;

/** Text from outside, made safe to print: a terminal must not act on what an account or an argument holds. */
public final class Printable {
    private Printable() {}

    /** The text with every control and format character replaced by a space. */
    public static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> safe.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c));
        return safe.toString();
    }
}
