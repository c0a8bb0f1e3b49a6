package dev.tenantadmin.aws.notebook;

import java.util.Arrays;

/**
 * The states of a notebook instance that this program knows, and what each means. SageMaker adds states (PendingMaintenance and InMaintenance
 * in 2026: src/site/markdown/design/aws-facts.md), and which calls those admit is not published: one that is not listed here is never taken for
 * stopped, gone or done.
 */
public enum NotebookState {
    PENDING("Pending"),
    IN_SERVICE("InService"),
    STOPPING("Stopping"),
    STOPPED("Stopped"),
    FAILED("Failed"),
    DELETING("Deleting"),
    UPDATING("Updating"),

    /** There is none of this name. */
    GONE("gone"),

    /** Any other state: only SageMaker knows what it means. */
    UNKNOWN("unknown");

    private final String status;

    NotebookState(String status) {
        this.status = status;
    }

    /** The state that SageMaker's word means. */
    public static NotebookState of(String status) {
        return Arrays.stream(values())
                .filter(state -> state != UNKNOWN && state.status.equals(status))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** SageMaker's word for it. */
    public String status() {
        return status;
    }

    /** Whether it runs, is about to, or may. */
    public boolean mayRun() {
        return switch (this) {
            case PENDING, IN_SERVICE, UNKNOWN -> true;
            case STOPPING, STOPPED, FAILED, DELETING, UPDATING, GONE -> false;
        };
    }

    /** Whether it is on the way to InService, Stopped or Failed, or may be; what somebody stops or deletes is left to them. */
    public boolean isSettling() {
        return switch (this) {
            case PENDING, UPDATING, UNKNOWN -> true;
            case IN_SERVICE, STOPPING, STOPPED, FAILED, DELETING, GONE -> false;
        };
    }

    /** Whether nothing of it runs, and nothing will before somebody starts it. */
    public boolean isDown() {
        return switch (this) {
            case STOPPED, FAILED, GONE -> true;
            case PENDING, IN_SERVICE, STOPPING, DELETING, UPDATING, UNKNOWN -> false;
        };
    }

    /** Whether it stays in this state, and has not failed. */
    public boolean isAtRest() {
        return switch (this) {
            case IN_SERVICE, STOPPED -> true;
            case PENDING, STOPPING, FAILED, DELETING, UPDATING, GONE, UNKNOWN -> false;
        };
    }
}
