package dev.tenantadmin.command.doctor;

import dev.tenantadmin.cli.output.Described;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of an account for creating tenants.
 *
 * @param region the region that was checked, or null if there was none
 * @param room how many more tenants fit, or null if unknown
 */
public record DoctorResult(
        List<Finding> findings,
        @Nullable String region,
        @Nullable Room room) {

    /** A finding's severity. */
    public enum Level {
        OK,
        /** Something that {@code create-tenant} has to be given, or that has to hold when it is called. */
        CONDITION,
        WARNING,
        /** Would stop {@code create-tenant}. */
        PROBLEM
    }

    /** The result of one check. */
    public record Finding(
            @Described("What was checked.") String check,
            @Described("Its severity.") Level level,
            @Described("What was found.") String message,

            @Described("What to do about it; null if it is right.") @Nullable
            String remedy) {}

    public DoctorResult {
        findings = List.copyOf(findings);
    }

    /** Whether something would stop {@code create-tenant}. */
    public boolean stops() {
        return findings.stream().anyMatch(finding -> finding.level() == Level.PROBLEM);
    }

    /** The room for more tenants, by IAM's quotas. */
    public record Room(
            @Described("With a group and one user each.") int withUsers,
            @Described("Made with --no-users.") int withoutUsers,

            @Described("The quota that runs out first, by IAM's name.")
            String endsFirst,

            @Described("Each quota's use, such as '12 of 300'.")
            Map<String, String> quotas) {

        private static final Map<String, Integer> WITHOUT_USERS = Map.of("Policies", 2, "Roles", 2);
        private static final Map<String, Integer> WITH_USERS =
                Map.of("Policies", 2, "Roles", 2, "Groups", 1, "Users", 1);

        static Room of(Map<String, Integer> summary) {
            Map<String, Integer> with = room(summary, WITH_USERS);
            String first = with.entrySet().stream()
                    .min(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElseThrow();
            Map<String, String> quotas = new TreeMap<>();
            WITH_USERS
                    .keySet()
                    .forEach(kind -> quotas.put(
                            kind, "%d of %d".formatted(summary.getOrDefault(kind, 0), summary.get(kind + "Quota"))));
            return new Room(least(with), least(room(summary, WITHOUT_USERS)), first, quotas);
        }

        private static Map<String, Integer> room(Map<String, Integer> summary, Map<String, Integer> needs) {
            Map<String, Integer> room = new TreeMap<>();
            needs.forEach((kind, need) -> {
                Integer quota = summary.get(kind + "Quota");
                int left = quota == null ? 0 : quota - summary.getOrDefault(kind, 0);
                room.put(kind, Math.max(0, left) / need);
            });
            return room;
        }

        private static int least(Map<String, Integer> room) {
            return room.values().stream().mapToInt(Integer::intValue).min().orElse(0);
        }

        /** One sentence. */
        String text() {
            return "room for %d more tenants with users (%s run out first, %s in use), %d with --no-users"
                    .formatted(withUsers, endsFirst, quotas.get(endsFirst), withoutUsers);
        }
    }
}
