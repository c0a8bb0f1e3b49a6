package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import java.util.List;

/**
 * One thing that somebody hung on what is ours, as a list showed it moments ago. It goes with what it hangs on, unless it is another's
 * own: that is named, and in the way.
 */
public record SubordinateEntity(String type, String name, Observation observe, Runnable removal) implements Resource {

    /** What is taken away before the thing that it hangs on is deleted. */
    public static SubordinateEntity removable(String type, String name, Runnable removal) {
        return new SubordinateEntity(type, name, new Observation.Present(List.of()), removal);
    }

    /** What is not ours to take away. */
    static SubordinateEntity foreign(String type, String name, String reason) {
        return new SubordinateEntity(type, name, new Observation.Foreign(reason), () -> {});
    }

    @Override
    public void create() {
        throw new IllegalStateException("nobody wants " + title());
    }

    @Override
    public void update(Observation.Present observed) {
        throw new IllegalStateException("nobody wants " + title());
    }

    @Override
    public void delete() {
        NoSuchEntity.passes(removal);
    }
}
