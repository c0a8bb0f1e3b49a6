package dev.tenantadmin.aws.snapshot;

/** A file with an account lacks something. The message completes "cannot read an account from it: ...". */
final class IncompleteFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    IncompleteFileException(String message) {
        super(message);
    }
}
