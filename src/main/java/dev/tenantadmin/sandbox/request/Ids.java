package dev.tenantadmin.sandbox.request;

import java.util.concurrent.ThreadLocalRandom;

/** Unique ids in AWS's form. They may be easy to guess: nothing here is secret. */
public final class Ids {
    /** The prefix of sessions' access keys. It distinguishes them from an account's real keys even after a reset. */
    public static final String SESSION_KEY = "ASIASANDBOX";

    /** The prefix of users' access keys. */
    public static final String USER_KEY = "AKIASANDBOX";

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Ids() {}

    /** Appends random characters to a prefix up to this length. */
    public static String of(String prefix, int length) {
        StringBuilder id = new StringBuilder(prefix);
        while (id.length() < length) {
            id.append(ALPHABET.charAt(ThreadLocalRandom.current().nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** The id of an IAM entity, such as AROA... for a role. */
    public static String entity(String prefix) {
        return of(prefix, 21);
    }
}
