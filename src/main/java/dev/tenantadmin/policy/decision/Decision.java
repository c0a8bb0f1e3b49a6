package dev.tenantadmin.policy.decision;

import dev.tenantadmin.policy.language.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the policies decide about a request, and why.
 *
 * @param outcome the answer
 * @param cause the type of policy that denies or that does not allow; null for an allowed request
 * @param matched the statements that decided: those that deny, else those that allow
 * @param allowedByBoundary whether the boundary by itself allows; null without a boundary
 */
public record Decision(
        Outcome outcome,
        @Nullable PolicyType cause,
        List<MatchedStatement> matched,
        @Nullable Boolean allowedByBoundary) {
    /** The possible answers. */
    public enum Outcome {
        ALLOWED("allowed"),
        EXPLICIT_DENY("explicitDeny"),
        IMPLICIT_DENY("implicitDeny");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        /** The policy simulator's word for it. */
        public String word() {
            return word;
        }
    }

    /** A matched statement and its policy. */
    public record MatchedStatement(PolicySource source, Statement statement) {}

    public Decision {
        matched = List.copyOf(matched);
    }

    /** Whether the request is allowed. */
    public boolean isAllowed() {
        return outcome == Outcome.ALLOWED;
    }

    /** Why not, as at the end of AWS's messages; empty for an allowed request. */
    public String reason(String action) {
        if (cause == null) {
            return "";
        }
        return outcome == Outcome.EXPLICIT_DENY
                ? " with an explicit deny in " + cause.wordsWithArticle()
                : " because no " + cause.words() + " allows the " + action + " action";
    }
}
