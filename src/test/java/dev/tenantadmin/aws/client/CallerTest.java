package dev.tenantadmin.aws.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.TenantName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {

    private static final TenantName ACME = new TenantName("acme");

    private static Caller caller(String arn) {
        return new Caller("123456789012", arn);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::123456789012:user/jane, jane",
        "arn:aws:iam::123456789012:user/ops/emea/jane, jane",
        "arn:aws-cn:sts::123456789012:assumed-role/admin/jane@example.com, jane@example.com",
        "arn:aws:iam::123456789012:root, root",
        "arn:aws:sts::123456789012:federated-user/jane, jane",
        "arn:aws:iam::123456789012:user/j, j--",
        "arn:aws:sts::123456789012:assumed-role/admin/jané, jan-",
    })
    void aNameFitsASession(String arn, String name) {
        assertThat(caller(arn).name()).isEqualTo(name).matches("[\\w+=,.@-]{2,64}");
    }

    @Test
    void aNameThatIsTooLongIsCut() {
        assertThat(caller("arn:aws:iam::123456789012:user/" + "x".repeat(65)).name())
                .hasSize(64);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::123456789012:user/tenant-admin/eu-west-1/acme/acme--owner, eu-west-1",
        "arn:aws:iam::123456789012:user/teams/ml/tenant-admin/eu-west-1/acme/acme--owner, eu-west-1",
        "arn:aws-us-gov:iam::123456789012:user/tenant-admin/us-gov-west-1/acme/acme--owner, us-gov-west-1",
    })
    void aMembersArnTellsTheHomeRegion(String arn, String region) {
        assertThat(caller(arn).homeAsMember(ACME))
                .get()
                .extracting(Home::region)
                .isEqualTo(region);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::123456789012:user/tenant-admin/eu-west-1/acme-west/acme-west--owner",
                "arn:aws:iam::123456789012:user/acme--owner",
                "arn:aws:sts::123456789012:assumed-role/acme--access/acme--owner"
            })
    void nobodyElseIsAMember(String arn) {
        assertThat(caller(arn).homeAsMember(ACME)).isEmpty();
    }

    @Test
    void onlyASessionOfTheTenantsOwnRoleIsInIt() {
        assertThat(caller("arn:aws:sts::123456789012:assumed-role/acme--access/jane")
                        .inAccessRole(ACME))
                .isTrue();
        assertThat(caller("arn:aws:sts::123456789012:assumed-role/acme-west--access/jane")
                        .inAccessRole(ACME))
                .isFalse();
        assertThat(caller("arn:aws:iam::123456789012:user/acme--access").inAccessRole(ACME))
                .isFalse();
    }
}
