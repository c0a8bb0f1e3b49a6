package dev.tenantadmin.sandbox.request;

/**
 * How often a service may be called.
 *
 * @param perSecond tokens that come back in a second
 * @param burst the most tokens there can be
 */
public record Rate(double perSecond, int burst) {
    public Rate {
        if (!(perSecond > 0 && perSecond <= 1e6) || burst < 1) {
            throw new IllegalArgumentException("a rate is above 0, and its burst at least 1");
        }
    }

    /** Reads a rate such as 5, 0.5 or 5:20; the burst is otherwise one second's calls. */
    public static Rate parse(String text) {
        if (!text.matches("\\d{1,7}(\\.\\d{1,6})?(:\\d{1,7})?")) {
            throw new IllegalArgumentException("'" + text + "' is not a rate such as 5, 0.5 or 5:20");
        }
        String[] parts = text.split(":", -1);
        double perSecond = Double.parseDouble(parts[0]);
        return new Rate(
                perSecond, parts.length == 2 ? Integer.parseInt(parts[1]) : (int) Math.max(1, Math.ceil(perSecond)));
    }
}
