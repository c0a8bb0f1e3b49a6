package dev.tenantadmin.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom a trust policy admits. Conditions but those on {@code aws:PrincipalArn} only narrow it, and are left out: it names rather more than fewer.
 *
 * @param admitted each of them
 */
record ReadTrust(List<Admitted> admitted) {

    private static final List<String> ASSUME =
            List.of("sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity");

    /**
     * Someone who is let in.
     *
     * @param type AWS, Service, Federated or CanonicalUser
     * @param who an ARN, a pattern of ARNs, or a service
     * @param needsPermission whether an identity policy has to allow it too, as where a whole account is trusted
     */
    record Admitted(String type, String who, boolean needsPermission) {

        /** For a person. */
        String title() {
            if (who.equals("*")) {
                return "anyone";
            }
            String everyone = who.replaceAll("arn:\\*:\\*::(\\d{12}):\\*", "every principal of account $1");
            return type.equals("AWS") ? everyone : who + " (" + type + ")";
        }

        boolean matches(String arn) {
            return type.equals("AWS") && ReadStatement.matches(who, arn);
        }
    }

    static ReadTrust of(String document) {
        return new ReadTrust(ReadStatement.of(document).stream()
                .filter(ReadStatement::allows)
                .filter(statement -> ASSUME.stream().anyMatch(statement::mayConcern))
                .flatMap(ReadTrust::admitted)
                .distinct()
                .toList());
    }

    private static Stream<Admitted> admitted(ReadStatement statement) {
        if (statement.hasNot("Principal")) {
            return Stream.of(new Admitted("AWS", "*", false));
        }
        List<String> arns =
                statement.compared("aws:PrincipalArn", "ArnLike", "ArnEquals", "StringLike", "StringEquals");
        List<Admitted> all = new ArrayList<>();
        statement.principals().forEach((type, names) -> {
            for (String name : names) {
                boolean wide = type.equals("AWS") && (name.equals("*") || account(name) != null);
                if (wide && !arns.isEmpty()) {
                    arns.forEach(arn -> all.add(new Admitted(type, arn, true)));
                } else if (wide && account(name) != null) {
                    all.add(new Admitted(type, "arn:*:*::" + account(name) + ":*", true));
                } else {
                    all.add(new Admitted(type, name, false));
                }
            }
        });
        return all.stream();
    }

    /** The account that a principal stands for as a whole, if it does. */
    private static @Nullable String account(String principal) {
        if (principal.matches("\\d{12}")) {
            return principal;
        }
        return principal.endsWith(":root") ? principal.split(":", -1)[4] : null;
    }
}
