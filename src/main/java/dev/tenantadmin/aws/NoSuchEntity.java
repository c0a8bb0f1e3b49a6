package dev.tenantadmin.aws;

import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** IAM's answer for what is not there. */
final class NoSuchEntity {
    private NoSuchEntity() {}

    /** Runs a deletion; to be gone already is what was wanted. */
    static void passes(Runnable deletion) {
        try {
            deletion.run();
        } catch (NoSuchEntityException e) {
            // Gone is what was wanted.
        }
    }

    static boolean is(RuntimeException failure) {
        return failure instanceof NoSuchEntityException;
    }
}
