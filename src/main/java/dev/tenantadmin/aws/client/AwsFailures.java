package dev.tenantadmin.aws.client;

import dev.tenantadmin.aws.http.CallWatch;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.Printable;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.model.ConcurrentModificationException;
import software.amazon.awssdk.services.iam.model.EntityTemporarilyUnmodifiableException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** Turns what the SDK throws into readable failures, for all commands. */
public final class AwsFailures {

    private static final Pattern ASSUME_ROLE = Pattern.compile("assume role", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_THERE = Pattern.compile(
            "RecordNotFound|does not exist|Could not find|Requested resource not found", Pattern.CASE_INSENSITIVE);

    /** The start of the SDK's list of everything that it tried. */
    private static final String NO_CREDENTIALS = "Unable to load credentials from any of the providers";

    private static final Set<String> DENIED =
            Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthFailure");
    /** Characters of a message that a person reads on. */
    private static final int LONG = 500;

    private static final Set<String> BAD_CREDENTIALS = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "SignatureDoesNotMatch",
            "InvalidSignatureException",
            "IncompleteSignature",
            "InvalidAccessKeyId",
            // IAM Identity Center's code for a session that was ended there.
            "UnauthorizedException",
            "OptInRequired");
    private static final Set<String> LIMITS =
            Set.of("LimitExceeded", "ResourceLimitExceeded", "ServiceQuotaExceededException");
    private static final Set<String> CONFLICTS = Set.of("EntityAlreadyExists", "DeleteConflict");

    private AwsFailures() {}

    /** The readable failure; anything that is not a failure of AWS is a defect of tenant-admin. */
    public static Failure translate(RuntimeException thrown) {
        if (thrown instanceof Failure failure) {
            return failure;
        }
        if (thrown instanceof AwsServiceException refused) {
            return refused(refused);
        }
        if (thrown instanceof AbortedException) {
            return new Failure(Failure.Kind.INTERRUPTED, "interrupted", thrown);
        }
        if (thrown instanceof SdkException client) {
            return unsent(client);
        }
        return new Failure(Failure.Kind.DEFECT, "a defect in tenant-admin: " + thrown, thrown);
    }

    /** Whether two writes met at one entity, which the SDK does not retry; both errors have status 409. */
    static boolean passesSoon(Throwable thrown) {
        return thrown instanceof ConcurrentModificationException
                || thrown instanceof EntityTemporarilyUnmodifiableException;
    }

    /** Whether SageMaker rejects a request as invalid; it has one error code for that. */
    public static boolean invalid(SageMakerException e) {
        return "ValidationException".equals(code(e));
    }

    /** Whether SageMaker says that the named resource does not exist; it has one error code for everything. */
    public static boolean notThere(SageMakerException e) {
        return NOT_THERE.matcher(message(e)).find();
    }

