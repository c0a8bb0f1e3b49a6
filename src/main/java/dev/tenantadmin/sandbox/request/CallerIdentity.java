package dev.tenantadmin.sandbox.request;

import dev.tenantadmin.policy.language.Arn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;

/**
 * Who signed a request, and where it was sent.
 *
 * @param account the account's number
 * @param partition of the request's region
 * @param region of the signature
 * @param arn of the user or role session
 * @param userId the principal's unique id, as GetCallerIdentity tells it
 * @param sourceIdentity of a role session that has one
 * @param expiry of a session
 * @param session what a role session was asked for with
 * @param token what a user's session was asked for with
 */
public record CallerIdentity(
        String account,
        String partition,
        String region,
        String arn,
        String userId,
        @Nullable String sourceIdentity,
        @Nullable Instant expiry,
        @Nullable AssumeRoleRequest session,
        @Nullable GetSessionTokenRequest token) {
    /** The account that the sandbox is. */
    public static final String ACCOUNT = "123456789012";

    /** The name of the user who signs with a key that the sandbox did not issue. */
    public static final String ADMINISTRATOR = "administrator";

    /** That user's unique id. */
    public static final String ADMINISTRATOR_ID = "AIDASANDBOXADMINISTRA";

    /** The ARN of something in IAM; the path begins and ends with a slash. */
    public String iamArn(String type, String path, String name) {
        return Arn.iam(partition, account, type + path + name).toString();
    }

    /** The ARN of something in SageMaker, in the region of the request. */
    public String sageMakerArn(String type, String name) {
        return new Arn(partition, "sagemaker", region, account, type + "/" + name).toString();
    }

    /** The name of the user who calls, or null for a role session. */
    @Nullable
    public String userName() {
        return isRoleSession() ? null : Arn.name(arn);
    }

    /** Whether the caller acts as a role. */
    public boolean isRoleSession() {
        return arn.contains(":assumed-role/");
    }

    /** Whether the key is not one that the sandbox issued. */
    public boolean isAdministrator() {
        return userId.equals(ADMINISTRATOR_ID);
    }
}
