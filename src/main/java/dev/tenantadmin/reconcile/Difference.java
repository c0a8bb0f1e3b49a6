package dev.tenantadmin.reconcile;

/** One field that is not as wanted. */
public record Difference(String field, String actual, String wanted, Remedy remedy) {

    /** What it takes to mend a difference. */
    public enum Remedy {
        /** It can be changed as things stand. */
        UPDATE,
        /** It can be changed only while the resource is stopped, and nobody allowed a stop. */
        NEEDS_STOP,
        /** AWS never changes this field. */
        IMPOSSIBLE,
        /** What is wanted is not to be had any more, and has to be given again. */
        LOST
    }

    public static Difference of(String field, Object actual, Object wanted) {
        return new Difference(field, String.valueOf(actual), String.valueOf(wanted), Remedy.UPDATE);
    }

    public static Difference impossible(String field, Object actual, Object wanted) {
        return new Difference(field, String.valueOf(actual), String.valueOf(wanted), Remedy.IMPOSSIBLE);
    }

    public static Difference lost(String field, Object actual, Object wanted) {
        return new Difference(field, String.valueOf(actual), String.valueOf(wanted), Remedy.LOST);
    }

    public Difference needingStop() {
        return new Difference(field, actual, wanted, Remedy.NEEDS_STOP);
    }

    @Override
    public String toString() {
        return "%s: %s -> %s".formatted(field, actual, wanted);
    }
}
