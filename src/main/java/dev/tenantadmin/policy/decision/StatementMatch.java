package dev.tenantadmin.policy.decision;

import dev.tenantadmin.policy.language.Condition;
import dev.tenantadmin.policy.language.Glob;
import dev.tenantadmin.policy.language.Patterns;
import dev.tenantadmin.policy.language.Statement;
import dev.tenantadmin.policy.language.Variables;
import java.util.List;

/** Whether a statement applies to a request. */
final class StatementMatch {
    private StatementMatch() {}

    /** How the statement names the principal of the request; NONE if it does not apply to the request. */
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

    /** Whether the statement's Action or NotAction covers an action. */
    static boolean isAbout(Statement statement, String action) {
        Patterns actions = statement.actions();
        return actions.values().stream().anyMatch(pattern -> Glob.of(pattern).matchesIgnoringCase(action))
                != actions.negated();
    }

    /** A variable without a value makes the statement invalid, even in NotResource (IAM user guide, "policy variables"). */
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

    /** Checks conditions with unknown keys last: if another condition fails, they do not matter. */
    private static boolean meetsConditions(Statement statement, Request request, Variables variables) {
        List<Condition> unknown = statement.conditions().stream()
                .filter(condition -> ConditionMatch.gap(condition, request) != null)
                .toList();
        for (Condition condition : statement.conditions()) {
            if (!unknown.contains(condition) && !ConditionMatch.isMet(condition, request.context(), variables)) {
                return false;
            }
        }
        if (!unknown.isEmpty()) {
            String sid = statement.sid();
            throw new UndecidableException(ConditionMatch.gap(unknown.get(0), request) + " Statement "
                    + (sid == null ? "at line " + statement.start().line() : sid) + " needs it.");
        }
        return true;
    }
}
