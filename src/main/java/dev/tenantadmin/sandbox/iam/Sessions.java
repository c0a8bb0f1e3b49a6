package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.Ids;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.wire.AwsException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.DecodeAuthorizationMessageRequest;
import software.amazon.awssdk.services.sts.model.DecodeAuthorizationMessageResponse;
import software.amazon.awssdk.services.sts.model.FederatedUser;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoRequest;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetFederationTokenRequest;
import software.amazon.awssdk.services.sts.model.GetFederationTokenResponse;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/** The operations of STS. */
public record Sessions(Store store, Directory directory, Clock clock) {
    /** The default length of a session, and the longest of a chained one. */
    public static final int HOUR = 3600;

    private static final String SESSION = "session/";
    private static final String REQUEST = "session-request/";
    private static final String TOKEN = "session-token/";
    private static final String TOKEN_REQUEST = "session-token-request/";
    private static final String FEDERATION = "federation-token/";
    private static final String FEDERATION_REQUEST = "federation-token-request/";
    static final String TOKEN_USER = "session-token-user/";

    /** The default length of the session of a user or a federated user. */
    private static final int HALF_A_DAY = 12 * HOUR;

    private static final int POLICY_SIZE = 2048;
    private static final int MOST_POLICIES = 10;

    static String key(String accessKeyId) {
        return SESSION + accessKeyId;
    }

    /** The key of the request for a session: its policies and tags are not in the response. */
    static String requestKey(String accessKeyId) {
        return REQUEST + accessKeyId;
    }

    static String tokenKey(String accessKeyId) {
        return TOKEN + accessKeyId;
    }

    static String tokenRequestKey(String accessKeyId) {
        return TOKEN_REQUEST + accessKeyId;
    }

    static String federationKey(String accessKeyId) {
        return FEDERATION + accessKeyId;
    }

    static String federationRequestKey(String accessKeyId) {
        return FEDERATION_REQUEST + accessKeyId;
    }

    /** The key of the user at the start of the session. */
    static String tokenUserKey(String accessKeyId) {
        return TOKEN_USER + accessKeyId;
    }

    /**
     * Whether the caller proves a device of its own; accepts any code.
     *
     * @throws AwsException if it is not a device of the caller
     */
    public static boolean provesDevice(
            Store store, @Nullable String serialNumber, @Nullable String code, CallerIdentity caller) {
        if (serialNumber == null && code == null) {
            return false;
        }
        if (serialNumber == null || code == null) {
            throw Refusals.accessDenied("MultiFactorAuthentication failed, must provide both MFA serial number and one"
                    + " time pass code.");
        }
        if (store.all("mfa/", VirtualMFADevice.class).stream()
                .noneMatch(device -> device.serialNumber().equals(serialNumber)
                        && device.user() != null
                        && device.user().userId().equals(caller.userId()))) {
            throw Refusals.accessDenied("MultiFactorAuthentication failed, unable to validate MFA code."
                    + "  Please verify your MFA serial number is valid and associated with this user.");
        }
        return true;
    }

    /** Adds to a request what the calling session passes on: its source identity and its transitive tags. */
    public static AssumeRoleRequest effective(AssumeRoleRequest request, CallerIdentity caller) {
        AssumeRoleRequest.Builder effective = request.toBuilder();
        if (caller.sourceIdentity() != null && request.sourceIdentity() == null) {
            effective.sourceIdentity(caller.sourceIdentity());
        }
        AssumeRoleRequest session = caller.session();
        if (session != null && session.hasTransitiveTagKeys()) {
            List<Tag> tags = new ArrayList<>(request.tags());
            session.tags().stream().filter(tag -> isTransitive(tag, session)).forEach(tags::add);
            Set<String> transitive = new TreeSet<>(request.transitiveTagKeys());
            transitive.addAll(session.transitiveTagKeys());
            effective.tags(tags).transitiveTagKeys(transitive);
        }
        return effective.build();
    }

    GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request, CallerIdentity caller) {
        return GetCallerIdentityResponse.builder()
                .account(caller.account())
                .arn(caller.arn())
                .userId(caller.userId())
                .build();
    }

    GetSessionTokenResponse getSessionToken(GetSessionTokenRequest request, CallerIdentity caller) {
        if (caller.expiry() != null) {
            throw Refusals.accessDenied("Cannot call GetSessionToken with session credentials");
        }
        provesDevice(store, request.serialNumber(), request.tokenCode(), caller);
        forgetExpired();
        int duration = request.durationSeconds() == null ? HALF_A_DAY : request.durationSeconds();
        String key = Ids.of(Ids.SESSION_KEY, 20);
        GetSessionTokenResponse response = GetSessionTokenResponse.builder()
                .credentials(credentials(key, duration))
                .build();
        putUser(key, caller);
        store.put(
                tokenRequestKey(key),
                request.toBuilder().durationSeconds(duration).build());
        store.put(tokenKey(key), response);
        return response;
    }

    private void putUser(String key, CallerIdentity caller) {
        store.put(
                tokenUserKey(key),
                User.builder()
                        .userName(ResourceNames.lastPart(caller.arn()))
                        .userId(caller.userId())
                        .build());
    }

    GetFederationTokenResponse getFederationToken(GetFederationTokenRequest request, CallerIdentity caller) {
        if (caller.expiry() != null) {
            throw Refusals.accessDenied("Cannot call GetFederationToken with session credentials");
        }
        requireSessionPolicies(request.policy(), request.policyArns());
        requireDistinct(request.tags());
        forgetExpired();
        int duration = request.durationSeconds() == null ? HALF_A_DAY : request.durationSeconds();
        String key = Ids.of(Ids.SESSION_KEY, 20);
        GetFederationTokenResponse response = GetFederationTokenResponse.builder()
                .credentials(credentials(key, duration))
                .federatedUser(FederatedUser.builder()
                        .federatedUserId(caller.account() + ":" + request.name())
                        .arn(caller.federatedUserArn(request.name()))
                        .build())
                .build();
        putUser(key, caller);
        store.put(
                federationRequestKey(key),
                request.toBuilder().durationSeconds(duration).build());
        store.put(federationKey(key), response);
        return response;
    }

    /** All keys belong to the one account, active or not, deleted or not (GetAccessKeyInfo's reference). */
    GetAccessKeyInfoResponse getAccessKeyInfo(GetAccessKeyInfoRequest request, CallerIdentity caller) {
        return GetAccessKeyInfoResponse.builder().account(caller.account()).build();
    }

    /** No answer of IAM, STS or SageMaker has an encoded message, so none is one of theirs. */
    @SuppressWarnings("DoNotCallSuggester") // Clients call it.
    DecodeAuthorizationMessageResponse decodeAuthorizationMessage(
            DecodeAuthorizationMessageRequest request, CallerIdentity caller) {
        throw new AwsException("InvalidAuthorizationMessageException", 400, "Message is not valid");
    }

    private Credentials credentials(String key, int duration) {
        return Credentials.builder()
                .accessKeyId(key)
                .secretAccessKey(Ids.of("", 40))
                .sessionToken(Ids.of("SANDBOX", 128))
                .expiration(clock.instant().plusSeconds(duration))
                .build();
    }

    AssumeRoleResponse assumeRole(AssumeRoleRequest request, CallerIdentity caller) {
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
        requireSessionPolicies(request.policy(), request.policyArns());
        requireTags(request, caller.session());
        return issue(
                role,
                effective(request, caller).toBuilder().durationSeconds(duration).build(),
                caller.partition());
    }

    /** Refuses a session whose duration, policies or tags are not allowed. */
    public void requireIssuable(Role role, AssumeRoleRequest request, CallerIdentity caller) {
        requireDuration(request.durationSeconds(), role, caller);
        requireSessionPolicies(request.policy(), request.policyArns());
        requireTags(request, caller.session());
    }

    /** Issues a session after the checks. */
    public AssumeRoleResponse issue(Role role, AssumeRoleRequest request, String partition) {
        forgetExpired();
        String session = role.roleName() + "/" + request.roleSessionName();
        String key = Ids.of(Ids.SESSION_KEY, 20);
        AssumeRoleResponse response = AssumeRoleResponse.builder()
                .credentials(credentials(key, request.durationSeconds()))
                .assumedRoleUser(AssumedRoleUser.builder()
                        .arn(new Arn(partition, "sts", "", CallerIdentity.ACCOUNT, "assumed-role/" + session)
                                .toString())
                        .assumedRoleId(role.roleId() + ":" + request.roleSessionName())
                        .build())
                .sourceIdentity(request.sourceIdentity())
                .build();
        store.put(key(key), response);
        store.put(requestKey(key), request);
        return response;
    }

    private void requireSessionPolicies(@Nullable String inline, List<PolicyDescriptorType> arns) {
        if (inline != null) {
            Documents.requireIdentityPolicy(inline);
            if (Documents.size(inline) > POLICY_SIZE) {
                throw new AwsException(
                        "PackedPolicyTooLarge", 400, "Packed size of session policies consumes more than allowed.");
            }
        }
        if (arns.size() > MOST_POLICIES) {
            throw Refusals.invalid("A session can have at most " + MOST_POLICIES + " managed policies.");
        }
        for (PolicyDescriptorType policy : arns) {
            if (directory.policy(policy.arn()).isEmpty()) {
                throw Refusals.noSuchEntity("Policy " + policy.arn() + " was not found.");
            }
        }
    }

    private static boolean isTransitive(Tag tag, AssumeRoleRequest session) {
        return session.transitiveTagKeys().stream().anyMatch(key -> key.equalsIgnoreCase(tag.key()));
    }

    private static Set<String> requireDistinct(List<Tag> tags) {
        Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Tag tag : tags) {
            if (!keys.add(tag.key())) {
                throw invalidTags("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
        return keys;
    }

    private static void requireTags(AssumeRoleRequest request, @Nullable AssumeRoleRequest session) {
        Set<String> keys = requireDistinct(request.tags());
        if (!keys.containsAll(request.transitiveTagKeys())) {
            throw invalidTags("The specified transitive tag key must be included in the requested tags.");
        }
        if (session != null && request.tags().stream().anyMatch(tag -> isTransitive(tag, session))) {
            throw invalidTags("One of the specified transitive tag keys can't be set because it conflicts with a"
                    + " transitive tag key from the calling session.");
        }
    }

    private static AwsException invalidTags(String message) {
        return new AwsException("InvalidParameterValue", 400, message);
    }

    /**
     * Refuses a role's ARN that is none, before anything is asked of IAM.
     *
     * @throws AwsException if parts are missing or empty
     */
    public static void requireArn(AssumeRoleRequest request) {
        if (Arn.parse(request.roleArn())
                .filter(arn -> Stream.of(arn.partition(), arn.service(), arn.resource())
                        .noneMatch(String::isEmpty))
                .isEmpty()) {
            throw Refusals.invalid(request.roleArn() + " is invalid");
        }
    }

    private static void requireDuration(int duration, Role role, CallerIdentity caller) {
        if (caller.isRoleSession() && duration > HOUR) {
            throw Refusals.invalid(
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        } else if (duration > role.maxSessionDuration()) {
            throw Refusals.invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
    }

    private static AwsException denied(CallerIdentity caller, String action, String roleArn) {
        return Refusals.accessDenied(
                "User: " + caller.arn() + " is not authorized to perform: " + action + " on resource: " + roleArn);
    }

    /** Removes expired keys. A key of ours without a row counts as expired. */
    private void forgetExpired() {
        forgetExpired(SESSION, AssumeRoleResponse.class, AssumeRoleResponse::credentials, REQUEST);
        forgetExpired(
                TOKEN, GetSessionTokenResponse.class, GetSessionTokenResponse::credentials, TOKEN_REQUEST, TOKEN_USER);
        forgetExpired(
                FEDERATION,
                GetFederationTokenResponse.class,
                GetFederationTokenResponse::credentials,
                FEDERATION_REQUEST,
                TOKEN_USER);
    }

    private <T extends SdkPojo> void forgetExpired(
            String prefix, Class<T> type, Function<T, Credentials> credentials, String... beside) {
        Instant now = clock.instant();
        for (String key : store.keys(prefix)) {
            store.find(key, type)
                    .filter(session -> !now.isBefore(credentials.apply(session).expiration()))
                    .ifPresent(session -> {
                        store.remove(key);
                        for (String kept : beside) {
                            store.remove(kept + ResourceNames.lastPart(key));
                        }
                    });
        }
    }
}
