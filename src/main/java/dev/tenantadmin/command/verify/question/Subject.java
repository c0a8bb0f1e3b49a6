package dev.tenantadmin.command.verify.question;

import dev.tenantadmin.policy.language.Arn;

/** A principal of a tenant, about whom is asked. */
public record Subject(Tenancy tenant, Kind kind, String arn) {

    /** What it is, for what it may do at home depends on that. */
    public enum Kind {
        USER("user"),
        ACCESS_ROLE("access role"),
        EXECUTION_ROLE("execution role"),
        /** It stands under the tenant's path and is none of the above, so it may do nothing. */
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
