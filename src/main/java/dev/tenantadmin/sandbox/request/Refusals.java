package dev.tenantadmin.sandbox.request;

import dev.tenantadmin.sandbox.wire.AwsException;

/** The errors that operations answer with. */
public final class Refusals {
    private Refusals() {}

    /** What IAM answers when something is not there. */
    public static AwsException noSuchEntity(String message) {
        return new AwsException("NoSuchEntity", 404, message);
    }

    /** What IAM answers when a name is taken. */
    public static AwsException alreadyExists(String message) {
        return new AwsException("EntityAlreadyExists", 409, message);
    }

    /** What IAM answers when something is still in use. */
    public static AwsException deleteConflict(String message) {
        return new AwsException("DeleteConflict", 409, message);
    }

    /** What IAM answers when there would be too many. */
    public static AwsException limitExceeded(String message) {
        return new AwsException("LimitExceeded", 409, message);
    }

    /** What IAM and STS answer to a policy document that is none. */
    public static AwsException malformedDocument(String message) {
        return new AwsException("MalformedPolicyDocument", 400, message);
    }

    /** What IAM answers to a value that it does not take. */
    public static AwsException invalidInput(String message) {
        return new AwsException("InvalidInput", 400, message);
    }

    /** What IAM and STS answer to who may not do this. */
    public static AwsException accessDenied(String message) {
        return new AwsException("AccessDenied", 403, message);
    }

    /** A request that IAM or STS finds invalid. */
    public static AwsException invalid(String message) {
        return new AwsException("ValidationError", 400, message);
    }

    /** What SageMaker answers to nearly everything that it refuses. */
    public static AwsException validation(String message) {
        return new AwsException("ValidationException", 400, message);
    }
}
