package dev.tenantadmin.sandbox.server;

import dev.tenantadmin.policy.decision.Context;
import dev.tenantadmin.policy.decision.Decision;
import dev.tenantadmin.policy.decision.Evaluation;
import dev.tenantadmin.policy.decision.Knowledge;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Request;
import dev.tenantadmin.policy.decision.UndecidableException;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.MalformedPolicyException;
import dev.tenantadmin.policy.language.PolicyReader;
import dev.tenantadmin.sandbox.iam.Directory;
import dev.tenantadmin.sandbox.iam.Identities;
import dev.tenantadmin.sandbox.iam.Identity;
import dev.tenantadmin.sandbox.iam.Sessions;
import dev.tenantadmin.sandbox.request.ApiCall;
import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.Interceptor;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.wire.AwsException;
import dev.tenantadmin.sandbox.wire.Pojos;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;

/**
 * Allows a call if IAM would. The sandbox's administrator can do everything, but like everyone else can assume a role only if its trust
 * policy allows it.
 */
final class Authorization implements Interceptor {
    private static final String ASSUME_ROLE = "AssumeRole";
    private static final String GET_CALLER_IDENTITY = "GetCallerIdentity";

    /** The STS operations that a user's session can call. */
    private static final Set<String> WITH_TOKEN =
            Set.of(ASSUME_ROLE, GET_CALLER_IDENTITY, "GetSessionToken", "GetFederationToken");

    /** Those that a federated user's session can call, or that tell it that a session cannot. */
    private static final Set<String> FEDERATED = Set.of(GET_CALLER_IDENTITY, "GetSessionToken", "GetFederationToken");

    private final Directory directory;
    private final Identities identities;
    private final AuthorizedResources resources;
    private final Clock clock;
    // Read at the first call that is not the administrator's; most processes have none.
    private @Nullable RequiredPermissions permissions;
    private @Nullable ConditionKeys conditionKeys;

    Authorization(Directory directory, Identities identities, AuthorizedResources resources, Clock clock) {
        this.directory = directory;
        this.identities = identities;
        this.resources = resources;
        this.clock = clock;
    }

    @Override
    public SdkPojo around(ApiCall call, Supplier<SdkPojo> operation) {
        requireOpen(call);
        if (call.request() instanceof AssumeRoleRequest asked) {
            Sessions.requireArn(asked);
        }
        if (!call.caller().isAdministrator() || call.request() instanceof AssumeRoleRequest) {
            authorize(call);
        }
        return operation.get();
    }

    /**
     * The limits that their references document for sessions of GetSessionToken, no IAM without MFA and little of STS, and of
     * GetFederationToken, no IAM and less of STS.
     */
    private static void requireOpen(ApiCall call) {
        GetSessionTokenRequest token = call.caller().token();
        boolean federated = call.caller().federated() != null;
        if (token == null && !federated) {
            return;
        }
        boolean open = switch (call.service()) {
            case "iam" -> token != null && token.serialNumber() != null;
            case "sts" -> (federated ? FEDERATED : WITH_TOKEN).contains(call.operation());
            default -> true;
        };
        if (!open) {
            throw new AwsException(
                    "InvalidClientTokenId", 403, "The security token included in the request is invalid");
        }
    }

    private synchronized RequiredPermissions permissions() {
        if (permissions == null) {
            permissions = new RequiredPermissions();
        }
        return permissions;
    }

    private synchronized ConditionKeys conditionKeys() {
        if (conditionKeys == null) {
            conditionKeys = new ConditionKeys();
        }
        return conditionKeys;
    }

    private void authorize(ApiCall call) {
        List<RequiredPermission> asked = permissions()
                .of(call.service(), call.operation())
                .orElseThrow(() -> undecided(call.operation() + " is in no table of what operations ask IAM for."));
        if (asked.isEmpty()) {
            return;
        }
        try {
            Identity identity = identities.of(call.caller());
            Map<String, Object> request = request(call);
            PolicySet policies = withTrust(identity.policies(), call);
            for (RequiredPermission permission : asked) {
                if (permission.isFor(request)) {
                    for (String resource : resources.arns(permission.resource(), request, call.caller())) {
                        require(permission, resource, request, call, identity, policies);
                    }
                }
            }
        } catch (UndecidableException e) {
            throw undecided(e.getMessage());
        } catch (MalformedPolicyException e) {
            throw undecided("A policy that it depends on is malformed: " + e.getMessage());
        }
    }

    private static AwsException undecided(String why) {
        return new AwsException("NotImplemented", 501, "The sandbox cannot decide whether to allow this: " + why);
    }

    /** The request's members, with what a session passes on to the next one. */
    private Map<String, Object> request(ApiCall call) {
        Map<String, Object> request = new LinkedHashMap<>(Pojos.tree(call.request()));
        if (call.request() instanceof AssumeRoleRequest) {
            request.putAll(Pojos.tree(Sessions.effective((AssumeRoleRequest) call.request(), call.caller())));
        }
        resources.stored(request, call.caller()).ifPresent(stored -> request.put("stored", stored));
        return request;
    }

