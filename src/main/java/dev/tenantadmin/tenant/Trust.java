package dev.tenantadmin.tenant;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A principal outside the tenant that may become its access role, with the conditions that its kind needs.
 *
 * @param conditions for an account its {@code external-id}, for an OIDC provider {@code aud} and {@code sub}; else none
 */
public record Trust(Kind kind, String arn, Map<String, String> conditions) implements Comparable<Trust> {

    /** What is trusted. */
    enum Kind {
        ROLE("role/(?<name>[!-+\\--~]*[\\w+=.@-]{1,64})", ""),
        /** A whole account of somebody else's, which has to prove for whom it comes. */
        ACCOUNT("root", "external-id"),
        /** Whom its assertion lets in, the provider decides. */
        SAML("saml-provider/(?<name>[\\w.-]{1,128})", ""),
        /** An issuer vouches for strangers too, so whom it speaks of has to be said. */
        OIDC("oidc-provider/(?<name>[\\w.:/-]{1,255})", "aud sub");

        private final Pattern arn;
        private final String conditions;

        Kind(String resource, String conditions) {
            this.arn = Pattern.compile("arn:aws[a-z-]*:iam::(?<account>\\d{12}):" + resource);
            this.conditions = conditions;
        }

        private Set<String> conditions() {
            return conditions.isEmpty() ? Set.of() : Set.of(conditions.split(" "));
        }
    }

    private static final String FORMS =
            "the ARN of a role, of an account's root with ,external-id=ID, of a SAML provider, "
                    + "or of an OIDC provider with ,aud=AUDIENCE,sub=SUBJECT";

    public Trust {
        conditions = Collections.unmodifiableMap(new TreeMap<>(conditions));
    }

    /**
     * Reads {@code ARN[,key=value]...}.
     *
     * @throws IllegalArgumentException if it is none of the kinds, lacks a condition, or stands under our own path
     */
    public static Trust of(String text) {
        String[] parts = text.split(",", -1);
        Kind kind = kind(parts[0]);
        requireNotOurs("--trust", parts[0]);
        Map<String, String> conditions = new TreeMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String key = equals < 0 ? parts[i] : parts[i].substring(0, equals);
            String value = equals < 0 ? "" : parts[i].substring(equals + 1);
            if (!kind.conditions().contains(key) || value.isBlank() || conditions.put(key, value) != null) {
                throw new IllegalArgumentException("'%s' of trust '%s' is not understood: give %s"
                        .formatted(text(parts[i]), text(parts[0]), FORMS));
            }
            boolean wild = value.contains("*") || value.contains("?");
            if (value.contains("$") || (wild && (!key.equals("sub") || value.matches("[*?:/]*")))) {
                throw new IllegalArgumentException(
                        "'%s' of trust '%s' would let in too many".formatted(text(parts[i]), text(parts[0])));
            }
        }
        if (!conditions.keySet().equals(kind.conditions())) {
            throw new IllegalArgumentException(
                    "trust '%s' lacks a condition: give %s".formatted(text(parts[0]), FORMS));
        }
        return new Trust(kind, parts[0], conditions);
    }

    private static Kind kind(String arn) {
        for (Kind kind : Kind.values()) {
            if (kind.arn.matcher(arn).matches() && arn.chars().noneMatch(c -> c == '*' || c == '?' || c == '$')) {
                return kind;
            }
        }
        throw new IllegalArgumentException("trust '%s' is not understood: give %s".formatted(text(arn), FORMS));
    }

    /**
     * Lets pass what is under nobody's tenant path: one tenant's principal must never come into another.
     *
     * @throws IllegalArgumentException for the ARN of a tenant's own
     */
    static void requireNotOurs(String option, String arn) {
        if (arn.contains(Names.ROOT_PATH)) {
            throw new InvalidOptionException(
                    "%s '%s' is under the path of a tenant, which is never let in", List.of(option), text(arn));
        }
    }

    String account() {
        Matcher matcher = kind.arn.matcher(arn);
        return matcher.matches() ? matcher.group("account") : "";
    }

    /** The issuer of an OIDC provider, with which its condition keys begin. */
    String issuer() {
        return arn.substring(arn.indexOf('/') + 1);
    }

    private static String text(String value) {
        return Printable.text(value);
    }

    @Override
    public int compareTo(Trust other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(arn);
        conditions.forEach(
                (key, value) -> text.append(',').append(key).append('=').append(value));
        return text.toString();
    }
}
