package dev.tenantadmin.command.endpoint;

import dev.tenantadmin.cli.output.Described;
import java.util.List;

/** An endpoint that uses what is a tenant's without being that tenant's. */
public record ForeignEndpoint(
        @Described("The endpoint.") EndpointRow endpoint,
        @Described("What it uses.") List<Use> uses) {

    /** The kind of thing that is used. */
    @Described("The kind of thing.")
    public enum Kind {
        ROLE,
        MODEL
    }

    /** A role or model of a tenant. */
    public record Use(
            @Described("The tenant whose it is.") String tenant,
            Kind kind,
            @Described("Its name.") String name) {

        @Override
        public String toString() {
            return "%s %s".formatted(kind == Kind.ROLE ? "role" : "model", name);
        }
    }
}
