package dev.tenantadmin.aws.client;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Why AWS denied a call. Only the message says so, in the forms of the IAM user guide's "Troubleshoot access denied error messages"; other
 * messages are shown as they are.
 *
 * @param caller the ARN of the denied caller, or null if unknown
 * @param resource the resource of the action, or null if unknown
 * @param explicit whether a statement denies the action, so that allowing it does not help
 * @param policy the kind of policy that denies or does not allow, in AWS's words without an article; null if unknown
 */
public record Denial(
        @Nullable String caller,
        String action,
        @Nullable String resource,
        boolean explicit,
        @Nullable String policy) {

    private static final Pattern ACTION = Pattern.compile(
            "(?:User: (?<caller>arn:[^:]*:[^:]*:[^:]*:[^:]*:\\S+) is )?not authorized to perform: (?<action>[\\w-]+:\\w+)(?: on resource: (?<resource>\\S+))?");
    private static final String KINDS = "(?<policy>identity-based policy|resource-based policy|service control policy|"
            + "resource control policy|session policy|VPC endpoint policy|role trust policy|permissions boundary)\\b";
    private static final Pattern EXPLICIT =
            Pattern.compile(" with an explicit deny\\b(?: in (?:an?|the) " + KINDS + ")?");
    private static final Pattern IMPLICIT = Pattern.compile(" because no " + KINDS + " allows ");

    /** The denial, if the message names the action. */
    public static Optional<Denial> of(String message) {
        Matcher denied = ACTION.matcher(message);
        if (!denied.find()) {
            return Optional.empty();
        }
        Matcher explicit = EXPLICIT.matcher(message);
        boolean isExplicit = explicit.find(denied.end());
        Matcher implicit = IMPLICIT.matcher(message);
        return Optional.of(new Denial(
                denied.group("caller"),
                denied.group("action"),
                denied.group("resource"),
                isExplicit,
                isExplicit ? explicit.group("policy") : implicit.find(denied.end()) ? implicit.group("policy") : null));
    }

    /** The denial, if the call failed because of one. */
    public static Optional<Denial> of(RuntimeException thrown) {
        return thrown instanceof AwsServiceException e && AwsFailures.denied(e)
                ? of(AwsFailures.message(e))
                : Optional.empty();
    }

    /** Why the caller may not do the action: {@code iam:CreateUser is missing}. */
    String text() {
        if (explicit) {
            return "%s is denied explicitly by %s".formatted(action, policy == null ? "a policy" : article() + policy);
        }
        // Name a policy that is not the caller's own, because nobody would look there.
        return isLimit() ? "%s is missing in the %s".formatted(action, policy) : action + " is missing";
    }

    /** What to do about it. */
    public String remedy() {
        if (explicit) {
            return "change the %s that denies it: no other policy can allow it"
                    .formatted(policy == null ? "policy" : policy);
        }
        return isLimit() ? "allow %s in the %s".formatted(action, policy) : "allow " + action;
    }

    private boolean isLimit() {
        return policy != null && !policy.endsWith("-based policy") && !policy.startsWith("role");
    }

    private String article() {
        if (policy == null) {
            return "";
        }
        return policy.startsWith("role") ? "the " : policy.startsWith("i") ? "an " : "a ";
    }
}
