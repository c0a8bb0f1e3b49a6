package dev.tenantadmin.tenant.permit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.command.verify.question.CollidingNames;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.PolicyReader;
import dev.tenantadmin.policy.reason.Access;
import dev.tenantadmin.policy.reason.Possibility;
import dev.tenantadmin.policy.reason.Reasoner;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.DataKey;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.testing.Enumerated;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What our documents allow is what is meant, for every option and all options together. */
class PermitTest {

    static final Names ACME = new Names(new TenantName("acme"), new Home("aws", "123456789012", "eu-west-1"));
    private static final Settings PLAIN = Settings.plain("arn:aws:iam::123456789012:role/platform/admin");

    private final Reasoner reasoner = new Reasoner(new ConditionKeys());

    static Map<String, Settings> settings() {
        Map<String, Settings> all = new LinkedHashMap<>();
        all.put("plain", PLAIN);
        all.put(
                "subnet",
                PLAIN.with(Options.SUBNET, Optional.of("subnet-0123456789abcdef0"))
                        .with(Options.SECURITY_GROUPS, List.of("sg-1", "sg-2")));
        all.put("key", PLAIN.with(Options.KMS_KEY, Optional.of("1234abcd-12ab-34cd-56ef-1234567890ab")));
        all.put("MFA", PLAIN.with(Options.REQUIRE_MFA, true));
        all.put("addresses", PLAIN.with(Options.ALLOW_CIDR, List.of("203.0.113.0/24", "2001:db8::/32")));
        all.put(
                "data",
                PLAIN.with(
                        Options.DATA_LOCATION,
                        List.of(
                                DataLocation.of("s3://bucket/acme/"),
                                DataLocation.of("s3://whole/"),
                                DataLocation.of("s3://theirs/acme/,account=999999999999"))));
        all.put(
                "data key",
                all.get("data")
                        .with(
                                Options.DATA_KEY,
                                Optional.of(
                                        new DataKey(
                                                "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"))));
        all.put("types", PLAIN.with(Options.ALLOW_INSTANCE_TYPE, List.of("ml.t3.*", "ml.m5.*")));
        all.put("run time", PLAIN.with(Options.MAX_RUNTIME, Optional.of(Duration.ofHours(6))));
        Settings every = PLAIN;
        for (Settings one : all.values()) {
            every = every.with(one.options());
        }
        all.put("everything", every);
        all.put("suspended", every.suspended(true));
        return all;
    }

    static PolicySource source(String document) {
        return new PolicySource("p", "policy", PolicyReader.read(document, Grammar.IDENTITY));
    }

    private static PolicySet policies(PolicyDocuments documents, PrincipalKind kind, boolean isCapped) {
        Stream<String> identity = switch (kind) {
            case USER -> Stream.of(documents.access(), documents.assume());
            case ACCESS_ROLE -> Stream.of(documents.access());
            case EXECUTION_ROLE -> Stream.of(documents.execution());
            case STRANGER -> Stream.of();
        };
        return new PolicySet(
                identity.map(PermitTest::source).toList(),
                isCapped ? source(documents.boundary()) : null,
                null,
                null,
                false);
    }

    private static Access access(Settings settings, PrincipalKind kind, boolean isCapped) {
        return access(kind, policies(new PolicyDocuments(ACME, settings), kind, isCapped));
    }

    /** Of a principal of tenant acme with these policies. */
    static Access access(PrincipalKind kind, PolicySet policies) {
        return access(ACME, kind, policies);
    }

    private static Access access(Names names, PrincipalKind kind, PolicySet policies) {
        String user = names.home().iam("user" + names.path() + names.prefix() + "alice");
        return kind == PrincipalKind.USER
                ? new Access(
                        Principal.user(user, "AIDA1"),
                        Map.of(
                                "aws:username", List.of(names.prefix() + "alice"),
                                "aws:PrincipalArn", List.of(user),
                                "aws:PrincipalAccount", List.of("123456789012")),
                        policies)
                : new Access(
                        Principal.session("arn:aws:sts::123456789012:assumed-role/r/s", names.accessRoleArn(), "AROA1"),
                        Map.of("aws:username", List.of(), "aws:PrincipalAccount", List.of("123456789012")),
                        policies);
    }

    static Stream<Arguments> all() {
        return settings().entrySet().stream()
                .flatMap(entry -> Stream.of(PrincipalKind.USER, PrincipalKind.ACCESS_ROLE, PrincipalKind.EXECUTION_ROLE)
                        .map(kind -> Arguments.of(entry.getKey(), kind)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void ourDocumentsAllowNothingElse(String option, PrincipalKind kind) {
        Settings settings = Objects.requireNonNull(settings().get(option));
        List<Permission> meant = new Permit(ACME, settings).meant(kind, "acme--alice");
        assertThat(reasoner.outside(access(settings, kind, true), Permit.policies(meant)))
                .isEqualTo(new Possibility.None());
        List<Permission> home = new Permit(ACME, settings).atHome(kind, "acme--alice");
        assertThat(reasoner.outside(access(settings, kind, true), Permit.policies(home)))
                .isEqualTo(new Possibility.None());
        Settings withoutBoundary = settings.with(
                Options.PERMISSIONS_BOUNDARY, Optional.of("arn:aws:iam::123456789012:policy/organisation"));
        assertThat(reasoner.outside(access(withoutBoundary, kind, false), Permit.policies(meant)))
                .isEqualTo(new Possibility.None());
    }

    static List<String> colliding() {
        return Enumerated.atLeast(20, "tenants with colliding names", CollidingNames.ALL.stream());
    }

    /** None is over the budget either, whatever the tenant's name is. */
    @ParameterizedTest
    @MethodSource("colliding")
    void itIsDecidedForEveryNameWithAllOptions(String tenant) {
        Names names = new Names(new TenantName(tenant), ACME.home());
        Settings settings = Objects.requireNonNull(settings().get("everything"));
        PolicyDocuments documents = new PolicyDocuments(names, settings);
        for (PrincipalKind kind : PrincipalKind.values()) {
            assertThat(new Confinement(reasoner, names, settings)
                            .of(kind, names.prefix() + "alice", access(names, kind, policies(documents, kind, true))))
                    .isEmpty();
        }
    }
}
