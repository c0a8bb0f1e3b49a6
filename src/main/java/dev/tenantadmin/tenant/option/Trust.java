package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.Printable;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A principal outside the tenant that can assume its access role, with the conditions that its kind needs.
 *
 * @param conditions {@code external-id} for an account, {@code aud} and {@code sub} for an OIDC provider; else none
 */
public record Trust(Kind kind, String arn, Map<String, String> conditions) implements Comparable<Trust> {

    /** The name of a trust in messages. */
    static final String WORDS = "trust";

    /** What is trusted. */
    public enum Kind {
        ROLE("iam::(?<account>\\d{12}):role/[!-+\\--~]*[\\w+=.@-]{1,64}", ""),
        /** Never let in. The message names the role's ARN, which can need a look into the account. */
        SESSION("sts::(?<account>\\d{12}):assumed-role/[\\w+=.@-]{1,64}/[\\w+=.@-]{2,64}", ""),
        /** Somebody else's whole account, which must prove whom it acts for. */
        ACCOUNT("iam::(?<account>\\d{12}):root", ExternalId.KEY),
        /** The provider decides whom its assertions let in. */
        SAML("iam::(?<account>\\d{12}):saml-provider/[\\w.-]{1,128}", ""),
        /** An issuer also vouches for strangers, so the subject must be given. */
        OIDC("iam::(?<account>\\d{12}):oidc-provider/[\\w.:/-]{1,255}", "aud sub");

        private final Pattern arn;
        private final String conditions;

        Kind(String resource, String conditions) {
            this.arn = Pattern.compile("arn:aws[a-z-]*:" + resource);
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
     * Parses {@code ARN[,key=value]...}; an external id takes all of the rest.
     *
     * @throws IllegalArgumentException if it is of no known kind, lacks a condition, lets in too many, or is under our own path
     */
    public static Trust of(String text) {
        int comma = text.indexOf(',');
        String arn = comma < 0 ? text : text.substring(0, comma);
        Kind kind = kind(arn);
        requireNotOurs(Options.TRUST, arn);
        Map<String, String> conditions = new TreeMap<>();
        String rest = text.substring(arn.length());
        while (!rest.isEmpty()) {
            String condition = firstCondition(rest.substring(1));
            rest = rest.substring(1 + condition.length());
            int equals = condition.indexOf('=');
            String key = equals < 0 ? condition : condition.substring(0, equals);
            String value = condition.substring(equals + 1);
            if (equals < 0 || !kind.conditions().contains(key) || conditions.put(key, value) != null) {
                throw new IllegalArgumentException(
                        "'%s' of trust '%s' is not understood: give %s".formatted(text(condition), text(arn), FORMS));
            }
            check(arn, key, value);
        }
        if (!conditions.keySet().equals(kind.conditions())) {
            throw new IllegalArgumentException("trust '%s' lacks %s: write %s"
                    .formatted(
                            text(arn),
                            kind.conditions().stream()
                                    .filter(key -> !conditions.containsKey(key))
                                    .collect(Collectors.joining(" and ")),
                            kind.conditions().stream()
                                    .map(key -> "%s=%s".formatted(key, conditions.getOrDefault(key, "...")))
                                    .map(Trust::text)
                                    .collect(Collectors.joining(",", text(arn) + ",", ""))));
        }
        return new Trust(kind, arn, conditions);
    }

    private static String firstCondition(String conditions) {
        int comma = conditions.startsWith(ExternalId.KEY + "=") ? -1 : conditions.indexOf(',');
        return comma < 0 ? conditions : conditions.substring(0, comma);
    }

    /** Refuses conditions that never match or match too much. */
    private static void check(String arn, String key, String value) {
        if (key.equals(ExternalId.KEY)) {
            ExternalId.of(value, arn);
            return;
        }
        if (value.isBlank()) {
            throw new IllegalArgumentException("%s of trust '%s' is empty: give %s".formatted(key, text(arn), FORMS));
        }
        try {
            if (value.contains("$") || (key.equals("aud") && (value.contains("*") || value.contains("?")))) {
                throw new IllegalArgumentException("it must not contain *, ? or $");
            }
            if (key.equals("sub")) {
                OidcSubject.check(value, issuer(arn));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'%s=%s' of trust '%s' would let in too many: %s"
                            .formatted(key, text(value), text(arn), e.getMessage()),
                    e);
        }
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
     * Refuses ARNs under a tenant's path: one tenant's principals must never get into another.
     *
     * @throws IllegalArgumentException for the ARN of a tenant's principal
     */
    static void requireNotOurs(Option<?> option, String arn) {
        if (arn.contains(Names.ROOT_PATH)) {
            throw new InvalidOptionException(
                    "%s '%s' is under the path of a tenant; tenants are never let in", option, text(arn));
        }
    }

    public String account() {
        Matcher matcher = kind.arn.matcher(arn);
        return matcher.matches() ? matcher.group("account") : "";
    }

    /** The issuer of an OIDC provider; its condition keys begin with it. */
    public String issuer() {
        return issuer(arn);
    }

    private static String issuer(String arn) {
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
