package dev.tenantadmin.command.notebook;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.client.AccessCredentials;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.TenantParameter;
import dev.tenantadmin.cli.output.Output;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code credentials}: print short-lived credentials under the access role. */
@Command(
        name = "credentials",
        description = {
            "Print short-lived credentials of the tenant's access role, in your name.",
            "AWS clients can run it for you: put credential_process = tenant-admin credentials TENANT --profile NAME into a "
                    + "profile of ~/.aws/config, where NAME is the profile that you sign in with."
        },
        footer = {"  tenant-admin credentials acme"})
public final class Credentials implements Callable<Integer> {

    /** AWS's bounds for a session (src/site/markdown/design/aws-facts.md). */
    private static final Duration SHORTEST = Duration.ofMinutes(15);

    private static final Duration LONGEST = Duration.ofHours(12);

    private final Session session;

    /** What the credentials are printed as. */
    enum Form {
        CREDENTIAL_PROCESS("credential-process"),
        ENV("env"),
        JSON("json");

        private final String text;

        Form(String text) {
            this.text = text;
        }

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return text;
        }
    }

    @Spec
    CommandSpec command;

    @Mixin
    TenantParameter tenant = new TenantParameter();

    @Option(
            names = "--format",
            paramLabel = "credential-process|env|json",
            description = "What to print: for credential_process (default), exports for a shell, or as --output json.")
    @Nullable
    Form format;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description =
                    "How long they last, 15m to 12h (default: 1h). AWS allows more than an hour only if you sign in as a"
                            + " user and the access role's maximum was raised.")
    @Nullable
    Duration duration;

    public Credentials(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        boolean json = session.options().output == Output.Form.JSON;
        if (json && format != null && format != Form.JSON) {
            throw new ParameterException(
                    command.commandLine(), "--format %s and --output json exclude each other".formatted(format));
        }
        if (format == Form.JSON) {
            session.options().output = Output.Form.JSON;
        }
        if (duration != null && (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0)) {
            throw new ParameterException(command.commandLine(), "--duration must be from 15m to 12h");
        }
        try (Account account = session.account()) {
            AccessCredentials found = account.credentials(tenant.required(), duration);
            session.output()
                    .result(new CredentialsReport(
                            format == Form.ENV,
                            new CredentialsReport.Document(
                                    found.tenant().value(),
                                    found.region(),
                                    found.accessKeyId(),
                                    found.secretAccessKey(),
                                    found.sessionToken(),
                                    found.expiration())));
            return ExitCode.DONE.code();
        }
    }
}
