package dev.tenantadmin.sandbox.federation;

import dev.tenantadmin.policy.decision.Context;
import dev.tenantadmin.policy.decision.Evaluation;
import dev.tenantadmin.policy.decision.Knowledge;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.decision.Request;
import dev.tenantadmin.policy.decision.UndecidableException;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.PolicyReader;
import dev.tenantadmin.sandbox.iam.Directory;
import dev.tenantadmin.sandbox.iam.Identities;
import dev.tenantadmin.sandbox.iam.Sessions;
import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.wire.AwsException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.GetOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.GetSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.ProvidedContext;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * The operations of STS for those whom an identity provider vouches for. Nobody signs them: the token or assertion, which is parsed and
 * not verified, and the role's trust policy decide.
 */
public record FederatedSessions(Directory directory, IdentityProviders providers, Sessions sessions, Clock clock) {
    private static final String WEB = "sts:AssumeRoleWithWebIdentity";
    private static final String SAML = "sts:AssumeRoleWithSAML";
    private static final Set<String> OF_CONNECTION = Set.of("aws:sourceip", "aws:useragent", "aws:vpcsourceip");
    private static final Knowledge KNOWLEDGE = new Knowledge() {
        @Override
        public @Nullable String gap(String key) {
            return OF_CONNECTION.contains(ResourceNames.fold(key))
                    ? "The sandbox does not tell " + key + " to those whom an identity provider vouches for."
                    : null;
        }

        @Override
        public boolean isMultivalued(String key) {
            return ResourceNames.fold(key).matches(".*:amr|aws:tagkeys|sts:transitivetagkeys");
        }
    };

    AssumeRoleWithWebIdentityResponse assumeRoleWithWebIdentity(
            AssumeRoleWithWebIdentityRequest request, CallerIdentity caller) {
        WebIdentityToken token = WebIdentityToken.parse(request.webIdentityToken());
        GetOpenIdConnectProviderResponse provider = providers
                .oidc(token.issuer())
                .orElseThrow(() -> WebIdentityToken.invalid(
                        "No OpenIDConnect provider found in your account for " + token.issuer()));
        if (token.audiences().stream().noneMatch(provider.clientIDList()::contains)) {
            throw WebIdentityToken.invalid("Incorrect token audience");
        }
        Vouched vouched = token.vouched();
        requireFresh(vouched.expiry());
        String arn = IdentityProviders.arn(provider.url(), caller);
        AssumeRoleRequest session = AssumeRoleRequest.builder()
                .roleArn(request.roleArn())
                .roleSessionName(request.roleSessionName())
                .policy(request.policy())
                .policyArns(request.policyArns())
                .durationSeconds(request.durationSeconds())
                .build();
        AssumeRoleResponse issued = assume(WEB, session, arn, vouched, caller);
        return AssumeRoleWithWebIdentityResponse.builder()
                .credentials(issued.credentials())
                .assumedRoleUser(issued.assumedRoleUser())
                .subjectFromWebIdentityToken(vouched.subject())
                .provider(arn)
                .audience(vouched.audience())
                .sourceIdentity(issued.sourceIdentity())
                .build();
    }

    AssumeRoleWithSamlResponse assumeRoleWithSaml(AssumeRoleWithSamlRequest request, CallerIdentity caller) {
        SamlResponse response = SamlResponse.parse(request.samlAssertion());
        String arn = request.principalArn();
        GetSamlProviderResponse provider =
                providers.saml(arn).orElseThrow(() -> WebIdentityToken.invalid("Specified provider doesn't exist"));
        boolean known = SecureXml.parse(provider.samlMetadataDocument())
                .filter(metadata -> metadata.getAttribute("entityID").equals(response.issuer()))
                .isPresent();
        if (!known) {
            throw new AwsException(
                    "AuthSamlInvalidSamlResponseException", 400, "Issuer not present in specified provider");
        }
        String name = response.attribute("RoleSessionName").stream()
                .findFirst()
                .orElseThrow(() -> WebIdentityToken.invalid("RoleSessionName is required in AuthnResponse"));
        if (!name.matches("[\\w+=,.@-]{2,64}")) {
            throw WebIdentityToken.invalid("RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}");
        }
        Vouched vouched = response.vouched(arn);
        requireFresh(vouched.expiry());
        if (!response.isFor(request.roleArn(), arn)) {
            throw denied(SAML);
        }
        AssumeRoleRequest session = AssumeRoleRequest.builder()
                .roleArn(request.roleArn())
                .roleSessionName(name)
                .policy(request.policy())
                .policyArns(request.policyArns())
                .durationSeconds(request.durationSeconds())
                .build();
        AssumeRoleResponse issued = assume(SAML, session, arn, vouched, caller);
        return AssumeRoleWithSamlResponse.builder()
                .credentials(issued.credentials())
                .assumedRoleUser(issued.assumedRoleUser())
                .subject(vouched.subject())
                .subjectType(response.subjectType())
                .issuer(response.issuer())
                .audience(vouched.audience())
                .nameQualifier(response.nameQualifier(arn))
                .sourceIdentity(issued.sourceIdentity())
                .build();
    }

