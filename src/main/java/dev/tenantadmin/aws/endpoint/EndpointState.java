package dev.tenantadmin.aws.endpoint;

import java.util.Arrays;

/** The states of an endpoint that this program knows, and what each means. */
public enum EndpointState {
    CREATING("Creating"),
    IN_SERVICE("InService"),
    UPDATING("Updating"),
    SYSTEM_UPDATING("SystemUpdating"),
    ROLLING_BACK("RollingBack"),
    UPDATE_ROLLBACK_FAILED("UpdateRollbackFailed"),
    OUT_OF_SERVICE("OutOfService"),
    FAILED("Failed"),
    DELETING("Deleting"),

    /** There is none of this name. */
    GONE("gone"),

    /** Any other state: only SageMaker knows what it means. */
    UNKNOWN("unknown");

    private final String status;

    EndpointState(String status) {
        this.status = status;
    }

    /** The state that SageMaker's word means. */
    public static EndpointState of(String status) {
        return Arrays.stream(values())
                .filter(state -> state != UNKNOWN && state.status.equals(status))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** SageMaker's word for it. */
    public String status() {
        return status;
    }

    /** Whether it serves, or is about to, so that callers would miss it. */
    public boolean isLive() {
        return switch (this) {
            case CREATING, IN_SERVICE, UPDATING, SYSTEM_UPDATING, ROLLING_BACK, UPDATE_ROLLBACK_FAILED -> true;
            case OUT_OF_SERVICE, FAILED, DELETING, GONE, UNKNOWN -> false;
        };
    }

    /** Whether it stays as it is until somebody changes it. SageMaker deletes and updates no other; an unknown state is waited for. */
    public boolean isSettled() {
        return switch (this) {
            case CREATING, UPDATING, SYSTEM_UPDATING, ROLLING_BACK, DELETING, UNKNOWN -> false;
            case IN_SERVICE, UPDATE_ROLLBACK_FAILED, OUT_OF_SERVICE, FAILED, GONE -> true;
        };
    }
}
