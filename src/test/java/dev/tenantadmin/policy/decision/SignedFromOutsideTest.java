package dev.tenantadmin.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.policy.decision.Decision.Outcome;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.PolicyReader;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.option.Trust;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Under whose name comes in whom an identity provider or another account sends. */
class SignedFromOutsideTest {

    private static final String SAML = "arn:aws:iam::123456789012:saml-provider/okta";
    private static final String ISSUER = "token.example.com/id";
    private static final String OIDC = "arn:aws:iam::123456789012:oidc-provider/" + ISSUER;
    private static final String SIGN = "sts:SetSourceIdentity";
    private static final String VENDOR = "210987654321";
    private static final String ALL = Case.document(List.of(Map.of("Effect", "Allow", "Action", "*", "Resource", "*")));
    private static final Names ACME = new Names(new TenantName("acme"), new Home("aws", Case.ACCOUNT, "eu-west-1"));
    private static final String TRUST = new PolicyDocuments(
                    ACME,
                    Settings.plain("arn:aws:iam::123456789012:role/platform/admin")
                            .with(
                                    Options.TRUST,
                                    List.of(
                                            Trust.of(SAML),
                                            Trust.of(OIDC + ",aud=sts,sub=repo:org/x:*"),
                                            Trust.of("arn:aws:iam::" + VENDOR + ":root,external-id=x-7"))))
            .accessTrust();

    /** Somebody from outside, with the first call and what it brings along. */
    private enum From {
        SAML_PROVIDER("sts:AssumeRoleWithSAML"),
        OIDC_PROVIDER("sts:AssumeRoleWithWebIdentity"),
        VENDORS_ROLE("sts:AssumeRole");

        private final String action;

        From(String action) {
            this.action = action;
        }

        private Map<String, String> keys() {
            return switch (this) {
                case SAML_PROVIDER -> Map.of("SAML:aud", "https://signin.aws.amazon.com/saml");
                case OIDC_PROVIDER -> Map.of(ISSUER + ":aud", "sts", ISSUER + ":sub", "repo:org/x:y");
                case VENDORS_ROLE ->
                    Map.of("sts:ExternalId", "x-7", "aws:PrincipalArn", "arn:aws:iam::" + VENDOR + ":role/vendor");
            };
        }

        private Principal principal() {
            return switch (this) {
                case SAML_PROVIDER -> Principal.federated(SAML);
                case OIDC_PROVIDER -> Principal.federated(OIDC);
                case VENDORS_ROLE ->
                    Principal.session(
                            "arn:aws:sts::" + VENDOR + ":assumed-role/vendor/x",
                            "arn:aws:iam::" + VENDOR + ":role/vendor",
                            "AROAVENDOR");
            };
        }
    }

    private static Outcome decide(From from, String action, @Nullable String key, String name) {
        Map<String, List<String>> context = new TreeMap<>();
        from.keys().forEach((each, value) -> context.put(each, List.of(value)));
        if (key != null) {
            context.put(key, List.of(name));
        }
        PolicySet policies = new PolicySet(
                List.of(new PolicySource("all", "IAM Policy", PolicyReader.read(ALL, Grammar.IDENTITY))),
                null,
                null,
                new PolicySource("trust", "IAM Policy", PolicyReader.read(TRUST, Grammar.TRUST)),
                true);
        return Evaluation.decide(
                        policies,
                        new Request(
                                from.principal(),
                                action,
                                ACME.accessRoleArn(),
                                new Context(context),
                                Knowledge.COMPLETE))
                .outcome();
    }

    @Test
    void aVendorsSessionDoesNotKeepAUsersName() {
        assertThat(decide(From.VENDORS_ROLE, SIGN, "aws:SourceIdentity", "acme--alice"))
                .isEqualTo(Outcome.IMPLICIT_DENY);
        assertThat(decide(From.VENDORS_ROLE, SIGN, "aws:SourceIdentity", "jane"))
                .isEqualTo(Outcome.ALLOWED);
    }

    /** A request with a name is one for this too, and both have to be allowed. */
    @TestFactory
    List<DynamicTest> comesInUnderAnyNameButAUsers() {
        return List.of(From.values()).stream()
                .map(from -> DynamicTest.dynamicTest(from.name(), () -> {
                    assertThat(decide(from, from.action, null, "")).isEqualTo(Outcome.ALLOWED);
                    for (String name : List.of("jane", "acme-west--alice")) {
                        assertThat(decide(from, from.action, "sts:SourceIdentity", name))
                                .isEqualTo(Outcome.ALLOWED);
                        assertThat(decide(from, SIGN, "sts:SourceIdentity", name))
                                .isEqualTo(Outcome.ALLOWED);
                    }
                    assertThat(decide(from, SIGN, "sts:SourceIdentity", "acme--alice"))
                            .isEqualTo(Outcome.EXPLICIT_DENY);
                }))
                .toList();
    }
}
