package dev.tenantadmin.sandbox.request;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sandbox's behaviour where AWS's varies.
 *
 * @param transition how long a notebook is Pending, Stopping, Updating or Deleting, a job runs, and creating an endpoint takes
 * @param assumeDelay SageMaker cannot assume a role younger than this
 * @param failures by instance type, the FailureReason of what needs that type and ends in Failed
 * @param staleReads how long after a write reads still return the old state
 * @param rates by signing name, how often a service can be called; with "-writes" at the end, only its writes
 * @param quotas limits that differ from a new account's, by their names in GetAccountSummary without "Quota"
 * @param faults the ordered faults
 * @param maintenance when notebooks are in a state that SageMaker sets by itself
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

    /** SageMaker's reason if it has no machines of a type. */
    public static final String NO_CAPACITY = "Unable to provision requested ML compute capacity due to"
            + " InsufficientInstanceCapacity error. Please retry using a different ML instance type or after some time.";

    /** The suffix of a service's name to limit only its writes. */
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

    /** Without stale reads, throttling or faults. */
    public SandboxSettings(Duration transition, Duration assumeDelay, Map<String, String> failures) {
        this(transition, assumeDelay, failures, Duration.ZERO, Map.of(), Map.of(), Faults.NONE, List.of());
    }

    /** Transitions take one second, and nothing fails. */
    public static SandboxSettings defaults() {
        return new SandboxSettings(Duration.ofSeconds(1), Duration.ZERO, Map.of());
    }

    /** Returns these settings with stale reads. */
    public SandboxSettings withStaleReads(Duration time) {
        return new SandboxSettings(transition, assumeDelay, failures, time, rates, quotas, faults, maintenance);
    }

    /** Returns these settings with rate limits. */
    public SandboxSettings withRates(Map<String, Rate> limits) {
        return new SandboxSettings(transition, assumeDelay, failures, staleReads, limits, quotas, faults, maintenance);
    }

    /** Returns these settings with other account limits. */
    public SandboxSettings withQuotas(Map<String, Integer> limits) {
        return new SandboxSettings(transition, assumeDelay, failures, staleReads, rates, limits, faults, maintenance);
    }

    /** Returns these settings with faults. */
    public SandboxSettings withFaults(Faults ordered) {
        return new SandboxSettings(transition, assumeDelay, failures, staleReads, rates, quotas, ordered, maintenance);
    }

    /** Returns these settings with maintenance times. */
    public SandboxSettings withMaintenance(List<Maintenance> times) {
        return new SandboxSettings(transition, assumeDelay, failures, staleReads, rates, quotas, faults, times);
    }
}
