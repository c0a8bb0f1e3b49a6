package dev.tenantadmin.reconcile;

import java.util.List;

/**
 * One fact about the account: a role, a role's inline policy, an attachment, a membership. Never several, so that a crash between two calls
 * cannot lose one.
 */
public interface Resource {

    /** What kind of thing this is, in AWS's words: {@code IAM role}. */
    String type();

    /** Its name, unique among those of its type: {@code acme--access}. */
    String name();

    /** Reads the account as it is now; never writes. */
    Observation observe();

    /** The same to make a plan, for which an earlier reading of the account is good enough. */
    default Observation observeForPlan() {
        return observe();
    }

    /** Creates it. Called only after {@link #observe} found it absent. */
    void create();

    /** Fixes every difference in {@code observed}. */
    void update(Observation.Present observed);

    /** Deletes it and everything attached to it; succeeds if it is already gone. */
    void delete();

    /** What else its deletion deletes, or did, and no plan names because a list of it would cost more calls than the deletion. */
    default List<Resource> alsoDeleted() {
        return List.of();
    }

    /**
     * Whether a failed write may only mean that an earlier write is not visible everywhere yet. The engine then retries, but only if this
     * run wrote something.
     */
    default boolean mayPass(RuntimeException failure) {
        return false;
    }

    /** Whether a creation failed because AWS says that the resource already exists. */
    default boolean isDuplicate(RuntimeException failure) {
        return false;
    }

    /** Whether it marks the whole tenant: created first and deleted last. */
    default boolean isAnchor() {
        return false;
    }

    /** Whether it should exist. A creation also deletes unwanted resources, once nothing uses them. */
    default boolean isWanted() {
        return true;
    }

    /** Its type and name: {@code IAM role acme--access}. */
    default String title() {
        return type() + " " + name();
    }
}
