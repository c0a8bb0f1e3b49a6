package dev.tenantadmin.policy.decision;

import dev.tenantadmin.policy.language.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the policies say to a request, and why.
 *
 * @param outcome the answer
 * @param cause the type of policy that denies or that does not allow; null for an allowed request
 * @param matched the statements that decided: those that deny, else those that allow
 * @param allowedByBoundary whether the boundary allows, taken for itself; null without one
 */
public record Decision(
        Outcome outcome,
        @Nullable PolicyType cause,
        List<MatchedStatement> matched,
        @Nullable Boolean allowedByBoundary) {
    /** The answers. */
    public enum Outcome {
        ALLOWED("allowed"),
        EXPLICIT_DENY("explicitDeny"),
        IMPLICIT_DENY("implicitDeny");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        /** As the policy simulator says it. */
        public String word() {
            return word;
        }
    }

    /** A statement that matched, and the policy that has it. */
    public record MatchedStatement(PolicySource source, Statement statement) {}

    public Decision {
        matched = List.copyOf(matched);
    }

    /** Whether the request goes through. */
    public boolean isAllowed() {
        return outcome == Outcome.ALLOWED;
    }

    /** Why not, as AWS's messages end; empty for an allowed request. */
    public String reason(String action) {
        if (cause == null) {
            return "";
        }
        return outcome == Outcome.EXPLICIT_DENY
                ? " with an explicit deny in " + cause.wordsWithArticle()
                : " because no " + cause.words() + " allows the " + action + " action";
    }
}
