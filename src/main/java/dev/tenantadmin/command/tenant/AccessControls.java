package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.reference.Heading;
import dev.tenantadmin.tenant.option.AccessSpec;
import dev.tenantadmin.tenant.option.InvalidOptionException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may come in beside the tenant's users, and from where. A list that is given replaces the one before; "none" takes it back. */
final class AccessControls {

    @Heading("Access")
    @Option(
            names = "--trust",
            paramLabel = "ARN",
            description = "Let in this role, account (ARN,external-id=ID), SAML provider or OIDC provider "
                    + "(ARN,aud=AUDIENCE,sub=SUBJECT); repeatable, or none.")
    @Nullable
    List<String> trusts;

    @Heading("Access")
    @Option(
            names = "--trust-sso",
            paramLabel = "PERMISSION_SET",
            description = "Let in who has this permission set of IAM Identity Center; repeatable, or none.")
    @Nullable
    List<String> permissionSets;

    @Heading("Access")
    @Option(
            names = "--administrator",
            paramLabel = "ARN",
            description = "Let in this user or role too, beside who made the tenant; repeatable, or none.")
    @Nullable
    List<String> administrators;

    @Heading("Access")
    @Option(
            names = "--require-mfa",
            description = "Let the tenant's users do nothing without multi-factor authentication.")
    boolean requireMfa;

    @Heading("Access")
    @Option(names = "--no-require-mfa", description = "Take --require-mfa back.")
    boolean noRequireMfa;

    @Heading("Access")
    @Option(
            names = "--allow-cidr",
            paramLabel = "RANGE",
            split = ",",
            description =
                    "Let notebooks be reached from these addresses only, such as 203.0.113.0/24; repeatable, or none.")
    @Nullable
    List<String> cidrs;

    AccessSpec spec() {
        if (requireMfa && noRequireMfa) {
            throw new InvalidOptionException(
                    "%s and %s exclude each other", List.of("--require-mfa", "--no-require-mfa"));
        }
        return AccessSpec.parse(
                trusts, permissionSets, administrators, (requireMfa || noRequireMfa) ? requireMfa : null, cidrs);
    }
}
