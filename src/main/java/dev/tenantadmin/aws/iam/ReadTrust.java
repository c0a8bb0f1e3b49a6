package dev.tenantadmin.aws.iam;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.language.Glob;
import dev.tenantadmin.policy.language.Principals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whom a trust policy admits. Conditions other than those on {@code aws:PrincipalArn} only restrict it and are left out: it names too many
 * rather than too few.
 *
 * @param admitted each of them
 */
public record ReadTrust(List<Admitted> admitted) {

    private static final List<String> ASSUME =
            List.of("sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity");

    /**
     * A principal that is admitted.
     *
     * @param type AWS, Service, Federated or CanonicalUser
     * @param who an ARN, a pattern of ARNs, or a service
     * @param needsPermission whether an identity policy must allow it too, as when a whole account is trusted
     */
    public record Admitted(String type, String who, boolean needsPermission) {

        /** For a person. */
        public String title() {
            if (who.equals("*")) {
                return "anyone";
            }
            if (!type.equals("AWS")) {
                return who + " (" + type + ")";
            }
            return Arn.parse(who)
                    .filter(arn -> arn.equals(everyone(arn.account())))
                    .map(arn -> "every principal of account " + arn.account())
                    .orElse(who);
        }

        public boolean matches(String arn) {
            return type.equals("AWS") && Glob.of(who).matches(arn);
        }
    }

    /**
     * A principal that is admitted if it meets the conditions.
     *
     * @param demanded from {@link ReadStatement#demanded}
     */
    record Admission(Admitted admitted, Set<String> demanded) {

        /** Whether this surely admits everyone whom the other admits. */
        boolean covers(Admission other) {
            return admitted.type.equals(other.admitted.type)
                    && (admitted.who.equals(other.admitted.who)
                            || (!isPattern(other.admitted.who) && admitted.matches(other.admitted.who)))
                    && other.demanded.containsAll(demanded);
        }

        private static boolean isPattern(String arn) {
            return arn.contains("*") || arn.contains("?");
        }
    }

    public static ReadTrust of(String document) {
        return new ReadTrust(admissions(document).stream()
                .map(Admission::admitted)
                .distinct()
                .toList());
    }

    /** Everyone whom the document admits, with the conditions. */
    static List<Admission> admissions(String document) {
        return ReadStatement.of(document).stream()
                .filter(ReadStatement::allows)
                .filter(statement -> ASSUME.stream().anyMatch(statement::mayConcern))
                .flatMap(
                        statement -> admitted(statement).map(admitted -> new Admission(admitted, statement.demanded())))
                .toList();
    }

    private static Stream<Admitted> admitted(ReadStatement statement) {
        if (statement.hasNot("Principal")) {
            return Stream.of(new Admitted("AWS", "*", false));
        }
        List<String> arns =
                statement.compared(ReadStatement.PRINCIPAL, "ArnLike", "ArnEquals", "StringLike", "StringEquals");
        List<Admitted> all = new ArrayList<>();
        statement.principals().forEach((type, names) -> {
            for (String name : names) {
                Optional<String> account = Principals.account(name);
                boolean wide = type.equals("AWS") && (name.equals("*") || account.isPresent());
                if (wide && !arns.isEmpty()) {
                    arns.forEach(arn -> all.add(new Admitted(type, arn, true)));
                } else if (wide && account.isPresent()) {
                    all.add(new Admitted(type, everyone(account.get()).toString(), true));
                } else {
                    all.add(new Admitted(type, name, false));
                }
            }
        });
        return all.stream();
    }

    /** Every principal of an account. */
    private static Arn everyone(String account) {
        return new Arn("*", "*", "", account, "*");
    }
}
