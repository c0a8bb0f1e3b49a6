package dev.tenantadmin.tenant.option;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The {@code sub} of an OIDC provider's tokens as a trust policy compares it: a text, or the beginning of one that a star ends. Where the issuer
 * serves everybody, the beginning has to name whose tokens are meant, lest strangers come in.
 */
final class OidcSubject {

    /** What the beginning of a subject says of its owner, by the host of an issuer that everybody shares. */
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
     * Lets a subject pass that lets in no more than its owner's.
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
                    "the one '*' of a sub stands last, after ':' or '/', with %s before it".formatted(owner.words));
        }
    }
}
