package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users under a tenant's path that are not the tenant's. */
class StrangersTest {

    private static final String ROOT = "/tenant-admin/us-east-1/";

    private final Shell shell = new Shell();

    @ParameterizedTest
    @CsvSource({
        "acme/x/, eve",
        "acme/x/, acme--eve",
        "acme/acme--x/, acme--eve",
        "acme/, eve",
        "acme/, acme--Eve",
        "acme/, acme--a--b"
    })
    void keepTheTenantFromBeingMadeOrMended(String path, String name) {
        shell.iam().createUser(r -> r.path(ROOT + path).userName(name));
        shell.door.forget();
        String[] says = {"under the path of tenant acme", ROOT + path + name, "aws iam update-user --new-path"};

        shell.run("create-tenant acme").refused(ExitCode.CONFLICT, says);
        shell.run("create-tenant acme --dry-run").refused(ExitCode.CONFLICT, says);
        assertThat(shell.door.writes()).isEmpty();

        shell.run("create-tenant acme-west").done();
        shell.iam().deleteUser(r -> r.userName(name));
        shell.run("create-tenant acme").done();
        shell.iam().createUser(r -> r.path(ROOT + path).userName(name));
        shell.door.forget();
        shell.run("create-tenant acme").refused(ExitCode.CONFLICT, says);
        assertThat(shell.door.writes()).isEmpty();
        Ran verify = shell.run("verify acme -o json");
        assertThat(verify.exit()).isEqualTo(ExitCode.FOUND.code());
        assertThat(verify.out())
                .contains("IAM user " + name + " is ", "the tenant's path but not managed by tenant-admin");
    }
}
