package dev.tenantadmin.sandbox.request;

import dev.tenantadmin.sandbox.wire.AwsException;

/** The errors of operations. */
public final class Refusals {
    private Refusals() {}

    /** IAM's error for a missing entity. */
    public static AwsException noSuchEntity(String message) {
        return new AwsException("NoSuchEntity", 404, message);
    }

    /** IAM's error for a taken name. */
    public static AwsException alreadyExists(String message) {
        return new AwsException("EntityAlreadyExists", 409, message);
    }

    /** IAM's error for deleting something still in use. */
    public static AwsException deleteConflict(String message) {
        return new AwsException("DeleteConflict", 409, message);
    }

    /** IAM's error for exceeding a limit. */
    public static AwsException limitExceeded(String message) {
        return new AwsException("LimitExceeded", 409, message);
    }

    /** IAM's and STS's error for an invalid policy document. */
    public static AwsException malformedDocument(String message) {
        return new AwsException("MalformedPolicyDocument", 400, message);
    }

    /** IAM's error for an invalid value. */
    public static AwsException invalidInput(String message) {
        return new AwsException("InvalidInput", 400, message);
    }

    /** IAM's and STS's error for a caller without permission. */
    public static AwsException accessDenied(String message) {
        return new AwsException("AccessDenied", 403, message);
    }

    /** IAM's and STS's error for an invalid request. */
    public static AwsException invalid(String message) {
        return new AwsException("ValidationError", 400, message);
    }

    /** SageMaker's error for nearly everything it refuses. */
    public static AwsException validation(String message) {
        return new AwsException("ValidationException", 400, message);
    }
}
