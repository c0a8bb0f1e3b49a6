package dev.tenantadmin.reconcile;

/**
 * One fact about the account: a role, a role's inline policy, an attachment, a membership. Never several, so that no crash between
 * two calls can lose one.
 */
public interface Resource {

    /** What kind of thing this is, in AWS's words: {@code IAM role}. */
    String type();

    /** Its name, unique among those of its type: {@code acme--access}. */
    String name();

    /** Reads the account; never writes. */
    Observation observe();

    /** Makes it. Called only after {@link #observe} found it absent. */
    void create();

    /** Brings every difference that {@code observed} names to what is wanted. */
    void update(Observation.Present observed);

    /** Deletes it and whatever hangs on it; success where it is already gone. */
    void delete();

    /**
     * Whether the failure of a write may only mean that something written moments ago is not visible everywhere yet. The engine
     * then tries again, but only if this run wrote something.
     */
    default boolean mayPass(RuntimeException failure) {
        return false;
    }

    /** Whether a creation failed because AWS says that the thing is there already. */
    default boolean isDuplicate(RuntimeException failure) {
        return false;
    }

    /** Whether it stands for all of them: the first that is made and the last that is deleted. */
    default boolean isAnchor() {
        return false;
    }

    /** Whether it is to be there. What is not is deleted by a creation too, once nothing uses it. */
    default boolean isWanted() {
        return true;
    }

    /** Its type and name: {@code IAM role acme--access}. */
    default String title() {
        return type() + " " + name();
    }
}
