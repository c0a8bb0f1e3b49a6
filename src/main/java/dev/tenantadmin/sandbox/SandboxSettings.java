package dev.tenantadmin.sandbox;

import java.time.Duration;
import java.util.Map;

/**
 * How the sandbox behaves where AWS's own behaviour varies.
 *
 * @param transition how long a notebook is Pending, Stopping, Updating or Deleting
 * @param assumeDelay SageMaker cannot assume a role younger than this
 * @param failures by instance type, the FailureReason with which its notebooks end in Failed instead of InService
 */
public record SandboxSettings(Duration transition, Duration assumeDelay, Map<String, String> failures) {
    public SandboxSettings {
        failures = Map.copyOf(failures);
    }

    /** Transitions of a second, and nothing goes wrong. */
    public static SandboxSettings defaults() {
        return new SandboxSettings(Duration.ofSeconds(1), Duration.ZERO, Map.of());
    }
}
