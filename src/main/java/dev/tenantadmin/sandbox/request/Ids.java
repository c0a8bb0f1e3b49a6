package dev.tenantadmin.sandbox.request;

import java.util.concurrent.ThreadLocalRandom;

/** Unique ids as AWS makes them. They need not be hard to guess: nothing here is secret. */
public final class Ids {
    /** How the access keys of sessions begin: they are told from an account's real ones also when a reset sandbox no longer knows them. */
    public static final String SESSION_KEY = "ASIASANDBOX";

    /** How the access keys of users begin. */
    public static final String USER_KEY = "AKIASANDBOX";

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Ids() {}

    /** A prefix with as many characters as make it this long. */
    public static String of(String prefix, int length) {
        StringBuilder id = new StringBuilder(prefix);
        while (id.length() < length) {
            id.append(ALPHABET.charAt(ThreadLocalRandom.current().nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** The id of an entity in IAM, such as AROA... for a role. */
    public static String entity(String prefix) {
        return of(prefix, 21);
    }
}
