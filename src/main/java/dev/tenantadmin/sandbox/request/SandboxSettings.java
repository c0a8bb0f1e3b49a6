package dev.tenantadmin.sandbox.request;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the sandbox behaves where AWS's own behaviour varies.
 *
 * @param transition how long a notebook is Pending, Stopping, Updating or Deleting, a job runs, and an endpoint is made
 * @param assumeDelay SageMaker cannot assume a role younger than this
 * @param failures by instance type, the FailureReason with which what needs it ends in Failed
 * @param staleReads for so long after a write, reads answer from before it
 * @param rates by signing name, how often a service may be called; with "-writes" behind it, for its writes alone
 * @param quotas limits that differ from a new account's, by their names in GetAccountSummary without "Quota"
 * @param faults what goes wrong on order
 * @param maintenance when notebooks are in a state that SageMaker puts them into by itself
 */
public record SandboxSettings(
        Duration transition,
        Duration assumeDelay,
        Map<String, String> failures,
        Duration staleReads,
        Map<String, Rate> rates,
        Map<String, Integer> quotas,
        Faults faults,
        List<Maintenance> maintenance) {

    /** The reason that SageMaker gives when there are no machines of a type. */
    public static final String NO_CAPACITY = "Unable to provision requested ML compute capacity due to"
            + " InsufficientInstanceCapacity error. Please retry using a different ML instance type or after some time.";

    /** What stands behind the name of a service whose writes alone are limited. */
    public static final String WRITES = "-writes";

    private static final Set<String> SERVICES = Set.of("iam", "sts", "sagemaker");

    public SandboxSettings {
        failures = Map.copyOf(failures);
        rates = Map.copyOf(rates);
        quotas = Map.copyOf(quotas);
        maintenance = List.copyOf(maintenance);
        Quotas.of(quotas);
        for (String service : rates.keySet()) {
            String whole =
                    service.endsWith(WRITES) ? service.substring(0, service.length() - WRITES.length()) : service;
            if (!SERVICES.contains(whole)) {
                throw new IllegalArgumentException("there is no service '" + service
                        + "', only iam, sts and sagemaker, and the same with -writes behind");
            }
        }
    }

    /** Nothing is stale, throttled or ordered to go wrong. */
    public SandboxSettings(Duration transition, Duration assumeDelay, Map<String, String> failures) {
        this(transition, assumeDelay, failures, Duration.ZERO, Map.of(), Map.of(), Faults.NONE, List.of());
    }

    /** Transitions of a second, and nothing goes wrong. */
    public static SandboxSettings defaults() {
        return new SandboxSettings(Duration.ofSeconds(1), Duration.ZERO, Map.of());
    }

    /** These, with reads that answer for so long from before a write. */
    public SandboxSettings withStaleReads(Duration time) {
        return new SandboxSettings(transition, assumeDelay, failures, time, rates, quotas, faults, maintenance);
    }

    /** These, with limits on how often services may be called. */
    public SandboxSettings withRates(Map<String, Rate> limits) {
        return new SandboxSettings(transition, assumeDelay, failures, staleReads, limits, quotas, faults, maintenance);
    }

    /** These, with other limits of the account. */
    public SandboxSettings withQuotas(Map<String, Integer> limits) {
        return new SandboxSettings(transition, assumeDelay, failures, staleReads, rates, limits, faults, maintenance);
    }

    /** These, with faults. */
    public SandboxSettings withFaults(Faults ordered) {
        return new SandboxSettings(transition, assumeDelay, failures, staleReads, rates, quotas, ordered, maintenance);
    }

    /** These, with times of maintenance. */
    public SandboxSettings withMaintenance(List<Maintenance> times) {
        return new SandboxSettings(transition, assumeDelay, failures, staleReads, rates, quotas, faults, times);
    }
}
