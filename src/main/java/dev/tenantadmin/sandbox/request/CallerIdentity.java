package dev.tenantadmin.sandbox.request;

import dev.tenantadmin.policy.language.Arn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.GetFederationTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;

/**
 * Who signed a request, and where it was sent.
 *
 * @param account the account's number
 * @param partition of the request's region
 * @param region of the signature
 * @param arn of the user or role session
 * @param userId the principal's unique id, as GetCallerIdentity returns it
 * @param sourceIdentity of a role session that has one
 * @param expiry of a session
 * @param session the request that created a role session
 * @param token the request that created a user's session
 * @param federated the federated user that a session is of
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
        @Nullable GetSessionTokenRequest token,
        @Nullable FederatedUser federated) {
    /**
     * A federated user.
     *
     * @param creator the IAM user that called GetFederationToken and whose policies limit the session
     * @param request that call
     */
    public record FederatedUser(CallerIdentity creator, GetFederationTokenRequest request) {}

    /** The sandbox's account. */
    public static final String ACCOUNT = "123456789012";

    /** The name of the user who signs with a key that the sandbox did not issue. */
    public static final String ADMINISTRATOR = "administrator";

    /** That user's unique id. */
    public static final String ADMINISTRATOR_ID = "AIDASANDBOXADMINISTRA";

    /** The ARN of an IAM resource; the path begins and ends with a slash. */
    public String iamArn(String type, String path, String name) {
        return Arn.iam(partition, account, type + path + name).toString();
    }

    /** The ARN of a federated user of this account. */
    public String federatedUserArn(String name) {
        return new Arn(partition, "sts", "", account, "federated-user/" + name).toString();
    }

    /** The ARN of a SageMaker resource in the request's region. */
    public String sageMakerArn(String type, String name) {
        return new Arn(partition, "sagemaker", region, account, type + "/" + name).toString();
    }

    /** The name of the calling user, or null for the session of a role or a federated user. */
    @Nullable
    public String userName() {
        return isRoleSession() || federated != null ? null : Arn.name(arn);
    }

    /** Whether the caller acts as a role. */
    public boolean isRoleSession() {
        return arn.contains(":assumed-role/");
    }

    /** Whether the caller signed with a key that the sandbox did not issue. */
    public boolean isAdministrator() {
        return userId.equals(ADMINISTRATOR_ID);
    }
}
