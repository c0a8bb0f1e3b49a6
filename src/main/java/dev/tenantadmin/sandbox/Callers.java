package dev.tenantadmin.sandbox;

import dev.tenantadmin.sandbox.wire.AwsException;
import dev.tenantadmin.sandbox.wire.Signature;
import java.time.Clock;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/** Tells who signed by the access key. */
record Callers(Store store, Directory directory, Clock clock) {
    static final String ACCOUNT = "123456789012";
    static final String ADMINISTRATOR = "administrator";

    static final String ADMINISTRATOR_ID = "AIDASANDBOXADMINISTRA";

    Caller identify(Signature signature) {
        String key = signature.accessKeyId();
        if (key.startsWith(Ids.SESSION_KEY)) {
            return session(key, signature.region());
        } else if (key.startsWith(Ids.USER_KEY)) {
            return user(key, signature.region());
        }
        String partition = partition(signature.region());
        String arn = "arn:" + partition + ":iam::" + ACCOUNT + ":user/" + ADMINISTRATOR;
        return new Caller(ACCOUNT, partition, signature.region(), arn, ADMINISTRATOR_ID, null, null, null);
    }

    private Caller session(String key, String region) {
        AssumeRoleResponse session = store.get(Sessions.key(key), AssumeRoleResponse.class);
        if (session == null || !clock.instant().isBefore(session.credentials().expiration())) {
            throw new AwsException("ExpiredToken", 403, "The security token included in the request is expired");
        }
        AssumeRoleRequest request = store.get(Sessions.requestKey(key), AssumeRoleRequest.class);
        String roleId = session.assumedRoleUser().assumedRoleId().split(":", 2)[0];
        // A role that has been deleted takes its sessions along, even when another comes in its place.
        if (request == null
                || directory
                        .roleByArn(request.roleArn())
                        .filter(role -> role.roleId().equals(roleId))
                        .isEmpty()) {
            throw invalidToken();
        }
        return new Caller(
                ACCOUNT,
                partition(region),
                region,
                session.assumedRoleUser().arn(),
                session.assumedRoleUser().assumedRoleId(),
                session.sourceIdentity(),
                session.credentials().expiration(),
                request);
    }

    private static AwsException invalidToken() {
        return new AwsException("InvalidClientTokenId", 403, "The security token included in the request is invalid.");
    }

    private Caller user(String keyId, String region) {
        AccessKey key = store.get(Credentials.accessKey(keyId), AccessKey.class);
        if (key == null || key.status() != StatusType.ACTIVE) {
            throw invalidToken();
        }
        User user = directory.user(key.userName());
        return new Caller(ACCOUNT, partition(region), region, user.arn(), user.userId(), null, null, null);
    }

    private static String partition(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
