package dev.tenantadmin.command.verify.question;

import java.util.Locale;

/** The expected answer. */
public enum Expected {
    ALLOWED,
    DENIED;

    /** Whether the simulator's word for its decision, such as {@code implicitDeny}, is the expected answer. */
    public boolean met(String decision) {
        return this == ALLOWED
                ? decision.equals("allowed")
                : decision.equals("implicitDeny") || decision.equals("explicitDeny");
    }

    /** In lower case: {@code allowed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
