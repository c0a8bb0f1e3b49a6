package dev.tenantadmin.command.doctor;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.cli.Configuration;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.output.FailureReport;
import dev.tenantadmin.reconcile.Failure;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doctor}: check whether creating a tenant would succeed. */
@Command(
        name = "doctor",
        description = {
            "Check whether create-tenant would succeed: credentials, region, clock, permissions, quotas.",
            "Changes nothing. Exits with 1 if something would stop create-tenant, and says what to do about each finding.",
            "Shows each option's value and its source above the findings."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenant-admin doctor", "  tenant-admin doctor --region eu-west-1 -o json"})
public final class Doctor implements Callable<Integer> {

    private final Session session;

    @Spec
    CommandSpec command;

    public Doctor(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        DoctorResult result;
        try (Account account = session.account()) {
            result = new DoctorChecks(account.clients(), account.timeline()).run();
        } catch (Failure e) {
            if (e.kind() != Failure.Kind.CREDENTIALS) {
                throw e;
            }
            result = unconnected(session.failures().report(e));
        }
        session.output().result(report(result));
        return (result.stops() ? ExitCode.FOUND : ExitCode.DONE).code();
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
