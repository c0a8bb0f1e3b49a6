package dev.tenantadmin.tenant.option;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What happens at the start of the tenant's notebooks; see {@link SetupSpec}.
 *
 * @param idleStop null for never
 * @param onStart {@link OnStart#NONE} for none
 */
public record SetupOptions(@Nullable Duration idleStop, OnStart onStart) {

    public static final SetupOptions NONE = new SetupOptions(null, OnStart.NONE);

    /** These, but for what is asked. */
    public SetupOptions with(SetupSpec asked) {
        Duration idle = asked.idleStop() == null ? idleStop : asked.idleStop();
        return new SetupOptions(
                idle == null || idle.isZero() ? null : idle, asked.onStart() == null ? onStart : asked.onStart());
    }

    public boolean none() {
        return idleStop == null && onStart.equals(OnStart.NONE);
    }
}
