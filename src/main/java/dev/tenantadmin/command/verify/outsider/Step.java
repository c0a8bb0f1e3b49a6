package dev.tenantadmin.command.verify.outsider;

import dev.tenantadmin.policy.reason.Possibility.Question;
import java.util.List;

/**
 * A step from one principal to another, or to the same with more rights.
 *
 * @param who the ARN of who makes it
 * @param edge its kind
 * @param does what it does, with what it does it to: "assumes role deploy"
 * @param onto the ARN of who it then is
 * @param witness the requests that are allowed for it
 */
public record Step(String who, Edge edge, String does, String onto, List<Question> witness) {

    public Step {
        witness = List.copyOf(witness);
    }
}
