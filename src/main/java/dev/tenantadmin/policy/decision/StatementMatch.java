package dev.tenantadmin.policy.decision;

import dev.tenantadmin.policy.language.Condition;
import dev.tenantadmin.policy.language.Glob;
import dev.tenantadmin.policy.language.Patterns;
import dev.tenantadmin.policy.language.Statement;
import dev.tenantadmin.policy.language.Variables;
import java.util.List;

/** Whether a statement holds for a request. */
final class StatementMatch {
    private StatementMatch() {}

    /** How the statement names the principal of the request; NONE where it does not hold for the request. */
    static PrincipalMatch of(Statement statement, Request request, boolean hasVariables) {
        Variables variables = hasVariables ? request::variable : Variables.NONE;
        if (!isAbout(statement, request.action()) || !matchesResource(statement, request.resource(), variables)) {
            return PrincipalMatch.NONE;
        }
        PrincipalMatch match = statement.principals() == null
                ? PrincipalMatch.PRINCIPAL
                : PrincipalMatch.of(statement.principals(), request.principal());
        return match != PrincipalMatch.NONE && meetsConditions(statement, request, variables)
                ? match
                : PrincipalMatch.NONE;
    }

    /** Whether the statement is about an action, in its effect or in its exception from it. */
    static boolean isAbout(Statement statement, String action) {
        Patterns actions = statement.actions();
        return actions.values().stream().anyMatch(pattern -> Glob.of(pattern).matchesIgnoringCase(action))
                != actions.negated();
    }

    /**
     * A variable without a value makes the statement invalid (IAM user guide, "policy variables"), NotResource or not.
     */
    private static boolean matchesResource(Statement statement, String resource, Variables variables) {
        Patterns resources = statement.resources();
        if (resources == null) {
            return true;
        }
        boolean any = false;
        for (String pattern : resources.values()) {
            Match match = ResourcePattern.match(pattern, resource, variables);
            if (match == Match.INVALID && resources.negated()) {
                return false;
            }
            any |= match == Match.YES;
        }
        return any != resources.negated();
    }

    /** Keys that cannot be told are asked for last: where another condition fails, they decide nothing. */
    private static boolean meetsConditions(Statement statement, Request request, Variables variables) {
        List<Condition> untold = statement.conditions().stream()
                .filter(condition -> ConditionMatch.gap(condition, request) != null)
                .toList();
        for (Condition condition : statement.conditions()) {
            if (!untold.contains(condition) && !ConditionMatch.isMet(condition, request.context(), variables)) {
                return false;
            }
        }
        if (!untold.isEmpty()) {
            String sid = statement.sid();
            throw new UndecidableException(ConditionMatch.gap(untold.get(0), request) + " Statement "
                    + (sid == null ? "at line " + statement.start().line() : sid) + " asks for it.");
        }
        return true;
    }
}
