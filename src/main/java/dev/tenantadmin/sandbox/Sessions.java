package dev.tenantadmin.sandbox;

import dev.tenantadmin.sandbox.wire.AwsException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/** The operations of STS. */
record Sessions(Store store, Directory directory, Clock clock) {
    /** The length of a session that nobody chose, and the most that a chained one can have. */
    static final int HOUR = 3600;

    private static final String SESSION = "session/";
    private static final String REQUEST = "session-request/";
    private static final int POLICY_SIZE = 2048;
    private static final int MOST_POLICIES = 10;

    static String key(String accessKeyId) {
        return SESSION + accessKeyId;
    }

    /** The key of what a session was asked for with: its policies and tags are not in the answer. */
    static String requestKey(String accessKeyId) {
        return REQUEST + accessKeyId;
    }

    /** A request with what the session that makes it hands on: its source identity and its transitive tags. */
    static AssumeRoleRequest effective(AssumeRoleRequest request, Caller caller) {
        AssumeRoleRequest.Builder effective = request.toBuilder();
        if (caller.sourceIdentity() != null && request.sourceIdentity() == null) {
            effective.sourceIdentity(caller.sourceIdentity());
        }
        AssumeRoleRequest session = caller.session();
        if (session != null && session.hasTransitiveTagKeys()) {
            List<Tag> tags = new ArrayList<>(request.tags());
            session.tags().stream()
                    .filter(tag -> session.transitiveTagKeys().contains(tag.key()))
                    .forEach(tags::add);
            Set<String> transitive = new TreeSet<>(request.transitiveTagKeys());
            transitive.addAll(session.transitiveTagKeys());
            effective.tags(tags).transitiveTagKeys(transitive);
        }
        return effective.build();
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
        if (caller.sourceIdentity() != null
                && request.sourceIdentity() != null
                && !request.sourceIdentity().equals(caller.sourceIdentity())) {
            throw denied(caller, "sts:SetSourceIdentity", request.roleArn());
        }
        requireSessionPolicies(request);
        AssumeRoleRequest effective = effective(request, caller);
        requireTags(effective);
        return issue(role, effective.toBuilder().durationSeconds(duration).build(), caller.partition());
    }

    /** Gives a session to who has been let in. */
    AssumeRoleResponse issue(Role role, AssumeRoleRequest request, String partition) {
        forgetExpired();
        String session = role.roleName() + "/" + request.roleSessionName();
        String key = Ids.of(Ids.SESSION_KEY, 20);
        AssumeRoleResponse response = AssumeRoleResponse.builder()
                .credentials(software.amazon.awssdk.services.sts.model.Credentials.builder()
                        .accessKeyId(key)
                        .secretAccessKey(Ids.of("", 40))
                        .sessionToken(Ids.of("SANDBOX", 128))
                        .expiration(clock.instant().plusSeconds(request.durationSeconds()))
                        .build())
                .assumedRoleUser(AssumedRoleUser.builder()
                        .arn("arn:" + partition + ":sts::" + Callers.ACCOUNT + ":assumed-role/" + session)
                        .assumedRoleId(role.roleId() + ":" + request.roleSessionName())
                        .build())
                .sourceIdentity(request.sourceIdentity())
                .build();
        store.put(key(key), response);
        store.put(requestKey(key), request);
        return response;
    }

    private void requireSessionPolicies(AssumeRoleRequest request) {
        if (request.policy() != null) {
            Documents.requireIdentityPolicy(request.policy());
            if (Documents.size(request.policy()) > POLICY_SIZE) {
                throw new AwsException(
                        "PackedPolicyTooLarge", 400, "Packed size of session policies consumes more than allowed.");
            }
        }
        if (request.policyArns().size() > MOST_POLICIES) {
            throw Refusals.invalid("A session can have at most " + MOST_POLICIES + " managed policies.");
        }
        for (PolicyDescriptorType policy : request.policyArns()) {
            if (directory.policy(policy.arn()).isEmpty()) {
                throw Refusals.noSuchEntity("Policy " + policy.arn() + " was not found.");
            }
        }
    }

    private static void requireTags(AssumeRoleRequest request) {
        Set<String> keys = new HashSet<>();
        for (Tag tag : request.tags()) {
            if (!keys.add(tag.key().toLowerCase(Locale.ROOT))) {
                throw new AwsException(
                        "InvalidParameterValue",
                        400,
                        "Duplicate tag keys found, or a tag that was passed on cannot be set again: " + tag.key());
            }
        }
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
                    .ifPresent(session -> {
                        store.remove(key);
                        store.remove(requestKey(Directory.lastPart(key)));
                    });
        }
    }
}
