package dev.tenantadmin.command.verify.question;

import dev.tenantadmin.policy.language.Arn;

/** A principal of a tenant to ask about. */
public record Subject(Tenancy tenant, Kind kind, String arn) {

    /** The kind of principal, which decides what it may do in its own tenant. */
    public enum Kind {
        USER("user"),
        ACCESS_ROLE("access role"),
        EXECUTION_ROLE("execution role"),
        /** It is under the tenant's path but none of the above, so it may do nothing. */
        STRANGER("principal that is not ours");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** For a person. */
        public String word() {
            return word;
        }
    }

    /** The name without the path. */
    public String name() {
        return Arn.name(arn);
    }

    /** What and who: {@code user acme--owner}. */
    public String title() {
        return kind.word() + " " + name();
    }
}
