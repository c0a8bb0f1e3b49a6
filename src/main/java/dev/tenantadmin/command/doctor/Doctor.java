package dev.tenantadmin.command.doctor;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.cli.Configuration;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.output.FailureReport;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.option.OptionValues;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.TenantSpec;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code doctor}: check whether creating a tenant would succeed. */
@Command(
        name = "doctor",
        description = {
            "Check whether create-tenant would succeed: credentials, region, clock, permissions, quotas.",
            "Changes nothing. Exits with 1 if something would stop create-tenant, and says what to do about each finding.",
            "If your policies demand a tag or a boundary, says so; give it here to check the rest.",
            "Shows each option's value and its source above the findings."
        },
        footer = {
            "  tenant-admin doctor",
            "  tenant-admin doctor --region eu-west-1 -o json",
            "  tenant-admin doctor --tag CostCenter=7"
        })
public final class Doctor implements Callable<Integer> {

    /** Where IAM and STS are asked where no region is configured. */
    private static final String ANY_REGION = "us-east-1";

    private final Session session;

    @Spec
    CommandSpec command;

    @Option(
            names = "--tag",
            paramLabel = "KEY=VALUE",
            description = "Check create-tenant with this tag; may be given several times.")
    @Nullable
    List<String> tags;

    @Option(
            names = "--permissions-boundary",
            paramLabel = "ARN",
            description = "Check create-tenant with this permissions boundary of the organisation.")
    @Nullable
    String permissionsBoundary;

    public Doctor(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        TenantSpec asked = asked();
        DoctorResult result;
        try (Account account = session.account()) {
            result = new DoctorChecks(account.clients(), account.timeline(), asked, true).run();
        } catch (Failure e) {
            if (e.kind() != Failure.Kind.CREDENTIALS) {
                throw e;
            }
            result = withoutRegion(asked, e);
        }
        session.output().result(report(result));
        return (result.stops() ? ExitCode.FOUND : ExitCode.DONE).code();
    }

    /** What can be told without a region: IAM and STS have one that serves all. */
    private DoctorResult withoutRegion(TenantSpec asked, Failure why) {
        if (session.options().region() == null) {
            try (Account account = session.accountIn(ANY_REGION)) {
                return new DoctorChecks(account.clients(), account.timeline(), asked, false).run();
            } catch (Failure e) {
                if (e.kind() != Failure.Kind.CREDENTIALS) {
                    throw e;
                }
                // It was not for want of a region.
            }
        }
        return unconnected(session.failures().report(why));
    }

    private TenantSpec asked() {
        try {
            OptionValues given = OptionValues.NONE;
            if (tags != null) {
                given = given.with(Options.TAGS, Options.TAGS.parse(tags));
            }
            if (permissionsBoundary != null) {
                given = given.with(
                        Options.PERMISSIONS_BOUNDARY, Options.PERMISSIONS_BOUNDARY.parse(List.of(permissionsBoundary)));
            }
            return new TenantSpec(DoctorChecks.PROBE, given);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static DoctorResult unconnected(FailureReport failure) {
        return new DoctorResult(
                List.of(new DoctorResult.Finding(
                        "configuration",
                        DoctorResult.Level.PROBLEM,
                        failure.message(),
                        "see 'On an AWS account' in the README")),
                null,
                null);
    }

    private DoctorReport report(DoctorResult result) {
        return new DoctorReport(
                result.stops(),
                result.findings(),
                result.room(),
                session.settings().effective(command).stream()
                        .map(setting -> row(setting, result.region()))
                        .toList());
    }

    /** If no option or variable names a region, the SDK or the sandbox found it. */
    private DoctorReport.Setting row(Configuration.Effective setting, @Nullable String found) {
        if (setting.value() == null && setting.option().equals("--region") && found != null) {
            return new DoctorReport.Setting(
                    setting.option(), found, session.options().sandbox ? "the sandbox" : "AWS's files or the instance");
        }
        return new DoctorReport.Setting(setting.option(), setting.value(), setting.origin());
    }
}
