package dev.tenantadmin.command.permissions;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.tenant.document.AdministratorPolicy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code permissions}: print the policy that an administrator needs. */
@Command(
        name = "permissions",
        description = {
            "Print the IAM policy that an administrator needs for these commands, or for all, ready to paste.",
            "Makes no AWS calls. With --region, the policy covers only tenants of that home region. You need the network "
                    + "statements only for --subnet, and the key statements only for --kms-key."
        },
        footer = {"  tenant-admin permissions", "  tenant-admin permissions url --region eu-west-1"})
public final class Permissions implements Callable<Integer> {

    private static final String ANY = "*";
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    private final Session session;

    @Spec
    CommandSpec command;

    /** What a shell offers as command. */
    static final class Known implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return new AdministratorPolicy().commands().iterator();
        }
    }

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            completionCandidates = Known.class,
            description = "Only what this command needs; repeatable.")
    List<String> commands = new ArrayList<>();

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "Name this account, instead of any account that the policy is used in.")
    String account = ANY;

    public Permissions(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        AdministratorPolicy policy = new AdministratorPolicy();
        List<String> asked = asked(policy);
        if (!account.equals(ANY) && !ACCOUNT.matcher(account).matches()) {
            throw new ParameterException(command.commandLine(), "--account must have 12 digits");
        }
        String region =
                session.options().region() == null ? ANY : session.options().region();
        String partition = region.equals(ANY) ? "aws" : AwsClients.partition(region);
        String json = policy.json(asked, new AdministratorPolicy.Scope(partition, account, region));
        int characters = AdministratorPolicy.characters(json);
        if (characters > AdministratorPolicy.MANAGED_POLICY_LIMIT) {
            session.output()
                    .on(new Event.Notice(
                            "note: the policy has %,d characters, but a managed policy allows only %,d; use it as an inline policy of a role, or print a policy for fewer commands"
                                    .formatted(characters, AdministratorPolicy.MANAGED_POLICY_LIMIT)));
        }
        session.output().result(new PermissionsReport(asked, characters, json));
        return ExitCode.DONE.code();
    }

    private List<String> asked(AdministratorPolicy policy) {
        List<String> known = policy.commands();
        for (String name : commands) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        command.commandLine(),
                        "'%s' is not a command that needs permissions; give one of %s"
                                .formatted(name, String.join(", ", known)));
            }
        }
        return commands.isEmpty()
                ? known
                : commands.stream().sorted().distinct().toList();
    }
}
