package dev.tenantadmin.command.permissions;

import static dev.tenantadmin.command.permissions.Operator.permissions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.Main;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Terminal;
import dev.tenantadmin.tenant.document.AdministratorPolicy;
import dev.tenantadmin.testing.Enumerated;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * permissions: every command runs under exactly the policy that is printed for it, and not without any part of that. A new command has to be
 * declared in permissions.txt and to have its scenes here.
 */
@Tag("slow")
class PermissionsTest {

    private static final int INLINE_POLICIES_OF_A_ROLE = 10_240;

    /** Commands that call nothing, and need no permissions for it. */
    private static final Set<String> CALLING_NOTHING = Set.of("permissions", "completion", "sandbox", "help");

    /** The commands of the command line, as its own help has them. */
    static Stream<String> commandsThatCall() {
        StringWriter help = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(help),
                new PrintWriter(help),
                new BufferedReader(new StringReader("")),
                false,
                false,
                80);
        Main.run(new String[] {"--help"}, terminal, Map.of(), new Shell().clock, () -> {
            throw new AssertionError();
        });
        return help.toString()
                .lines()
                .dropWhile(line -> !line.equals("Tenants:"))
                .takeWhile(line -> !line.equals("Options of all commands:"))
                .filter(line -> line.matches("  [a-z].*"))
                .map(line -> line.strip().split(" ", 2)[0])
                .filter(command -> !CALLING_NOTHING.contains(command));
    }

    @Test
    void everyCommandThatCallsAwsIsDeclaredAndTried() {
        assertThat(commandsThatCall())
                .as("add a new command to permissions.txt, or to those that call nothing")
                .contains("create-tenant", "url")
                .containsExactlyInAnyOrderElementsOf(new AdministratorPolicy().commands());
        assertThat(PermissionCase.ALL.stream().map(PermissionCase::command).collect(Collectors.toSet()))
                .as("add scenes that take every path of a new command")
                .containsExactlyInAnyOrderElementsOf(new AdministratorPolicy().commands());
    }

    @ParameterizedTest
    @MethodSource("commandsThatCall")
    void aCommandNeedsAllThatIsPrintedForItAndNoMore(String command) {
        String policy = permissions(command);
        PrintedPolicy printed = new PrintedPolicy(policy);
        Map<PermissionCase, Set<String>> scenes = PermissionCase.ALL.stream()
                .filter(scene -> scene.command().equals(command))
                .collect(Collectors.toMap(scene -> scene, scene -> scene.play(policy)));

        List<String> superfluous = printed.actions().parallelStream()
                .filter(action -> scenes.entrySet().stream()
                        .filter(scene -> mayNeed(scene.getValue(), action))
                        .allMatch(scene -> scene.getKey().works(printed.without(action))))
                .toList();

        assertThat(superfluous).isEmpty();
        Enumerated.atLeast(
                1, "actions that " + command + " needs", printed.actions().size());
    }

    /** An action that is no operation is asked for by another one. */
    private static boolean mayNeed(Set<String> operations, String action) {
        String operation = action.substring(action.indexOf(':') + 1);
        return operations.contains(operation)
                || Set.of("PassRole", "AddTags", "SetSourceIdentity").contains(operation)
                || action.matches("(ec2|kms):.*");
    }

    @Test
    void allCommandsRunUnderThePolicyForAll() {
        String all = permissions();

        PermissionCase.ALL.parallelStream().forEach(scene -> scene.play(all));
    }

    @ParameterizedTest
    @MethodSource("commandsThatCall")
    void whatOneCommandNeedsFitsIntoAManagedPolicy(String command) {
        Ran ran = new Shell()
                .plain("permissions --region us-gov-west-1 --account 123456789012 " + command)
                .done();

        assertThat(AdministratorPolicy.characters(ran.out()))
                .isLessThanOrEqualTo(AdministratorPolicy.MANAGED_POLICY_LIMIT);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void allOfItFitsIntoARoleAndSaysThatItFitsIntoNoManagedPolicy() {
        Ran ran = new Shell()
                .plain("permissions --region us-gov-west-1 --account 123456789012")
                .done();

        assertThat(AdministratorPolicy.characters(ran.out()))
                .isGreaterThan(AdministratorPolicy.MANAGED_POLICY_LIMIT)
                .isLessThanOrEqualTo(INLINE_POLICIES_OF_A_ROLE);
        assertThat(ran.err())
                .isEqualTo(
                        "note: the policy has %,d characters, but a managed policy allows only 6,144; use it as an inline policy"
                                        .formatted(AdministratorPolicy.characters(ran.out()))
                                + " of a role, or print a policy for fewer commands\n");
    }

    /** What only an option needs stands with another command, so that who never uses it is not given it. */
    @ParameterizedTest
    @MethodSource
    void anOptionNeedsWhatAnotherCommandNeeds(String other, PermissionCase scene) {
        scene.play(permissions(scene.command(), other));

        assertThat(scene.works(permissions(scene.command()))).isFalse();
    }

    static List<Arguments> anOptionNeedsWhatAnotherCommandNeeds() {
        return List.of(
                Arguments.of(
                        "create-tenant",
                        new PermissionCase(
                                "audit",
                                PermissionCases::widen,
                                operator -> assertThat(
                                                operator.run("audit --fix").out())
                                        .containsPattern("acme--execution +updated")
                                        .containsPattern("acme--main +updated"))),
                Arguments.of(
                        "delete-tenant",
                        new PermissionCase("apply", PermissionCases.applied("\"alice\", \"bob\""), operator -> {
                            operator.apply(PermissionCases.acme("\"bob\""), " --prune --yes");
                            assertThat(operator.shell.contents()).noneMatch(what -> what.contains("acme--alice"));
                        })),
                Arguments.of(
                        "remove-notebook",
                        new PermissionCase(
                                "apply", PermissionCases.appliedWithNotebooks("\"main\", \"lab\""), operator -> {
                                    operator.apply(
                                            PermissionCases.withNotebooks("\"main\""), " --prune-notebooks --yes");
                                    assertThat(operator.shell.contents()).noneMatch(what -> what.contains("acme--lab"));
                                })),
                Arguments.of("list-tenants", new PermissionCase("create-tenant", PermissionCases::widen, operator -> {
                    operator.done("create-tenant --all");
                    operator.asWanted();
                })),
                Arguments.of(
                        "list-tenants",
                        new PermissionCase(
                                "stop", operator -> operator.administrator("create-tenant acme"), operator -> {
                                    operator.done("stop --all");
                                    assertThat(operator.shell.status("acme--main"))
                                            .isEqualTo("Stopped");
                                })),
                Arguments.of(
                        "list-endpoints",
                        new PermissionCase(
                                "undeploy",
                                operator -> {
                                    operator.administrator("create-tenant acme");
                                    operator.administrator(PermissionCases.DEPLOY);
                                    operator.shell.clock.pass(Duration.ofDays(8));
                                },
                                operator -> {
                                    operator.done("undeploy --all --older-than 7d --yes");
                                    assertThat(operator.shell
                                                    .sagemaker()
                                                    .listEndpoints()
                                                    .endpoints())
                                            .isEmpty();
                                })));
    }

    @Test
    void thePolicyOfOneHomeRegionReachesNoOther() {
        Operator operator = new Operator();
        operator.policy(permissions("--region", "us-east-1", "--account", "123456789012"));

        operator.done("create-tenant acme");
        operator.signIn();
        operator.shell
                .run("create-tenant beta --region eu-west-1")
                .refused(ExitCode.REFUSED, "access denied, iam:GetPolicy is missing");
        assertThat(operator.shell.contents()).noneMatch(what -> what.contains("beta"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn-north-1 aws-cn", "us-gov-west-1 aws-us-gov", "us-east-1 aws"})
    void theRegionTellsThePartition(String regionAndPartition) {
        String[] parts = regionAndPartition.split(" ", 2);

        assertThat(permissions("--region", parts[0]))
                .contains("\"arn:" + parts[1] + ":iam::*:role/tenant-admin/" + parts[0] + "/*")
                .contains("\"arn:" + parts[1] + ":sagemaker:" + parts[0] + ":*:notebook-instance/*--*\"");
    }

    @Test
    void aProgramReadsThePolicyBesideWhatItIsFor() {
        Shell shell = new Shell();

        Map<String, Object> json =
                shell.plain("permissions stop start -o json").done().json();

        assertThat(json).containsEntry("commands", List.of("start", "stop")).containsKeys("characters", "policy");
        assertThat(shell.door.sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permissions fly | 'fly' is not a command that needs permissions; give one of add-user, ",
                "permissions sandbox | 'sandbox' is not a command that needs permissions",
                "permissions --account 12 | --account must have 12 digits"
            })
    void badInput(String lineAndError) {
        String[] parts = lineAndError.split(" \\| ", 2);

        new Shell().plain(parts[0]).refused(ExitCode.INVALID_INPUT, parts[1]);
    }
}
