package dev.tenantadmin.command.permissions;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.tenant.document.AdministratorPolicy;
import java.util.ArrayList;
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
            "It calls nothing. With --region the policy is for the tenants of that home region alone. The statements about "
                    + "the network are needed for --subnet only, those about the key for --kms-key only."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tenant-admin permissions", "  tenant-admin permissions url --region eu-west-1"})
public final class Permissions implements Callable<Integer> {

    private static final String ANY = "*";
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    private final Session session;

    @Spec
    CommandSpec command;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Only what this command needs; repeatable.")
    List<String> commands = new ArrayList<>();

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "Name this account instead of whichever the policy is put into.")
    String account = ANY;

    public Permissions(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        AdministratorPolicy policy = new AdministratorPolicy();
        List<String> asked = asked(policy);
        if (!account.equals(ANY) && !ACCOUNT.matcher(account).matches()) {
            throw new ParameterException(command.commandLine(), "--account: an account's number has 12 digits");
        }
        String region =
                session.options().region() == null ? ANY : session.options().region();
        String partition = region.equals(ANY) ? "aws" : AwsClients.partition(region);
        String json = policy.json(asked, new AdministratorPolicy.Scope(partition, account, region));
        int characters = AdministratorPolicy.characters(json);
        if (characters > AdministratorPolicy.MANAGED_POLICY_LIMIT) {
            session.output()
                    .on(new Event.Notice(
                            "note: this has %,d characters and a managed policy takes %,d; put it inline into a role, or make a policy for some of the commands at a time"
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
                        "'%s' is no command that needs permissions: these are %s"
                                .formatted(name, String.join(", ", known)));
            }
        }
        return commands.isEmpty()
                ? known
                : commands.stream().sorted().distinct().toList();
    }
}
