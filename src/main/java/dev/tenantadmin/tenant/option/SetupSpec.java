package dev.tenantadmin.tenant.option;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about the start of the tenant's notebooks. Null means "leave as it is".
 *
 * @param idleStop after how long without activity a notebook stops itself; zero for never
 * @param onStart the organisation's script, or {@link OnStart#NONE}
 */
public record SetupSpec(
        @Nullable Duration idleStop, @Nullable OnStart onStart) {

    public static final SetupSpec AS_IT_IS = new SetupSpec(null, null);

    /** Twice as often as the notebook is looked at. */
    private static final Duration LEAST = Duration.ofMinutes(10);

    private static final Duration MOST = Duration.ofDays(7);

    /** @throws IllegalArgumentException for a time out of range */
    public SetupSpec {
        if (idleStop != null && !idleStop.isZero() && (idleStop.compareTo(LEAST) < 0 || idleStop.compareTo(MOST) > 0)) {
            throw new InvalidOptionException(
                    "the time of %s must be from 10 minutes to 7 days", List.of("--idle-stop"));
        }
    }
}
