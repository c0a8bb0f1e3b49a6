package dev.tenantadmin.command.verify.question;

/**
 * What the simulator answered.
 *
 * @param decision its word: allowed, implicitDeny or explicitDeny; {@link #NONE} if it gave no answer
 * @param by the policies that decided, or why there is no answer; may be empty
 */
public record Answer(String decision, String by) {

    /** In place of a decision, where there was none. */
    public static final String NONE = "unanswered";
}