    private PolicySet withTrust(PolicySet policies, ApiCall call) {
        if (call.request() instanceof AssumeRoleRequest asked
                && call.operation().equals(ASSUME_ROLE)) {
            Role role = directory
                    .roleByArn(asked.roleArn())
                    .orElseThrow(() -> refused(call, "sts:AssumeRole", asked.roleArn(), ""));
            return policies.withTrust(new PolicySource(
                    role.roleName(),
                    Identities.KIND,
                    PolicyReader.read(role.assumeRolePolicyDocument(), Grammar.TRUST)));
        }
        return policies;
    }

    private void require(
            RequiredPermission permission,
            String resource,
            Map<String, Object> request,
            ApiCall call,
            Identity identity,
            PolicySet policies) {
        Context context = new Context(identity.keys())
                .with(surroundings(call, resource))
                .with(resources.tags(resource, call.caller()))
                .with(asked(permission, resource, request, call.caller()));
        Decision decision = Evaluation.decide(
                policies,
                new Request(identity.principal(), permission.action(), resource, context, knowledge(permission)));
        if (!decision.isAllowed()) {
            throw refused(
                    call,
                    permission.action(),
                    AuthorizedResources.inMessage(permission, resource),
                    decision.reason(permission.action()));
        }
    }

    private static AwsException refused(ApiCall call, String action, String resource, String reason) {
        String message = "User: " + call.caller().arn() + " is not authorized to perform: " + action + " on resource: "
                + resource + reason;
        return call.service().equals("sagemaker")
                ? new AwsException("AccessDeniedException", 400, message)
                : Refusals.accessDenied(message);
    }

    /** The keys that every request has. */
    private Map<String, List<String>> surroundings(ApiCall call, String resource) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        keys.put("aws:CurrentTime", List.of(now.toString()));
        keys.put("aws:EpochTime", List.of(String.valueOf(now.getEpochSecond())));
        keys.put("aws:RequestedRegion", List.of(region(call)));
        keys.put("aws:SourceIp", List.of(call.sourceIp()));
        keys.put("aws:UserAgent", call.userAgent().isEmpty() ? List.of() : List.of(call.userAgent()));
        // AWS is always called over TLS, however the sandbox is reached.
        keys.put("aws:SecureTransport", List.of("true"));
        keys.put("aws:ViaAWSService", List.of("false"));
        if (!resource.equals("*")) {
            keys.put("aws:ResourceAccount", List.of(call.caller().account()));
        }
        if (call.request() instanceof AssumeRoleRequest asked
                && Sessions.provesDevice(directory.store(), asked.serialNumber(), asked.tokenCode(), call.caller())) {
            keys.put("aws:MultiFactorAuthPresent", List.of("true"));
            keys.put("aws:MultiFactorAuthAge", List.of("0"));
        }
        return keys;
    }

    /** IAM serves all regions of its partition and is in the first. */
    private static String region(ApiCall call) {
        if (!call.service().equals("iam")) {
            return call.caller().region();
        }
        return switch (call.caller().partition()) {
            case "aws-cn" -> "cn-north-1";
            case "aws-us-gov" -> "us-gov-west-1";
            default -> "us-east-1";
        };
    }

    /** The keys from the table's line. */
    private Map<String, List<String>> asked(
            RequiredPermission permission, String resource, Map<String, Object> request, CallerIdentity caller) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        for (Map.Entry<String, String> key : permission.keys()) {
            keys.computeIfAbsent(key.getKey(), name -> new ArrayList<>())
                    .addAll(resources.values(key.getValue(), request, caller));
        }
        if (permission.has("tags") && request.get("Tags") instanceof List<?> tags) {
            for (Object tag : tags) {
                if (tag instanceof Map<?, ?> pair && pair.get("Key") != null) {
                    String value = pair.get("Value") == null ? "" : String.valueOf(pair.get("Value"));
                    keys.put("aws:RequestTag/" + pair.get("Key"), List.of(value));
                }
            }
            keys.put("aws:TagKeys", RequiredPermission.values(request, "Tags.*.Key"));
        }
        if (permission.has("tagkeys")) {
            keys.put("aws:TagKeys", RequiredPermission.values(request, "TagKeys.*"));
        }
        if (permission.has("boundary")) {
            keys.put("iam:PermissionsBoundary", resources.boundary(resource));
        }
        return keys;
    }

    private Knowledge knowledge(RequiredPermission permission) {
        return new Knowledge() {
            @Override
            public @Nullable String gap(String key) {
                if (permission.leavesOpen(key)) {
                    return "AWS tells " + key + " to " + permission.action() + ", and the sandbox does not.";
                }
                return conditionKeys().type(key).isPresent() ? null : "AWS documents no condition key " + key + ".";
            }

            @Override
            public boolean isMultivalued(String key) {
                return conditionKeys().isList(key);
            }
        };
    }
}
