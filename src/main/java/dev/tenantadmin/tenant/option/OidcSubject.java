package dev.tenantadmin.tenant.option;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The {@code sub} of an OIDC provider's tokens in a trust policy: a full text, or a prefix that ends with a star. If everyone can use the
 * issuer, the prefix must name the owner, so that strangers stay out.
 */
final class OidcSubject {

    /** How a subject begins with its owner, by the host of an issuer that everyone shares. */
    private static final Map<String, Owner> SHARED = Map.of(
            "token.actions.githubusercontent.com", new Owner("repo:OWNER/", "repo:[^:/]+/"),
            "gitlab.com", new Owner("project_path:GROUP/", "project_path:[^:/]+/"));

    private static final Owner ANY = new Owner("a whole segment", "[:/]*[^:/]+[:/]");

    private record Owner(String words, Pattern beginning) {
        Owner(String words, String beginning) {
            this(words, Pattern.compile("^" + beginning));
        }
    }

    private OidcSubject() {}

    /**
     * Checks that a subject matches only its owner's tokens.
     *
     * @param issuer the provider's address without its scheme
     * @throws IllegalArgumentException with what is wrong with it
     */
    static void check(String sub, String issuer) {
        if (sub.contains("?")) {
            throw new IllegalArgumentException("a sub takes no '?'");
        }
        int star = sub.indexOf('*');
        if (star < 0) {
            return;
        }
        String beginning = sub.substring(0, star);
        Owner owner = SHARED.getOrDefault(issuer.toLowerCase(Locale.ROOT).replaceFirst("/.*", ""), ANY);
        if (star < sub.length() - 1
                || !(beginning.endsWith(":") || beginning.endsWith("/"))
                || !owner.beginning.matcher(beginning).find()) {
            throw new IllegalArgumentException(
                    "the only '*' in a sub must come last, after ':' or '/', with %s before it".formatted(owner.words));
        }
    }
}
