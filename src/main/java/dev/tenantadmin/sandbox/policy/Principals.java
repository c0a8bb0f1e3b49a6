package dev.tenantadmin.sandbox.policy;

import java.util.List;
import java.util.Map;

/**
 * The Principal element.
 *
 * @param byKind the names of each kind, such as AWS or Service; everyone is the AWS principal {@code *}
 */
public record Principals(Map<String, List<String>> byKind) {
    public Principals {
        byKind = Map.copyOf(byKind);
    }

    Reach reach(Principal principal) {
        if (principal.kind() == Principal.Kind.SERVICE) {
            return named("Service").contains(principal.arn()) ? Reach.SELF : Reach.NOT;
        }
        if (principal.kind() == Principal.Kind.FEDERATED) {
            return named("Federated").contains(principal.arn()) || named("AWS").contains("*") ? Reach.SELF : Reach.NOT;
        }
        Reach widest = Reach.NOT;
        for (String name : named("AWS")) {
            Reach reach = reach(name, principal);
            widest = reach.compareTo(widest) > 0 ? reach : widest;
        }
        return widest;
    }

    private List<String> named(String kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    private static Reach reach(String name, Principal principal) {
        boolean isSession = principal.kind() == Principal.Kind.SESSION;
        if (name.equals(principal.arn()) || (!isSession && name.equals(principal.id()))) {
            return Reach.SELF;
        } else if (name.equals(principal.roleArn()) || (isSession && name.equals(principal.id()))) {
            return Reach.ROLE;
        } else if (name.equals("*")) {
            // Everyone is named; a session's boundary and session policy still limit it, as for its role.
            return isSession ? Reach.ROLE : Reach.SELF;
        }
        String account = name.matches("arn:[^:]+:iam::\\d{12}:root") ? name.split(":", 6)[4] : name;
        return account.equals(principal.account()) ? Reach.ACCOUNT : Reach.NOT;
    }
}
