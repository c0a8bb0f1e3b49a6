package dev.tenantadmin.sandbox.request;

/**
 * How often a service can be called.
 *
 * @param perSecond the tokens added each second
 * @param burst the most tokens
 */
public record Rate(double perSecond, int burst) {
    public Rate {
        if (!(perSecond > 0 && perSecond <= 1e6) || burst < 1) {
            throw new IllegalArgumentException("a rate must be above 0, and its burst at least 1");
        }
    }

    /** Parses a rate such as 5, 0.5 or 5:20; by default the burst is one second's calls. */
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
