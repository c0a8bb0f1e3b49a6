package dev.tenantadmin.tenant.permit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.testing.KeptPage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The manual says what is proved. */
class PermitPageTest {

    private static final KeptPage KEPT =
            new KeptPage(Path.of("src/site/markdown/permit.md"), "TENANT_ADMIN_WRITE_PERMIT");

    private static final Names ACME = new Names(new TenantName("acme"), new Home("aws", "123456789012", "us-east-1"));
    private static final Settings PLAIN = Settings.plain("arn:aws:iam::123456789012:user/administrator");

    @Test
    void thePageOfTheManualIsThatOfThePermit() throws IOException {
        String made = new PermitPage(ACME, PLAIN).markdown();
        KEPT.is(made);
    }

    /** The page says so in a sentence. */
    @ParameterizedTest
    @EnumSource
    void ofASuspendedTenantNobodyMayDoAnything(PrincipalKind kind) {
        assertThat(new Permit(ACME, PLAIN.suspended(true)).meant(kind, "acme--alice"))
                .isEmpty();
    }
}
