package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.CallerIdentity.FederatedUser;
import dev.tenantadmin.sandbox.request.EntityKind;
import dev.tenantadmin.sandbox.request.Ids;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.wire.AwsException;
import dev.tenantadmin.sandbox.wire.Signature;
import java.time.Clock;
import java.time.Instant;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetFederationTokenRequest;
import software.amazon.awssdk.services.sts.model.GetFederationTokenResponse;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;

/** Identifies the caller by the access key. */
public record Authentication(Store store, Directory directory, Clock clock) {
    /** Identifies the signer. Refuses keys that have expired or belong to nobody any more. */
    public CallerIdentity identify(Signature signature) {
        String key = signature.accessKeyId();
        if (key.isEmpty()) {
            return nobody(signature.region());
        }
        if (key.startsWith(Ids.SESSION_KEY)) {
            if (store.has(Sessions.federationKey(key))) {
                return federatedUser(key, signature.region());
            }
            return store.has(Sessions.tokenKey(key))
                    ? userSession(key, signature.region())
                    : session(key, signature.region());
        } else if (key.startsWith(Ids.USER_KEY)) {
            return user(key, signature.region());
        }
        return administrator(signature.region());
    }

    /** Who calls without a signature, as those do for whom an identity provider vouches. */
    private static CallerIdentity nobody(String region) {
        return withoutEnd(region, "", "");
    }

    private static CallerIdentity administrator(String region) {
        Arn arn = Arn.iam(partition(region), CallerIdentity.ACCOUNT, "user/" + CallerIdentity.ADMINISTRATOR);
        return withoutEnd(region, arn.toString(), CallerIdentity.ADMINISTRATOR_ID);
    }

    private static CallerIdentity user(User user, String region) {
        return withoutEnd(region, user.arn(), user.userId());
    }

    /** A caller that is no session. */
    private static CallerIdentity withoutEnd(String region, String arn, String userId) {
        return new CallerIdentity(
                CallerIdentity.ACCOUNT, partition(region), region, arn, userId, null, null, null, null, null);
    }

    private CallerIdentity session(String key, String region) {
        AssumeRoleResponse session = stored(Sessions.key(key), AssumeRoleResponse.class);
        Instant expiry = running(session.credentials());
        AssumeRoleRequest request = store.get(Sessions.requestKey(key), AssumeRoleRequest.class);
        String roleId = session.assumedRoleUser().assumedRoleId().split(":", 2)[0];
        // Deleting a role ends its sessions, even if a new role takes its place.
        if (request == null
                || directory
                        .roleByArn(request.roleArn())
                        .filter(role -> role.roleId().equals(roleId))
                        .isEmpty()) {
            throw invalidToken();
        }
        return new CallerIdentity(
                CallerIdentity.ACCOUNT,
                partition(region),
                region,
                session.assumedRoleUser().arn(),
                session.assumedRoleUser().assumedRoleId(),
                session.sourceIdentity(),
                expiry,
                request,
                null,
                null);
    }

    private CallerIdentity userSession(String key, String region) {
        GetSessionTokenRequest request = stored(Sessions.tokenRequestKey(key), GetSessionTokenRequest.class);
        Instant expiry = running(
                stored(Sessions.tokenKey(key), GetSessionTokenResponse.class).credentials());
        CallerIdentity caller = creator(key, region);
        return new CallerIdentity(
                caller.account(),
                caller.partition(),
                caller.region(),
                caller.arn(),
                caller.userId(),
                null,
                expiry,
                null,
                request,
                null);
    }

    private CallerIdentity federatedUser(String key, String region) {
        GetFederationTokenRequest request = stored(Sessions.federationRequestKey(key), GetFederationTokenRequest.class);
        GetFederationTokenResponse session = stored(Sessions.federationKey(key), GetFederationTokenResponse.class);
        Instant expiry = running(session.credentials());
        CallerIdentity creator = creator(key, region);
        return new CallerIdentity(
                creator.account(),
                creator.partition(),
                creator.region(),
                session.federatedUser().arn(),
                session.federatedUser().federatedUserId(),
                null,
                expiry,
                null,
                null,
                new FederatedUser(creator, request));
    }

    /** Who began this session. Deleting a user ends its sessions, even if a new user takes its place. */
    private CallerIdentity creator(String key, String region) {
        User owner = stored(Sessions.tokenUserKey(key), User.class);
        return owner.userId().equals(CallerIdentity.ADMINISTRATOR_ID)
                ? administrator(region)
                : store.find(EntityKind.USER.key(owner.userName()), User.class)
                        .filter(found -> found.userId().equals(owner.userId()))
                        .map(found -> user(found, region))
                        .orElseThrow(Authentication::invalidToken);
    }

    /** What is kept of a session; its rows go when it has ended. */
    private <T extends SdkPojo> T stored(String key, Class<T> type) {
        return store.find(key, type).orElseThrow(Authentication::expired);
    }

    /** When these credentials end, which they have not. */
    private Instant running(Credentials credentials) {
        if (!clock.instant().isBefore(credentials.expiration())) {
            throw expired();
        }
        return credentials.expiration();
    }

    private static AwsException expired() {
        return new AwsException("ExpiredToken", 403, "The security token included in the request is expired");
    }

    private static AwsException invalidToken() {
        return new AwsException("InvalidClientTokenId", 403, "The security token included in the request is invalid.");
    }

    private CallerIdentity user(String keyId, String region) {
        AccessKey key = store.get(SecurityCredentials.accessKey(keyId), AccessKey.class);
        if (key == null || key.status() != StatusType.ACTIVE) {
            throw invalidToken();
        }
        return user(directory.user(key.userName()), region);
    }

    private static String partition(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
