package dev.tenantadmin.policy.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.language.Effect;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.PolicyReader;
import dev.tenantadmin.policy.language.Statement;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What our own documents allow is decided exactly: never "perhaps", never over budget. */
class OwnDocumentsTest {

    private static final Settings PLAIN = Settings.plain("arn:aws:iam::123456789012:role/platform/admin");
    private static final Settings EVERYTHING = PLAIN.with(Options.SUBNET, Optional.of("subnet-0123456789abcdef0"))
            .with(Options.SECURITY_GROUPS, List.of("sg-1", "sg-2"))
            .with(Options.KMS_KEY, Optional.of("1234abcd-12ab-34cd-56ef-1234567890ab"))
            .with(Options.REQUIRE_MFA, true)
            .with(Options.ALLOW_CIDR, List.of("203.0.113.0/24", "2001:db8::/32"))
            .with(Options.DATA_LOCATION, List.of(DataLocation.of("s3://bucket/acme/")))
            .with(Options.ALLOW_INSTANCE_TYPE, List.of("ml.t3.*", "ml.m5.*"))
            .with(Options.MAX_RUNTIME, Optional.of(Duration.ofHours(6)));

    private final Reasoner reasoner = new Reasoner(new ConditionKeys());

    private static Names names(String tenant) {
        return new Names(new TenantName(tenant), new Home("aws", "123456789012", "eu-west-1"));
    }

    private static PolicySource source(String document) {
        return new PolicySource("p", "policy", PolicyReader.read(document, Grammar.IDENTITY));
    }

    private Possibility answer(PolicySet policies, Policy... permit) {
        return reasoner.outside(
                new Access(
                        Principal.user(
                                "arn:aws:iam::123456789012:user/tenant-admin/eu-west-1/acme/acme--alice", "AIDA1"),
                        Map.of(
                                "aws:username", List.of("acme--alice"),
                                "aws:PrincipalArn",
                                        List.of(
                                                "arn:aws:iam::123456789012:user/tenant-admin/eu-west-1/acme/acme--alice")),
                        policies),
                List.of(permit));
    }

    private static Stream<PolicySet> principals(PolicyDocuments documents) {
        PolicySource boundary = source(documents.boundary());
        return Stream.of(
                new PolicySet(
                        List.of(source(documents.access()), source(documents.assume())), boundary, null, null, false),
                new PolicySet(List.of(source(documents.access())), boundary, null, null, false),
                new PolicySet(List.of(source(documents.execution())), boundary, null, null, false));
    }

    private static Stream<Arguments> all() {
        return Stream.of(PLAIN, EVERYTHING)
                .flatMap(settings -> principals(new PolicyDocuments(names("acme"), settings)))
                .map(Arguments::of);
    }

    private static Policy[] identity(PolicySet policies) {
        return policies.identity().stream().map(PolicySource::policy).toArray(Policy[]::new);
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatTheyAllowIsWithinThemselves(PolicySet policies) {
        assertThat(answer(policies, identity(policies))).isEqualTo(new Possibility.None());
    }

    /** A permit that lacks one statement is left, or another statement is known to have the same. */
    @ParameterizedTest
    @MethodSource("all")
    void everyStatementIsMissed(PolicySet policies) {
        int missed = 0;
        int allowing = 0;
        for (Policy policy : identity(policies)) {
            for (Statement statement : policy.statements()) {
                if (statement.effect() == Effect.ALLOW) {
                    allowing++;
                    Policy[] less = Stream.of(identity(policies))
                            .map(whole -> new Policy(
                                    whole.hasVariables(),
                                    whole.statements().stream()
                                            .filter(other -> !other.equals(statement))
                                            .toList()))
                            .toArray(Policy[]::new);
                    Possibility answer = answer(policies, less);
                    assertThat(answer).isInstanceOfAny(Possibility.Certain.class, Possibility.None.class);
                    missed += answer instanceof Possibility.Certain ? 1 : 0;
                }
            }
        }
        assertThat(missed).isGreaterThan(allowing / 2);
    }

    @Test
    void anotherTenantsThingsAreOutOfReach() {
        for (Settings settings : List.of(PLAIN, EVERYTHING)) {
            Policy others = source("""
                            {"Version": "2012-10-17", "Statement": [
                             {"Effect": "Allow", "Resource": "*", "Action": ["sagemaker:List*", "ec2:Describe*",
                              "ecr:GetAuthorizationToken", "cloudwatch:PutMetricData"]},
                             {"Effect": "Allow", "Action": "*", "NotResource": ["arn:aws:sagemaker:eu-west-1:123456789012:notebook-instance/west--*",
                              "arn:aws:sagemaker:eu-west-1:123456789012:model/west--*", "arn:aws:sagemaker:eu-west-1:123456789012:endpoint/west--*",
                              "arn:aws:sagemaker:eu-west-1:123456789012:training-job/west--*", "arn:aws:iam::123456789012:role/*/west--*", "arn:aws:iam::123456789012:user/*/west--*", "arn:aws:s3:::bucket/west/*"]}]}""").policy();
            principals(new PolicyDocuments(names("acme"), settings))
                    .forEach(policies -> assertThat(answer(policies, others)).isEqualTo(new Possibility.None()));
            principals(new PolicyDocuments(names("west"), settings))
                    .forEach(policies -> assertThat(answer(policies, others)).isInstanceOf(Possibility.Certain.class));
        }
    }
}