    /** What a call to SageMaker tells; empty if what it is about does not exist, or has gone since it was listed or described. */
    public static <T> Optional<T> ifThere(Supplier<? extends T> call) {
        try {
            return Optional.of(call.get());
        } catch (SageMakerException e) {
            if (notThere(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether SageMaker could not assume a role; it cannot assume a new one for ten seconds or more. */
    public static boolean cannotAssumeRole(@Nullable String message) {
        return message != null && ASSUME_ROLE.matcher(message).find();
    }

    /** Whether the caller lacks the right. */
    public static boolean denied(AwsServiceException e) {
        String code = code(e);
        return code != null && DENIED.contains(code);
    }

    /** Whether a permissions boundary denies it explicitly. */
    static boolean deniedByBoundary(AwsServiceException e) {
        return denied(e) && message(e).contains("with an explicit deny in a permissions boundary");
    }

    /** Whether AWS refuses the request itself, not because of the caller's credentials, a limit or the moment. */
    public static boolean refusesWhatIsAsked(RuntimeException thrown) {
        return thrown instanceof AwsServiceException e
                && code(e) != null
                && !BAD_CREDENTIALS.contains(code(e))
                && !LIMITS.contains(code(e))
                && !CONFLICTS.contains(code(e))
                && !cannotAssumeRole(message(e))
                && !passesSoon(e)
                && !e.isThrottlingException()
                && e.statusCode() < 500;
    }

    /** AWS's error code; null if the answer did not come from AWS. */
    private static @Nullable String code(AwsServiceException e) {
        return e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    }

    /** Whether the service accepts no call from this caller: IAM accepts none from a user's session that began without MFA. */
    static boolean refusesCaller(AwsServiceException e) {
        return BAD_CREDENTIALS.contains(String.valueOf(code(e)));
    }

    /** The failure's message: AWS's own words if AWS refused. */
    public static String said(RuntimeException e) {
        return e instanceof AwsServiceException refused ? message(refused) : String.valueOf(e.getMessage());
    }

    public static String message(AwsServiceException e) {
        String message = e.awsErrorDetails() == null
                ? e.getMessage()
                : e.awsErrorDetails().errorMessage();
        return message == null ? "" : message;
    }

    /** Whether the answer came from something other than AWS, or from an emulator without the operation. */
    public static boolean wordless(AwsServiceException e) {
        return code(e) == null;
    }

    private static Failure refused(AwsServiceException e) {
        String code = code(e);
        if (code == null) {
            return of(
                    Failure.Kind.REFUSED,
                    "cannot reach AWS, or it did not answer: got HTTP %d without an AWS error code"
                            .formatted(e.statusCode()),
                    true,
                    e);
        }
        String message = message(e).isEmpty() ? "no reason given" : Printable.text(message(e));
        if (denied(e)) {
            return of(Failure.Kind.REFUSED, denial(message), false, e);
        }
        if (BAD_CREDENTIALS.contains(code)) {
            return of(
                    Failure.Kind.CREDENTIALS,
                    "AWS does not accept the credentials (%s): %s".formatted(code, message),
                    false,
                    e);
        }
        if (LIMITS.contains(code)) {
            return of(Failure.Kind.REFUSED, "the account has reached a limit: " + message, false, e);
        }
        if (CONFLICTS.contains(code)) {
            return of(Failure.Kind.CONFLICT, message, false, e);
        }
        if (cannotAssumeRole(message)) {
            return of(
                    Failure.Kind.REFUSED,
                    message + " Either the role is so new that SageMaker cannot assume it yet, or its trust policy was"
                            + " changed.",
                    true,
                    e);
        }
        boolean passes = e.isThrottlingException() || e.statusCode() >= 500;
        return of(Failure.Kind.REFUSED, "AWS refused (%s): %s".formatted(code, brief(message)), passes, e);
    }

    /** SageMaker lists all 200 instance types where it does not know one. */
    private static String brief(String message) {
        return message.length() <= LONG ? message : message.substring(0, LONG) + "... (--verbose shows all of it)";
    }

    /**
     * A denial under a tenant's role for a caller who does not belong to the tenant: gives AWS's reasons instead of advising to ask an
     * administrator, which the caller may be.
     */
    public static RuntimeException onBehalf(AwsServiceException e) {
        String message = Printable.text(message(e));
        if (!denied(e)) {
            return e;
        }
        // The role's own policy denies a session that begins too soon after a withdrawal.
        String hint = Denial.of(message)
                        .filter(denial -> denial.explicit() && "identity-based policy".equals(denial.policy()))
                        .isPresent()
                ? "; if the tenant lost a trust or an administrator within the last minute, wait a minute and run the command again"
                : "";
        return of(Failure.Kind.REFUSED, denial(message, Optional.empty()) + hint, false, e);
    }

    /** For callers of a tenant, names whom to ask instead of AWS's reasons: only an administrator can act on those. */
    private static String denial(String message) {
        return denial(message, Denial.of(message).flatMap(AwsFailures::whomToAsk));
    }

    private static String denial(String message, Optional<String> whomToAsk) {
        return Denial.of(message)
                .map(denial -> "access denied, %s%s: %s"
                        .formatted(
                                denial.text(),
                                denial.explicit() && whomToAsk.isEmpty()
                                        ? ", so allowing it elsewhere does not help"
                                        : "",
                                whomToAsk.orElse(message)))
                .orElse("access denied: " + message);
    }

    private static Optional<String> whomToAsk(Denial denial) {
        return Optional.ofNullable(denial.caller())
                .map(Caller::of)
                .flatMap(caller -> caller.tenant()
                        .map(tenant ->
                                "%s acts for tenant %s, which is not allowed to do this; ask an administrator of account %s"
                                                .formatted(caller.name(), tenant, caller.account())
                                        + device(denial, caller)));
    }

    /** What a user can do about a deny that depends on multi-factor authentication. The message does not tell other causes, so the user judges. */
    private static String device(Denial denial, Caller caller) {
        return caller.isUser()
                        && denial.explicit()
                        && "identity-based policy".equals(denial.policy())
                        && isOwn(denial, caller)
                ? ("; if the tenant requires multi-factor authentication, start a session with it: aws sts get-session-token"
                                + " --serial-number %s --token-code CODE")
                        .formatted(Arn.iam(Arn.of(caller.arn()).partition(), caller.account(), "mfa/DEVICE"))
                : "";
    }

    /** Whether the call was for the tenant's own access role or notebook: everything else is denied even with multi-factor authentication. */
    private static boolean isOwn(Denial denial, Caller caller) {
        String name = "/%s%s".formatted(caller.tenant().orElse(""), Names.DELIMITER);
        return denial.resource() != null
                && denial.resource().contains(name)
                && !denial.action().startsWith("iam:");
    }

    /** The failure if there are no credentials. */
    static Failure noCredentials(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        return new Failure(
                Failure.Kind.CREDENTIALS,
                message.startsWith(NO_CREDENTIALS)
                        ? "no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a --profile, or sign in"
                                + " (aws sso login, aws login)"
                        : "cannot get credentials: " + Printable.text(message),
                e);
    }

    private static Failure unsent(SdkException e) {
        Failure ours = cause(e, Failure.class);
        if (ours != null) {
            return ours;
        }
        CertificateException untrusted = cause(e, CertificateException.class);
        if (untrusted != null && untrusted.getCause() != null) {
            return new Failure(
                    Failure.Kind.REFUSED,
                    "the certificate of the endpoint is not trusted: %s; if your network has a root certificate of its own, name its PEM file in AWS_CA_BUNDLE"
                            .formatted(Printable.text(
                                    String.valueOf(untrusted.getCause().getMessage()))),
                    e);
        }
        CallWatch.NoAnswer none = cause(e, CallWatch.NoAnswer.class);
        if (none != null) {
            return new Failure(Failure.Kind.REFUSED, none.words(), true, null, e);
        }
        String message = Printable.text(String.valueOf(e.getMessage()));
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String why =
                root == e ? message : "%s (%s)".formatted(message, Printable.text(String.valueOf(root.getMessage())));
        return new Failure(
                Failure.Kind.REFUSED,
                "cannot reach AWS, or it did not answer: " + why,
                e instanceof SdkClientException,
                null,
                e);
    }

    /** The first of this type in the chain of causes, which begins with what was thrown. */
    private static <T extends Throwable> @Nullable T cause(Throwable thrown, Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private static Failure of(Failure.Kind kind, String message, boolean retryable, AwsServiceException e) {
        return new Failure(kind, message, retryable, e.requestId(), e);
    }
}
