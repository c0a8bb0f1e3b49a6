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
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
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
        return new CallerIdentity(
                CallerIdentity.ACCOUNT, partition(region), region, "", "", null, null, null, null, null);
    }

    private static CallerIdentity administrator(String region) {
        String partition = partition(region);
        Arn arn = Arn.iam(partition, CallerIdentity.ACCOUNT, "user/" + CallerIdentity.ADMINISTRATOR);
        return new CallerIdentity(
                CallerIdentity.ACCOUNT,
                partition,
                region,
                arn.toString(),
                CallerIdentity.ADMINISTRATOR_ID,
                null,
                null,
                null,
                null,
                null);
    }

    private CallerIdentity session(String key, String region) {
        AssumeRoleResponse session = store.get(Sessions.key(key), AssumeRoleResponse.class);
        if (session == null || !clock.instant().isBefore(session.credentials().expiration())) {
            throw expired();
        }
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
                session.credentials().expiration(),
                request,
                null,
                null);
    }

    private CallerIdentity userSession(String key, String region) {
        GetSessionTokenResponse session = store.get(Sessions.tokenKey(key), GetSessionTokenResponse.class);
        GetSessionTokenRequest request = store.get(Sessions.tokenRequestKey(key), GetSessionTokenRequest.class);
        User owner = store.get(Sessions.tokenUserKey(key), User.class);
        if (session == null
                || request == null
                || owner == null
                || !clock.instant().isBefore(session.credentials().expiration())) {
            throw expired();
        }
        CallerIdentity caller = creator(owner, region);
        return new CallerIdentity(
                caller.account(),
                caller.partition(),
                caller.region(),
                caller.arn(),
                caller.userId(),
                null,
                session.credentials().expiration(),
                null,
                request,
                null);
    }

    private CallerIdentity creator(User owner, String region) {
        return owner.userId().equals(CallerIdentity.ADMINISTRATOR_ID) ? administrator(region) : member(owner, region);
    }

    private CallerIdentity federatedUser(String key, String region) {
        GetFederationTokenResponse session = store.get(Sessions.federationKey(key), GetFederationTokenResponse.class);
        GetFederationTokenRequest request =
                store.get(Sessions.federationRequestKey(key), GetFederationTokenRequest.class);
        User owner = store.get(Sessions.tokenUserKey(key), User.class);
        if (session == null
                || request == null
                || owner == null
                || !clock.instant().isBefore(session.credentials().expiration())) {
            throw expired();
        }
        return new CallerIdentity(
                CallerIdentity.ACCOUNT,
                partition(region),
                region,
                session.federatedUser().arn(),
                session.federatedUser().federatedUserId(),
                null,
                session.credentials().expiration(),
                null,
                null,
                new FederatedUser(creator(owner, region), request));
    }

    /** Deleting a user ends its sessions, even if a new user takes its place. */
    private CallerIdentity member(User owner, String region) {
        User user = store.find(EntityKind.USER.key(owner.userName()), User.class)
                .filter(found -> found.userId().equals(owner.userId()))
                .orElseThrow(Authentication::invalidToken);
        return user(user, region);
    }

    private static CallerIdentity user(User user, String region) {
        return new CallerIdentity(
                CallerIdentity.ACCOUNT,
                partition(region),
                region,
                user.arn(),
                user.userId(),
                null,
                null,
                null,
                null,
                null);
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
