package dev.tenantadmin.tenant.document;

import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Trust;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.policybuilder.iam.IamCondition;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPrincipal;
import software.amazon.awssdk.policybuilder.iam.IamPrincipalType;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/**
 * The options that a tenant's documents show: the inverse of {@link PolicyDocuments}. Writing policies needs more rights than writing tags,
 * so whoever wrote these could already grant access. A missing document shows nothing.
 *
 * @param principals the ARNs of administrators and trusted roles, which a trust policy does not distinguish
 * @param trusts accounts and providers
 * @param cidrs empty for everywhere
 * @param dataKeys the ARNs of its data keys
 * @param instanceTypes empty for all
 * @param maxRuntime null for no limit
 * @param subnets those that work can join
 * @param onlySubnets those that work must stay in; empty for any
 * @param kmsKeys their ARNs
 */
public record ShownOptions(
        Set<String> principals,
        Set<Trust> trusts,
        Set<String> permissionSets,
        boolean requireMfa,
        Set<String> cidrs,
        Set<DataLocation> dataLocations,
        Set<String> dataKeys,
        Set<String> instanceTypes,
        @Nullable Duration maxRuntime,
        Set<String> subnets,
        Set<String> onlySubnets,
        Set<String> securityGroups,
        Set<String> kmsKeys) {

    private static final Pattern SSO_ROLE = Pattern.compile(
            "arn:[a-z-]+:iam::\\d{12}:role/aws-reserved/sso\\.amazonaws\\.com\\*/AWSReservedSSO_(.+)_\\?{16}");
    private static final Pattern SUBNET = Pattern.compile("arn:[a-z-]+:ec2:[^:]*:\\*:subnet/(subnet-.+)");
    private static final Pattern SECURITY_GROUP = Pattern.compile("arn:[a-z-]+:ec2:[^:]*:\\*:security-group/(sg-.+)");

    /** Reads the existing documents. A document that is not ours shows nothing. */
    public static ShownOptions of(Names names, Map<TenantDocument, String> documents) {
        Map<TenantDocument, List<IamStatement>> all = new TreeMap<>();
        documents.forEach((document, text) -> all.put(document, statements(text)));
        List<IamStatement> trust = all.getOrDefault(TenantDocument.ACCESS_TRUST, List.of());
        List<IamStatement> identity = Stream.of(
                        TenantDocument.BOUNDARY, TenantDocument.ACCESS, TenantDocument.EXECUTION)
                .flatMap(document -> all.getOrDefault(document, List.of()).stream())
                .toList();
        Set<String> named = values(trust, IamEffect.ALLOW, "aws:PrincipalArn");
        Set<String> sets = groups(SSO_ROLE, named);
        return new ShownOptions(
                named.stream()
                        .filter(arn -> !SSO_ROLE.matcher(arn).matches() && !arn.contains(Names.ROOT_PATH))
                        .collect(Collectors.toCollection(TreeSet::new)),
                trusts(trust),
                sets,
                all.getOrDefault(TenantDocument.ASSUME, List.of()).stream()
                        .anyMatch(statement ->
                                conditions(statement, Denies.MFA).findAny().isPresent()),
                values(identity, IamEffect.DENY, "aws:SourceIp"),
                locations(
                        names,
                        all.getOrDefault(TenantDocument.EXECUTION, List.of()),
                        all.getOrDefault(TenantDocument.BOUNDARY, List.of())),
                resources(identity, Actions.USE_DATA_KEY::contains),
                values(identity, IamEffect.DENY, Denies.INSTANCE_TYPES),
                values(identity, IamEffect.DENY, Denies.MAX_RUNTIME).stream()
                        .filter(seconds -> seconds.matches("\\d{1,9}"))
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                        .findFirst()
                        .orElse(null),
                groups(SUBNET, resources(identity, Actions.JOIN_NETWORK::contains)),
                values(identity, IamEffect.DENY, Denies.VPC_SUBNETS),
                groups(SECURITY_GROUP, resources(identity, Actions.JOIN_NETWORK::contains)),
                resources(identity, Actions.USE_KEY::contains));
    }

    /** Only the execution policy names accounts; other locations in the boundary belong to the own account. */
    private static Set<DataLocation> locations(Names names, List<IamStatement> execution, List<IamStatement> boundary) {
        String home = names.home().account();
        Set<DataLocation> all = execution.stream()
                .flatMap(PolicyDocuments::dataLocations)
                .map(location -> location.seenFrom(home))
                .collect(Collectors.toCollection(TreeSet::new));
        List<DataLocation> capped = boundary.stream()
                .flatMap(PolicyDocuments::dataLocations)
                .filter(location -> all.stream().noneMatch(location::isAt))
                .toList();
        all.addAll(capped);
        return all;
    }

    private static List<IamStatement> statements(String document) {
        try {
            return IamPolicy.fromJson(document).statements();
        } catch (RuntimeException e) {
            // Not ours if the builder cannot read it.
            return List.of();
        }
    }

    private static Stream<IamCondition> conditions(IamStatement statement, String key) {
        return statement.conditions().stream()
                .filter(condition -> condition.key().value().equals(key))
                // A Null condition says nothing about the key's value.
                .filter(condition -> !condition.operator().value().equals("Null"));
    }

    private static Set<String> values(List<IamStatement> statements, IamEffect effect, String key) {
        return statements.stream()
                .filter(statement -> statement.effect().equals(effect))
                .flatMap(statement -> conditions(statement, key))
                .map(IamCondition::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> resources(List<IamStatement> statements, Predicate<String> action) {
        return statements.stream()
                .filter(statement -> statement.effect().equals(IamEffect.ALLOW))
                .filter(statement -> statement.actions().stream().anyMatch(allowed -> action.test(allowed.value())))
                .flatMap(statement -> statement.resources().stream())
                .map(resource -> resource.value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> groups(Pattern pattern, Collection<String> texts) {
        return texts.stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Trust> trusts(List<IamStatement> statements) {
        Set<Trust> trusts = new TreeSet<>();
        for (IamStatement statement : statements) {
            if (!statement.effect().equals(IamEffect.ALLOW)) {
                continue;
            }
            for (IamPrincipal principal : statement.principals()) {
                StringBuilder text = new StringBuilder(principal.id());
                if (principal.type().equals(IamPrincipalType.FEDERATED)) {
                    String issuer = principal.id().substring(principal.id().indexOf('/') + 1);
                    Stream.of("aud", "sub")
                            .forEach(key -> conditions(statement, issuer + ":" + key)
                                    .forEach(condition -> text.append(",%s=%s".formatted(key, condition.value()))));
                } else {
                    conditions(statement, "sts:ExternalId")
                            .forEach(condition -> text.append(",external-id=" + condition.value()));
                }
                try {
                    trusts.add(Trust.of(text.toString()));
                } catch (IllegalArgumentException e) {
                    // Not a trust from an option: either the account itself, or not ours.
                }
            }
        }
        return trusts;
    }
}