    private void requireFresh(Instant expiry) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (!now.isBefore(expiry)) {
            throw new AwsException(
                    "ExpiredTokenException",
                    400,
                    "Token expired: current date/time " + now.getEpochSecond()
                            + " must be before the expiration date/time " + expiry.getEpochSecond());
        }
    }

    private static AwsException denied(String action) {
        return Refusals.accessDenied("Not authorized to perform " + action);
    }

    private AssumeRoleResponse assume(
            String action, AssumeRoleRequest asked, String providerArn, Vouched vouched, CallerIdentity caller) {
        Role role = directory.roleByArn(asked.roleArn()).orElseThrow(() -> denied(action));
        Map<String, List<String>> keys = new TreeMap<>(vouched.keys());
        keys.put("aws:FederatedProvider", List.of(providerArn));
        List<String> transitive = vouched.transitive();
        AssumeRoleRequest session = asked.toBuilder()
                .sourceIdentity(vouched.sourceIdentity())
                .tags(vouched.tags())
                .transitiveTagKeys(transitive.isEmpty() ? null : transitive)
                .durationSeconds(asked.durationSeconds() == null ? Sessions.HOUR : asked.durationSeconds())
                // Who it is stays in the session. Requests from outside do not come here, so the member is free to keep
                // it.
                .providedContexts(keys.entrySet().stream()
                        .flatMap(key -> key.getValue().stream()
                                .map(value -> ProvidedContext.builder()
                                        .providerArn(key.getKey())
                                        .contextAssertion(value)
                                        .build()))
                        .toList())
                .build();
        for (String needed : needed(action, vouched)) {
            if (!trusts(role, needed, context(session, keys, vouched, caller.region()), providerArn)) {
                throw denied(needed);
            }
        }
        sessions.requireIssuable(role, session, caller);
        return sessions.issue(role, session, caller.partition());
    }

    private static List<String> needed(String action, Vouched vouched) {
        List<String> needed = new ArrayList<>(List.of(action));
        if (vouched.sourceIdentity() != null) {
            needed.add("sts:SetSourceIdentity");
        }
        if (!vouched.tags().isEmpty()) {
            needed.add("sts:TagSession");
        }
        return needed;
    }

    private Context context(AssumeRoleRequest session, Map<String, List<String>> keys, Vouched vouched, String region) {
        Map<String, List<String>> all = new TreeMap<>(keys);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        all.put("aws:CurrentTime", List.of(now.toString()));
        all.put("aws:EpochTime", List.of(String.valueOf(now.getEpochSecond())));
        all.put("aws:SecureTransport", List.of("true"));
        all.put("aws:PrincipalIsAWSService", List.of("false"));
        all.put("sts:RoleSessionName", List.of(session.roleSessionName()));
        all.put("aws:RequestedRegion", List.of(region));
        put(all, "sts:SourceIdentity", vouched.sourceIdentity());
        for (Tag tag : vouched.tags()) {
            all.put("aws:RequestTag/" + tag.key(), List.of(tag.value()));
        }
        all.put("aws:TagKeys", vouched.tags().stream().map(Tag::key).toList());
        all.put("sts:TransitiveTagKeys", vouched.transitive());
        return new Context(all);
    }

    private static void put(Map<String, List<String>> keys, String key, @Nullable String value) {
        if (value != null) {
            keys.put(key, List.of(value));
        }
    }

    private static boolean trusts(Role role, String action, Context context, String providerArn) {
        PolicySource trust = new PolicySource(
                role.roleName(), Identities.KIND, PolicyReader.read(role.assumeRolePolicyDocument(), Grammar.TRUST));
        try {
            return Evaluation.decide(
                            PolicySet.of(List.of()).withTrust(trust),
                            new Request(Principal.federated(providerArn), action, role.arn(), context, KNOWLEDGE))
                    .isAllowed();
        } catch (UndecidableException e) {
            throw new AwsException(
                    "NotImplemented", 501, "The sandbox cannot decide whether to allow this: " + e.getMessage());
        }
    }
}
