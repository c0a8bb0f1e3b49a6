package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.reference.Heading;
import dev.tenantadmin.tenant.option.OrganisationSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an organisation with rules of its own demands of every principal. */
final class OrganisationRules {

    @Heading("Organisation")
    @Option(
            names = "--permissions-boundary",
            paramLabel = "ARN",
            description =
                    "Put the organisation's own boundary on users and roles instead of ours; none for ours again.")
    @Nullable
    String permissionsBoundary;

    @Heading("Organisation")
    @Option(
            names = "--path-prefix",
            paramLabel = "PATH",
            description = "Make everything under this IAM path, such as /teams/; only for a new tenant.")
    @Nullable
    String pathPrefix;

    OrganisationSpec spec() {
        return new OrganisationSpec(permissionsBoundary, pathPrefix);
    }
}
