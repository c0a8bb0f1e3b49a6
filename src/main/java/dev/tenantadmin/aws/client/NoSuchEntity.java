package dev.tenantadmin.aws.client;

import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** IAM's answer for what is not there. */
public final class NoSuchEntity {
    private NoSuchEntity() {}

    /** Runs one deletion; to be gone already is what was wanted. Of several calls each needs its own: the rest must still be made. */
    public static void passes(Runnable deletion) {
        try {
            deletion.run();
        } catch (NoSuchEntityException e) {
            // Gone is what was wanted.
        }
    }

    public static boolean is(RuntimeException failure) {
        return failure instanceof NoSuchEntityException;
    }
}
