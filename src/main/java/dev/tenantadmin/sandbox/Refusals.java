package dev.tenantadmin.sandbox;

import dev.tenantadmin.sandbox.wire.AwsException;

/** The errors that operations answer with. */
final class Refusals {
    private Refusals() {}

    static AwsException noSuchEntity(String message) {
        return new AwsException("NoSuchEntity", 404, message);
    }

    static AwsException alreadyExists(String message) {
        return new AwsException("EntityAlreadyExists", 409, message);
    }

    static AwsException deleteConflict(String message) {
        return new AwsException("DeleteConflict", 409, message);
    }

    static AwsException limitExceeded(String message) {
        return new AwsException("LimitExceeded", 409, message);
    }

    static AwsException malformedDocument(String message) {
        return new AwsException("MalformedPolicyDocument", 400, message);
    }

    static AwsException invalidInput(String message) {
        return new AwsException("InvalidInput", 400, message);
    }

    static AwsException accessDenied(String message) {
        return new AwsException("AccessDenied", 403, message);
    }

    /** A request that IAM or STS finds invalid. */
    static AwsException invalid(String message) {
        return new AwsException("ValidationError", 400, message);
    }

    /** What SageMaker answers to nearly everything that it refuses. */
    static AwsException validation(String message) {
        return new AwsException("ValidationException", 400, message);
    }
}
