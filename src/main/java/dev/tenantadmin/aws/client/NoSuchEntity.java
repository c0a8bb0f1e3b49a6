package dev.tenantadmin.aws.client;

import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** IAM's answer for an entity that does not exist. */
public final class NoSuchEntity {
    private NoSuchEntity() {}

    /** Runs one deletion, which succeeds if the entity is already gone. Wrap each of several calls separately, so that the rest still run. */
    public static void passes(Runnable deletion) {
        try {
            deletion.run();
        } catch (NoSuchEntityException e) {
            // Already gone.
        }
    }

    public static boolean is(RuntimeException failure) {
        return failure instanceof NoSuchEntityException;
    }
}
