package dev.tenantadmin.aws.iam;

import dev.tenantadmin.tenant.document.Revocation.Whose;
import dev.tenantadmin.tenant.name.Names;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the access role's actual trust policy admits anybody whom the wanted one does not. */
public final class Withdrawal {

    private Withdrawal() {}

    /**
     * Whose sessions have to end when the wanted trust policy takes the place of the actual one; nobody's where it admits no fewer. Only who
     * is admitted counts, with the conditions that they have to meet: what else we keep out, as a newer revision does, withdraws nobody.
     */
    public static Optional<Whose> of(Names names, String actual, String wanted) {
        List<ReadTrust.Admission> kept = ReadTrust.admissions(wanted);
        boolean withdrawn = ReadTrust.admissions(actual).stream()
                .filter(admission -> !isUser(names, admission))
                .anyMatch(admission -> kept.stream().noneMatch(other -> other.covers(admission)));
        return withdrawn
                ? Optional.of(
                        denies(actual).containsAll(denies(wanted))
                                ? Whose.OtherPrincipals.of(names)
                                : new Whose.Everybody())
                : Optional.empty();
    }

    /** Also in the forms of older revisions. */
    private static boolean isUser(Names names, ReadTrust.Admission admission) {
        return admission.admitted().who().startsWith(names.userArnsBegin());
    }

    /** Without the deny that keeps all others from signing as the tenant's users, their sessions cannot be told from the users'. */
    private static Set<Object> denies(String document) {
        return ReadStatement.of(document).stream()
                .filter(statement -> !statement.allows())
                .map(statement -> PolicyComparison.normal(statement.json()))
                .collect(Collectors.toSet());
    }
}
