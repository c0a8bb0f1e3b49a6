package dev.tenantadmin.command.verify.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.permit.PrincipalKind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuestionsTest {

    private static Tenancy tenancy(String name) {
        return new Tenancy(
                new Names(new TenantName(name), new Home("aws", "123456789012", "us-east-1")),
                Settings.plain("arn:aws:iam::123456789012:user/administrator"),
                List.of(name + "--owner"),
                List.of(name + "--main"),
                List.of());
    }

    private static List<Inquiry> about(PrincipalKind kind, int others) {
        return Questions.about(
                new Subject(
                        tenancy("acme"),
                        kind,
                        "arn:aws:iam::123456789012:user/tenant-admin/us-east-1/acme/acme--owner"),
                IntStream.range(0, others).mapToObj(i -> tenancy("t" + i)).toList());
    }

    @ParameterizedTest
    @EnumSource(PrincipalKind.class)
    void everyOtherTenantIsAskedAboutInCallsOfOnePage(PrincipalKind kind) {
        List<Inquiry> all = about(kind, 200);

        assertThat(all)
                .allSatisfy(inquiry -> assertThat(
                                inquiry.actions().size() * inquiry.resources().size())
                        .isLessThanOrEqualTo(Inquiry.MOST));
        for (String other : List.of("t0", "t199", "acme-nobody")) {
            assertThat(all.stream()
                            .flatMap(inquiry -> inquiry.asks().stream())
                            .filter(ask -> ask.target().owner().equals(other)))
                    .hasSizeGreaterThan(40)
                    .allMatch(ask -> ask.expected() == Expected.DENIED);
        }
    }

    /** A call holds a thousand answers, so ten times the tenants are far from ten times the calls. */
    @ParameterizedTest
    @CsvSource({"20, 20", "100, 24", "1000, 100"})
    void callsForOnePrincipalHardlyGrowWithTheTenants(int tenants, int most) {
        assertThat(about(PrincipalKind.EXECUTION_ROLE, tenants - 1)).hasSizeLessThanOrEqualTo(most);
    }

    @Test
    void nobodyIsATenantThatDoesNotExistAndThatAPatternTooWideMatches() {
        assertThat(Questions.nobody(tenancy("acme"), List.of()).name()).isEqualTo("acme-nobody");
        assertThat(Questions.nobody(tenancy("acme"), List.of(tenancy("acme-nobody")))
                        .name())
                .isEqualTo("nobody-1");
        assertThat(Questions.nobody(tenancy("a-name-of-twenty-cha"), List.of()).name())
                .isEqualTo("a-name-of-twe-nobody");
        assertThat(Questions.nobody(tenancy("some-more-awsome-cha"), List.of()).name())
                .isEqualTo("nobody-1");
    }

    @Test
    void aStrangerMayNothing() {
        assertThat(about(PrincipalKind.STRANGER, 3))
                .allSatisfy(inquiry -> assertThat(inquiry.asks()).allMatch(ask -> ask.expected() == Expected.DENIED));
    }
}
