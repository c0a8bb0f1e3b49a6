package dev.tenantadmin.tenant.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.option.TagList;
import dev.tenantadmin.tenant.option.Trust;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the access role's trust policy lets in, and what of the options the anchor's tags give back. */
class TrustTest {

    private static final TenantName ACME = new TenantName("acme");

    private static Settings with(Trust... trusts) {
        return Settings.plain("arn:aws:iam::123456789012:user/jane")
                .with(Options.TRUST, List.of(trusts))
                .with(Options.TRUST_SSO, List.of("Data,Science"))
                .with(Options.REQUIRE_MFA, true)
                .with(Options.ALLOW_CIDR, List.of("2001:db8::/32"))
                .with(Options.DATA_LOCATION, List.of(DataLocation.of("s3://bucket/a=b/")))
                .with(Options.ALLOW_INSTANCE_TYPE, List.of("ml.t3.*"))
                .with(Options.MAX_RUNTIME, Optional.of(Duration.ofMinutes(90)))
                .with(Options.PERMISSIONS_BOUNDARY, Optional.of("arn:aws:iam::aws:policy/PowerUserAccess"));
    }

    private static Document trust(String partition, String text) {
        return Document.parse(new PolicyDocuments(
                        new Names(ACME, new Home(partition, "123456789012", "eu-west-1")), with(Trust.of(text)))
                .accessTrust());
    }

    @Test
    void anotherAccountHasToShowItsExternalId() {
        Document trust = trust("aws", "arn:aws:iam::210987654321:root,external-id=x-7");

        assertThat(trust.allowing("sts:AssumeRole"))
                .anySatisfy(statement -> assertThat(statement.condition("StringEquals", "sts:ExternalId"))
                        .containsExactly("x-7"))
                .noneMatch(Document.Statement::unconditional);
    }

    @ParameterizedTest
    @CsvSource({
        "aws, https://signin.aws.amazon.com/saml",
        "aws-cn, https://signin.amazonaws.cn/saml",
        "aws-us-gov, https://signin.amazonaws-us-gov.com/saml"
    })
    void anAssertionHasToBeForTheSignInOfThePartition(String partition, String audience) {
        assertThat(trust(partition, "arn:" + partition + ":iam::123456789012:saml-provider/okta")
                        .allowing("sts:AssumeRoleWithSAML"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.condition("StringEquals", "SAML:aud"))
                        .containsExactly(audience));
    }

    @Test
    void anIssuersTokenHasToBeForThisAudienceAndSubject() {
        assertThat(trust("aws", "arn:aws:iam::123456789012:oidc-provider/token.example.com/id,aud=sts,sub=repo:org/x:*")
                        .allowing("sts:AssumeRoleWithWebIdentity"))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.condition("StringEquals", "token.example.com/id:aud"))
                            .containsExactly("sts");
                    assertThat(statement.condition("StringLike", "token.example.com/id:sub"))
                            .containsExactly("repo:org/x:*");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::123456789012:role/teams/a=b",
                "arn:aws:iam::210987654321:root,external-id=a,b=c,aud=d",
                "arn:aws:iam::123456789012:oidc-provider/token.example.com,aud=sts,sub=repo:*",
                "arn:aws:iam::123456789012:saml-provider/okta"
            })
    void settingsComeBackFromTagsThatIamTakes(String text) {
        Settings plain = with(Trust.of(text));
        Settings settings =
                new Settings(null, true, plain.administrator(), plain.options(), Map.of("team", "x"), false);

        Map<String, String> tags = settings.toTags(ACME);

        assertThat(tags.values()).allMatch(value -> value.matches("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}"));
        assertThat(Settings.fromTags(tags, () -> "caller")).isEqualTo(settings);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 253, 255, 256, 257, 509, 511, 512, 513, 2000})
    void aListOfAnyLengthComesBack(int length) {
        Map<String, String> tags = new TreeMap<>();
        List<String> values = length == 0
                ? List.of()
                : IntStream.of(1, length).distinct().mapToObj("x"::repeat).toList();
        TagList.put(tags, "trust", values);
        // What an interrupted command left of a longer list.
        IntStream.rangeClosed(2, 12).forEach(part -> tags.putIfAbsent("trust." + part, "y".repeat(256)));

        assertThat(TagList.get(tags, "trust")).isEqualTo(values);
        assertThat(tags.keySet()).allMatch(Settings::isOptional);
    }

    @Test
    void aSuspendedDocumentIsKnownWhateverElseItSays() {
        assertThat(Suspension.isIn("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
                 {"Sid": "x", "Effect": "Deny", "Action": ["*"], "Resource": ["*"]}]}""")).isTrue();
        assertThat(Suspension.isIn("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*",
                 "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}""")).isFalse();
        assertThat(Suspension.isIn("no document")).isFalse();
    }
}
