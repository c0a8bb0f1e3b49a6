package dev.tenantadmin.command.verify.question;

/**
 * The simulator's answer.
 *
 * @param decision its word: allowed, implicitDeny or explicitDeny; {@link #NONE} if it did not answer
 * @param by the policies that decided, or why there is no answer; may be empty
 */
public record Answer(String decision, String by) {

    /** The decision if there was no answer. */
    public static final String NONE = "unanswered";

    /** The decision if the caller may not ask. */
    public static final String NOT_ASKED = "not asked";
}
