package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import java.util.List;

/**
 * Something that somebody attached to a tenant's entity, as a list showed it moments ago. It is removed with that entity, unless it belongs
 * to somebody else: that is a conflict.
 */
public record SubordinateEntity(String type, String name, Observation observe, Runnable removal) implements Resource {

    /** One that is removed before its entity is deleted. */
    public static SubordinateEntity removable(String type, String name, Runnable removal) {
        return new SubordinateEntity(type, name, new Observation.Present(List.of()), removal);
    }

    /** One that tenant-admin must not remove. */
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
