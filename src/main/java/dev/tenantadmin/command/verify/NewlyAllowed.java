package dev.tenantadmin.command.verify;

import dev.tenantadmin.cli.output.Described;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What documents allow that those of an older file did not. */
public record NewlyAllowed(
        @Described("The older file.") String file,

        @Described("What tenants' principals may newly do, by statement.")
        List<Addition> additions,

        @Described("The ids of the findings that the older file does not have, or not as far.")
        List<String> findings,

        @Described("The rows of outsiders that the older file does not have, or not for as many tenants.")
        List<OutsiderRow> outsiders) {

    /** What a statement newly allows a principal. */
    public record Addition(
            @Described(Described.TENANT) String tenant,

            @Described("What the principal is, and its name.")
            String principal,

            @Described("The policy that has the statement.") String policy,

            @Described("The statement's actions.") List<String> actions,

            @Described("Whether all of it is meant, by the tenant's options.")
            boolean meant,

            @Described("Whether it is certain that it is allowed and was not.")
            boolean certain,

            @Described("A request that is newly allowed; null if none was found within the budget.") @Nullable
            Witness witness) {

        public Addition {
            actions = List.copyOf(actions);
        }
    }

    public NewlyAllowed {
        additions = List.copyOf(additions);
        findings = List.copyOf(findings);
        outsiders = List.copyOf(outsiders);
    }

    /** Whether nothing is new that is not meant. */
    boolean isMeant() {
        return findings.isEmpty() && outsiders.stream().allMatch(OutsiderRow::expected);
    }
}
