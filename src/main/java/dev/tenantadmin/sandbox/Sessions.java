package dev.tenantadmin.sandbox;

import dev.tenantadmin.sandbox.wire.AwsException;
import java.time.Clock;
import java.time.Instant;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** The operations of STS. */
record Sessions(Store store, Directory directory, Clock clock) {
    /** The length of a session that nobody chose, and the most that a chained one can have. */
    static final int HOUR = 3600;

    private static final String SESSION = "session/";

    static String key(String accessKeyId) {
        return SESSION + accessKeyId;
    }

    GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request, Caller caller) {
        return GetCallerIdentityResponse.builder()
                .account(caller.account())
                .arn(caller.arn())
                .userId(caller.userId())
                .build();
    }

    AssumeRoleResponse assumeRole(AssumeRoleRequest request, Caller caller) {
        Role role = directory
                .roleByArn(request.roleArn())
                .orElseThrow(() -> denied(caller, "sts:AssumeRole", request.roleArn()));
        int duration = request.durationSeconds() == null ? HOUR : request.durationSeconds();
        requireDuration(duration, role, caller);
        String sourceIdentity = request.sourceIdentity();
        if (caller.sourceIdentity() != null) {
            if (sourceIdentity != null && !sourceIdentity.equals(caller.sourceIdentity())) {
                throw denied(caller, "sts:SetSourceIdentity", request.roleArn());
            }
            sourceIdentity = caller.sourceIdentity();
        }
        forgetExpired();
        String session = role.roleName() + "/" + request.roleSessionName();
        String key = Ids.of(Ids.SESSION_KEY, 20);
        AssumeRoleResponse response = AssumeRoleResponse.builder()
                .credentials(software.amazon.awssdk.services.sts.model.Credentials.builder()
                        .accessKeyId(key)
                        .secretAccessKey(Ids.of("", 40))
                        .sessionToken(Ids.of("SANDBOX", 128))
                        .expiration(clock.instant().plusSeconds(duration))
                        .build())
                .assumedRoleUser(AssumedRoleUser.builder()
                        .arn("arn:" + caller.partition() + ":sts::" + caller.account() + ":assumed-role/" + session)
                        .assumedRoleId(role.roleId() + ":" + request.roleSessionName())
                        .build())
                .sourceIdentity(sourceIdentity)
                .build();
        store.put(key(key), response);
        return response;
    }

    private static void requireDuration(int duration, Role role, Caller caller) {
        if (caller.isRoleSession() && duration > HOUR) {
            throw Refusals.invalid(
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        } else if (duration > role.maxSessionDuration()) {
            throw Refusals.invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
    }

    private static AwsException denied(Caller caller, String action, String roleArn) {
        return Refusals.accessDenied(
                "User: " + caller.arn() + " is not authorized to perform: " + action + " on resource: " + roleArn);
    }

    /** An expired key needs no row: one of our own that is not there is expired. */
    private void forgetExpired() {
        Instant now = clock.instant();
        for (String key : store.keys(SESSION)) {
            store.find(key, AssumeRoleResponse.class)
                    .filter(session -> !now.isBefore(session.credentials().expiration()))
                    .ifPresent(session -> store.remove(key));
        }
    }
}
