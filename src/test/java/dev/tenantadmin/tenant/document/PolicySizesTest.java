package dev.tenantadmin.tenant.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tenantadmin.tenant.document.Revocation.Ending;
import dev.tenantadmin.tenant.document.Revocation.Whose;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.DataKey;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.option.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicySizesTest {

    /** Room for a correction that cannot wait for another to make way. */
    private static final int MARGIN = 60;

    private static final String ADMINISTRATOR = "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/"
            + "ap-southeast-1/AWSReservedSSO_" + "x".repeat(32) + "_0123456789abcdef";

    @ParameterizedTest
    @CsvSource({"aws,ap-southeast-1", "aws-cn,cn-northwest-1", "aws-us-gov,us-gov-west-1"})
    void theLongestNameWithEveryOptionFits(String partition, String region) {
        PolicySizes sizes = sizes(partition, region, 5);
        assertThat(sizes.sizes())
                .extracting(PolicySizes.Size::limit)
                .containsExactly(6_144, 6_144, 5_120, 10_240, 2_048, 2_048);
        assertThat(sizes.sizes())
                .allSatisfy(size -> assertThat(size.limit() - size.characters())
                        .as(size.toString())
                        .isGreaterThanOrEqualTo(MARGIN));
        sizes.check();
    }

    /** As many persons as may be removed within twelve hours, after a resumption and a withdrawal within the same. */
    @Test
    void theEndsOfSessionsOfManyPersonsFitIntoTheAccessRole() {
        Names names = new Names(new TenantName("abcdefghijklmnopqrst"), new Home("aws", "123456789012", "us-east-1"));
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Revocation all = Revocation.NONE
                .with(new Ending(new Whose.Everybody(), now), now)
                .with(new Ending(Whose.OtherPrincipals.of(names), now), now);
        Revocation person =
                Revocation.NONE.with(new Ending(new Whose.User(names.user(new PersonName("p".repeat(41)))), now), now);

        assertThat(all.endings()).hasSize(2);
        assertThat(PolicySizes.characters(all.document()) + 35 * PolicySizes.characters(person.document()))
                .isLessThanOrEqualTo(10_240);
    }

    @Test
    void whiteSpaceIsNotCounted() {
        assertThat(PolicySizes.characters("{ \"a\":\n\t1 }")).isEqualTo(7);
    }

    @Test
    void aDocumentThatIsTooLargeIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sizes("aws", "eu-west-1", 100).check())
                .withMessageMatching(
                        "the access policy would have [\\d,]+ characters, [\\d,]+ more than the 6,144 that IAM allows: .*");
    }

    /** Every option at its greatest sensible use: the longest names, four of what there may be many of, one data location and its key; suspended. */
    private static PolicySizes sizes(String partition, String region, int groups) {
        String account = "arn:" + partition + ":iam::210987654321:";
        String own = "arn:" + partition + ":iam::123456789012:";
        return PolicySizes.of(new PolicyDocuments(
                new Names(
                        new TenantName("abcdefghijklmnopqrst"),
                        new Home(partition, "123456789012", region, "/departments/")),
                Settings.plain(ADMINISTRATOR)
                        .with(Options.SUBNET, Optional.of("subnet-0123456789abcdef0"))
                        .with(
                                Options.SECURITY_GROUPS,
                                IntStream.range(0, groups)
                                        .mapToObj("sg-%017x"::formatted)
                                        .toList())
                        .with(Options.KMS_KEY, Optional.of("1234abcd-12ab-34cd-56ef-1234567890ab"))
                        .with(
                                Options.TRUST,
                                List.of(
                                        Trust.of(own + "role/departments/research/science"),
                                        Trust.of(account + "role/departments/research/science"),
                                        Trust.of(account + "root,external-id=3f2504e0-4f89-11d3-9a0c-0305e82c3301"),
                                        Trust.of(own + "saml-provider/identity")))
                        .with(Options.TRUST_SSO, List.of("DataScientist"))
                        .with(Options.ADMINISTRATORS, List.of(own + "role/platform/administrators"))
                        .with(Options.REQUIRE_MFA, true)
                        .with(
                                Options.ALLOW_CIDR,
                                List.of("203.0.113.0/24", "198.51.100.0/24", "192.0.2.0/24", "2001:db8:1234::/48"))
                        .with(
                                Options.DATA_LOCATION,
                                List.of(DataLocation.of("s3://" + "b".repeat(40)
                                        + "/departments/research/tenant/,account=210987654321")))
                        .with(
                                Options.DATA_KEY,
                                Optional.of(new DataKey(
                                        "arn:%s:kms:%s:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab"
                                                .formatted(partition, region))))
                        .with(Options.ALLOW_INSTANCE_TYPE, List.of("ml.t3.*", "ml.m5.*", "ml.c5.*", "ml.g5.xlarge"))
                        .with(Options.MAX_RUNTIME, Optional.of(Duration.ofDays(3)))
                        .with(Options.PERMISSIONS_BOUNDARY, Optional.ofNullable(own + "policy/departments/boundary"))
                        .suspended(true)));
    }
}
