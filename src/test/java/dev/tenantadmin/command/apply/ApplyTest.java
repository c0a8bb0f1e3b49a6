package dev.tenantadmin.command.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.HttpRecorder.Sent;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;

class ApplyTest {

    private static final String TEAMS = """
            set: research
            defaults:
              tags: {cost-center: 4711}
            tenants:
              - name: acme
                users: [alice, bob]
              - name: acme-west
                users: [carol]
                tags: {owner: carol}
              - {name: beta, no-users: true, region: eu-west-1, instance-type: ml.t3.large}
            """;

    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("teams.yaml");
        write(TEAMS);
    }

    private void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Ran apply(String options) {
        return shell.run("apply -f " + file + options);
    }

    private static List<Map<String, Object>> lines(Ran ran) {
        return ran.out()
                .lines()
                .map(line -> {
                    try {
                        return JSON.std.mapFrom(line);
                    } catch (IOException e) {
                        throw new UncheckedIOException(line, e);
                    }
                })
                .toList();
    }

    private Map<String, String> tags(String policy) {
        return shell
                .iam()
                .listPolicyTags(r -> r.policyArn("arn:aws:iam::123456789012:policy/tenant-admin/" + policy))
                .tags()
                .stream()
                .collect(Collectors.toMap(tag -> tag.key(), tag -> tag.value()));
    }

    @Test
    void makesAllTenantsAndTheSecondTimeWritesNothing() {
        Ran first = apply("").done();
        assertThat(first.out().lines())
                .contains(
                        "acme: created, 15 changes, acme--main is InService",
                        "acme-west: created, 13 changes, acme-west--main is InService",
                        "beta: created, 8 changes, beta--main is InService")
                .last()
                .isEqualTo("3 tenants: 3 created.");
        assertThat(tags("us-east-1/acme-west/acme-west--boundary"))
                .containsEntry("set", "research")
                .containsEntry("cost-center", "4711")
                .containsEntry("owner", "carol");
        assertThat(shell.sagemaker("eu-west-1")
                        .describeNotebookInstance(r -> r.notebookInstanceName("beta--main"))
                        .instanceTypeAsString())
                .isEqualTo("ml.t3.large");

        var before = shell.contents();
        assertThat(apply("").done().out()).endsWith("3 tenants: 3 unchanged.\n");
        assertThat(shell.contents()).isEqualTo(before);
    }

    @Test
    void isAboutTheTenantsThatCreateTenantMakes() {
        Shell other = new Shell();
        String common = " --tag cost-center=4711,set=research".replace(",", " --tag ");
        other.run("create-tenant acme --user alice,bob" + common).done();
        other.run("create-tenant acme-west --user carol --tag owner=carol" + common)
                .done();
        other.run("create-tenant beta --no-users --region eu-west-1 --instance-type ml.t3.large" + common)
                .done();

        assertThat(other.run("apply -f " + file).done().out()).endsWith("3 tenants: 3 unchanged.\n");
    }

    @Test
    void whatIsWrongIsToldWithItsLineAllAtOnceAndNothingIsDone() {
        write("""
                set: Research
                defaults:
                  instance-type: t3.medium
                  usrs: [x]
                tenants:
                  - name: acme
                    users: [alice, Bob]
                    subnet: net-1
                    security-groups:
                      - sg-1
                      - x y
                    volume-size: 3
                  - name: acme
                  - users: [a]
                  - name: beta
                    users: [a]
                    no-users: true
                  - name: delta
                    subnet: subnet-1
                """);
        Ran ran = apply("");

        assertThat(ran.exit()).isEqualTo(252);
        assertThat(ran.out()).isEmpty();
        String name = file.toString();
        assertThat(ran.err().lines())
                .contains(
                        name + ":4: unknown key 'usrs' in 'defaults'; did you mean 'users'?",
                        name + ":13: tenant acme is already on line 6",
                        name + ":14: a tenant needs a 'name'",
                        name + ":15: tenant beta: 'users' and 'no-users' exclude each other",
                        name
                                + ":18: tenant delta: 'subnet' and 'security-groups' belong together: give both or neither",
                        name + ":8: 'net-1' is not a subnet id",
                        name + ":11: 'x y' is not a security group id",
                        name + ":12: volume size 3 is out of range: 5 to 16384 GB")
                .anyMatch(line -> line.startsWith(name + ":7: user name 'Bob'"))
                .anyMatch(line -> line.startsWith(name + ":1: set name 'Research'"))
                .anyMatch(line -> line.startsWith(name + ":3: instance type 't3.medium'"));
        assertThat(shell.door.operations()).isEmpty();
        assertThat(shell.run("apply -o json -f " + file).error().toString())
                .contains("kind=invalid-input", "exitCode=252");
    }

    @Test
    void whatIsNoFileOfTenantsIsRefused() {
        shell.run("apply").refused(ExitCode.INVALID_INPUT, "missing file");
        shell.run("apply -f /nowhere").refused(ExitCode.INVALID_INPUT, "file '/nowhere' does not exist");
        for (String text : List.of("", "---\n---\n", "a: [", "a: b: c", "[".repeat(200_000))) {
            write(text);
            apply("").refused(ExitCode.INVALID_INPUT, "1 error; nothing was changed");
        }
    }

    @Test
    void whatCannotBeReadIsRefused() throws IOException {
        Files.write(file, "{\"set\":\n\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));

        apply("").refused(ExitCode.INVALID_INPUT, "file '" + file + "' is not in UTF-8: see line 2");
        shell.run("apply -f " + folder).refused(ExitCode.INVALID_INPUT, "file '" + folder + "' is a directory");
        shell.run("verify --from " + folder).refused(ExitCode.INVALID_INPUT, "it is a directory");
        shell.run("verify --from " + file).refused(ExitCode.INVALID_INPUT, "it is not in UTF-8: see line 2");
    }

    @Test
    void severalDocumentsAndNoTenantsAreToldPlainly() {
        write("---\ntenants: [{name: acme}]\n---\ntenants: [{name: beta}]\n");
        assertThat(apply("").err()).contains(file + ":4: another document begins here");
        write("tenants:\n");
        assertThat(apply("").err()).contains(file + ":1: 'tenants' is empty");
        assertThat(shell.door.operations()).isEmpty();

        write("tenants: []\n");
        assertThat(apply("").done().out()).isEqualTo("There are no tenants to change.\n");
        write("---\ntenants: [{name: acme, no-users: true}]\n---\n");
        assertThat(apply(" --dry-run").out()).contains("1 tenant would be: 1 created.");
    }

    @Test
    void takesWhatAFileMergesFromItsOwnKeys() {
        write("""
                x-owner: ops
                x-small: &small {instance-type: ml.t3.large, volume-size: 20, x-why: cheap}
                x-kept: &kept
                  volume-size: 30
                  tags: &tags {kept: 'true', by: x}
                defaults:
                  no-users: true
                tenants:
                  - name: acme
                    <<: *small
                    volume-size: 40
                  - &beta
                    name: beta
                    <<: [*kept, *small]
                  - <<: *beta
                    name: gamma
                    tags: {<<: *tags, by: me}
                """);

        apply("").done();

        assertThat(sizes("acme")).isEqualTo("ml.t3.large 40");
        assertThat(sizes("beta")).isEqualTo("ml.t3.large 30");
        assertThat(sizes("gamma")).isEqualTo("ml.t3.large 30");
        assertThat(tags("us-east-1/beta/beta--boundary"))
                .containsEntry("kept", "true")
                .containsEntry("by", "x");
        assertThat(tags("us-east-1/gamma/gamma--boundary"))
                .containsEntry("kept", "true")
                .containsEntry("by", "me");
        write("""
                x-loop: &loop {<<: *loop, volume-size: 5, nonsense: 1}
                tenants:
                  - {name: acme, <<: *loop}
                  - {name: beta, <<: *loop}
                  - {name: gamma, <<: 7}
                  - {name: delta, '<<': *loop}
                """);
        assertThat(apply("").err())
                .contains(
                        file + " has 4 errors",
                        ":1: unknown key 'nonsense' in what '<<' merges into a tenant",
                        ":1: what '<<' merges into a tenant merges itself",
                        ":5: what '<<' merges into a tenant must be a mapping",
                        ":6: unknown key '<<' in a tenant");
    }

    @Test
    void takesTheOptionsOfCreateTenantForWhatTheFileLeavesOpen() {
        shell.environment.put("TENANT_ADMIN_VOLUME_SIZE", "70");
        write("tenants: [{name: acme}, {name: beta, instance-type: ml.m5.xlarge, tags: {by: file}}]");

        apply(" --instance-type ml.t3.large --tag by=line").done();

        assertThat(sizes("acme")).isEqualTo("ml.t3.large 5");
        assertThat(sizes("beta")).isEqualTo("ml.m5.xlarge 5");
        assertThat(tags("us-east-1/acme/acme--boundary")).containsEntry("by", "line");
        assertThat(tags("us-east-1/beta/beta--boundary")).containsEntry("by", "file");
        shell.door.forget();
        apply(" --instance-type t3").refused(ExitCode.INVALID_INPUT, "--instance-type: instance type 't3'");
        apply(" --user ana --no-users").refused(ExitCode.INVALID_INPUT, "--no-users");
        apply(" --instance-typ ml.t3.large").refused(ExitCode.INVALID_INPUT, "unknown option '--instance-typ'");
        assertThat(shell.door.sent()).isEmpty();
    }

    private String sizes(String tenant) {
        var made = shell.sagemaker().describeNotebookInstance(r -> r.notebookInstanceName(tenant + "--main"));
        return made.instanceTypeAsString() + " " + made.volumeSizeInGB();
    }

    @Test
    void readsStandardInputAndJson() {
        Ran ran = shell.type("{\"tenants\": [{\"name\": \"acme\", \"no-users\": true}]}", "apply -f -")
                .done();
        assertThat(ran.out()).isEqualTo("1 tenant: 1 created.\n");
        assertThat(ran.err())
                .contains("1 tenant: reading the account (0s)", "1 tenant: 0 done, 1 running, 0 failed (0s)")
                .as("nothing is left behind")
                .endsWith("\r\u001b[K");
    }

    @Test
    void oneThatFailsDoesNotStopTheOthers() {
        shell.iam().createRole(r -> r.roleName("acme--execution").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"Service": "ec2.amazonaws.com"}}}"""));
        Ran ran = apply(" -o json");

        assertThat(ran.exit()).isEqualTo(1);
        List<Map<String, Object>> lines = lines(ran);
        assertThat(lines).hasSize(4);
        assertThat(lines.stream().filter(line -> "acme".equals(line.get("tenant"))))
                .singleElement()
                .asString()
                .contains("result=failed", "kind=conflict", "is not managed by tenant-admin");
        assertThat(lines.get(3).toString()).contains("failed=1", "created=2", "failed=[acme]");
        assertThat(apply("").out())
                .contains(
                        "acme: failed: IAM role acme--execution is not managed by tenant-admin",
                        "Failed: acme. When that is mended, run the same command again to finish what is left.");
    }

    @Test
    void aDryRunShowsThePlanInTheFilesOrderAndDoesNothing() {
        Ran ran = apply(" --dry-run").done();
        assertThat(ran.out().lines().filter(line -> !line.startsWith(" ")))
                .containsExactly(
                        "acme: would be created, 15 changes",
                        "acme-west: would be created, 13 changes",
                        "beta: would be created, 8 changes",
                        "3 tenants would be: 3 created.",
                        "Resources: 36 created. Nothing was changed.");
        assertThat(shell.contents()).isEmpty();
        assertThat(apply(" --dry-run --detailed-exitcode").exit()).isEqualTo(2);
    }

    @Test
    void neverStartsWhatSomebodyStopped() {
        apply("").done();
        shell.run("stop acme").done();
        write(TEAMS.replace("users: [alice, bob]", "users: [alice, bob]\n    instance-type: ml.m5.xlarge"));

        assertThat(apply("").done().out()).contains("acme: updated, 1 change, acme--main is Stopped");
        assertThat(shell.status("acme--main")).isEqualTo("Stopped");
    }

    @Test
    void prunesWhatTheFileNoLongerHasAfterTheNumberWasTyped() {
        apply("").done();
        shell.run("create-tenant other").done();
        write(TEAMS.replace("[alice, bob]", "[alice]").replaceAll("(?s)  - name: acme-west.*?(?=  - \\{name)", ""));

        assertThat(apply("").done().out()).endsWith("2 tenants: 2 unchanged.\n");
        apply(" --prune").refused(ExitCode.INVALID_INPUT, "add --yes to --prune");
        Ran asked = shell.type("1", "apply --prune -f " + file);
        assertThat(asked.exit()).as(asked::toString).isEqualTo(252);
        assertThat(asked.err())
                .contains(
                        "This deletes 1 tenant with all data on their volumes: acme-west.",
                        "This deletes 1 user with all their credentials: acme--bob.",
                        "You are arn:aws:iam::123456789012:user/administrator.",
                        "Type 2 to continue: ");
        assertThat(apply(" --prune --dry-run").done().out())
                .contains("acme: would be updated, 3 changes", "acme-west: would be deleted, 13 changes");

        shell.type("2", "apply --prune -f " + file).done();
        assertThat(shell.run("list-tenants -o json").list("tenants"))
                .extracting(tenant -> tenant.get("tenant") + " " + tenant.get("users"))
                .containsExactly("acme [acme--alice]", "beta []", "other [other--owner]");
        assertThat(apply(" --prune --yes").done().out()).endsWith("2 tenants: 2 unchanged.\n");
        write("tenants: []");
        apply(" --prune --yes").refused(ExitCode.INVALID_INPUT, "there is none");
    }

    @Test
    void whoIsPrunedLosesTheSessionsToo() {
        apply("").done();
        write(TEAMS.replace("[alice, bob]", "[alice]"));

        apply(" --prune --yes").done();

        assertThat(shell.iam().listRolePolicies(r -> r.roleName("acme--access")).policyNames())
                .containsExactly("revoked-bob");
    }

    @Test
    void pruningLeavesATenantWhoseEndpointsAreInService() {
        apply("").done();
        SageMakerClient sagemaker = shell.sagemaker("us-east-1");
        sagemaker.createModel(r -> r.modelName("acme-west--model")
                .executionRoleArn(
                        "arn:aws:iam::123456789012:role/tenant-admin/us-east-1/acme-west/acme-west--execution"));
        sagemaker.createEndpointConfig(r -> r.endpointConfigName("acme-west--config")
                .productionVariants(ProductionVariant.builder()
                        .variantName("a")
                        .modelName("acme-west--model")
                        .instanceType("ml.m5.large")
                        .initialInstanceCount(1)
                        .build()));
        sagemaker.createEndpoint(r -> r.endpointName("acme-west--live").endpointConfigName("acme-west--config"));
        write(TEAMS.replaceAll("(?s)  - name: acme-west.*?(?=  - \\{name)", ""));
        Set<String> before = shell.contents();

        Ran ran = apply(" --prune --yes");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out() + ran.err()).contains("acme-west has endpoints in service", "acme-west--live");
        assertThat(shell.contents()).isEqualTo(before);
    }

    @Test
    void actsAsAnotherRoleWhereTheFileSaysSo() {
        String admin = shell.iam()
                .createRole(r -> r.roleName("sub-admin").assumeRolePolicyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                         "Principal": {"AWS": "123456789012"}}}"""))
                .role()
                .arn();
        shell.iam().putRolePolicy(r -> r.roleName("sub-admin").policyName("all").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        write("tenants:\n  - {name: acme, no-users: true, assume-role: '" + admin
                + "'}\n  - {name: beta, no-users: true}\n");

        apply("").done();

        assertThat(tags("us-east-1/acme/acme--boundary")).containsEntry("administrator", admin);
        assertThat(tags("us-east-1/beta/beta--boundary"))
                .containsEntry("administrator", "arn:aws:iam::123456789012:user/administrator");
    }

    @Test
    void anAccountThatCannotBeReachedFailsItsOwnTenantsAlone() {
        write("tenants:\n  - {name: acme, assume-role: 'arn:aws:iam::999999999999:role/nobody'}\n  - {name: beta}\n");

        Ran ran = apply("");

        assertThat(ran.exit()).isEqualTo(ExitCode.FOUND.code());
        assertThat(ran.out())
                .contains("acme: failed: access denied, sts:AssumeRole is missing", "beta: created", "Failed: acme.");
        write("tenants:\n  - {name: acme, assume-role: 'arn:aws:iam::999999999999:role/nobody'}\n");
        apply("").refused(ExitCode.REFUSED, "sts:AssumeRole is missing");
    }

    /** What no bulk call tells is asked for each tenant, once: tags of policies and of notebooks, and a notebook's settings. */
    @Test
    void aSecondRunReadsNothingTwiceAndGrowsByFourCallsForEachTenant() {
        List<Sent> few = callsOfASecondRun(30, "");
        List<Sent> many = callsOfASecondRun(60, "");

        assertThat(few).hasSizeGreaterThan(30 * 4).doesNotHaveDuplicates();
        assertThat(many).doesNotHaveDuplicates();
        assertThat(grown(few, many))
                .isEqualTo(Map.of("ListPolicyTags", 60, "DescribeNotebookInstance", 30, "ListTags", 30));
    }

    /** The script of a lifecycle config and its tags are in no list either. */
    @Test
    void withALifecycleConfigItGrowsBySix() {
        String settings = ", users: [ana], idle-stop: 1h, data-locations: [s3://data-%1$d/x/]";
        List<Sent> few = callsOfASecondRun(3, settings);
        List<Sent> many = callsOfASecondRun(9, settings);

        assertThat(many).hasSizeGreaterThan(9 * 6).doesNotHaveDuplicates();
        assertThat(grown(few, many))
                .isEqualTo(Map.of(
                        "ListPolicyTags",
                        12,
                        "DescribeNotebookInstance",
                        6,
                        "DescribeNotebookInstanceLifecycleConfig",
                        6,
                        "ListTags",
                        12));
    }

    /** By how many calls of each operation, without the pages of the account. */
    private static Map<String, Integer> grown(List<Sent> few, List<Sent> many) {
        Map<String, Integer> grown = new TreeMap<>();
        many.forEach(call -> grown.merge(call.operation(), 1, Integer::sum));
        few.forEach(call -> grown.merge(call.operation(), -1, Integer::sum));
        grown.values().removeIf(calls -> calls == 0);
        grown.keySet().removeAll(Set.of("GetAccountAuthorizationDetails", "ListNotebookInstances"));
        return grown;
    }

    private List<Sent> callsOfASecondRun(int tenants, String settings) {
        Shell own = new Shell();
        write("tenants:\n"
                + IntStream.range(0, tenants)
                        .mapToObj(i -> "  - {name: t%d%s}%n".formatted(i, settings.formatted(i)))
                        .collect(Collectors.joining()));
        own.run("apply -f " + file).done();
        own.door.forget();
        own.run("apply -f " + file).done();
        assertThat(own.door.writes()).isEmpty();
        return own.door.sent();
    }

    /** An option's name in a text of the person's own stays as it is; the option's own name is the file's key. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "on-start: /x/--tag.sh | 'on-start': file '/x/--tag.sh' does not exist",
                "idle-stop: --user | '--user'",
                "kms-key: --subnet | '--subnet' is neither",
                "data-key: --subnet | data key '--subnet' must be the ARN of a KMS key",
                "volume-size: 99999999999 | 99999999999",
                "trusts: ['arn:aws:iam::123456789012:role/tenant-admin/x/--trust/r'] | 'trusts' 'arn:aws:iam::123456789012:role/tenant-admin/x/--trust/r'"
            })
    void anErrorNamesTheFilesKeyAndLeavesThePersonsTextAlone(String field, String says) throws IOException {
        Files.writeString(file, "tenants:\n  - name: acme\n    " + field + "\n");

        Ran ran = apply("");

        assertThat(ran.exit()).isEqualTo(ExitCode.INVALID_INPUT.code());
        assertThat(ran.err()).contains(says);
        assertThat(ran.err().replace(says, "")).doesNotContain("--");
    }
}
