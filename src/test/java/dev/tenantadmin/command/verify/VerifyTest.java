package dev.tenantadmin.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.command.verify.Mutation.Mechanism;
import dev.tenantadmin.command.verify.question.CollidingNames;
import dev.tenantadmin.testing.Enumerated;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What verify proves, and that nothing that weakens a tenant escapes it. */
@Tag("slow")
class VerifyTest {

    /** Every principal of twenty tenants against every other tenant. */
    @Test
    void twentyTenantsWithCollidingNamesReachNothingOfEachOther() {
        Shell shell = new Shell();
        CollidingNames.ALL.forEach(
                tenant -> shell.run("create-tenant " + tenant + " -q").done());
        shell.door.forget();

        Map<String, Object> proof = shell.run("verify -o json").done().json();

        assertThat(proof).containsEntry("holds", true).containsEntry("findings", List.of());
        List<Map<String, Object>> matrix = Ran.objects(proof, "matrix");
        assertThat(matrix)
                .hasSize(20)
                .allSatisfy(cell -> assertThat(cell)
                        .containsEntry("against", cell.get("tenant"))
                        .containsEntry("leaks", 0)
                        .containsEntry("undecided", 0)
                        .containsEntry("missing", 0));
        assertThat(Ran.objects(proof, "principals")).hasSize(60).allSatisfy(principal -> {
            assertThat(principal).containsEntry("proved", true);
            assertThat(number(principal, "musts")).isGreaterThan(10);
        });
        Map<String, Object> simulator = Ran.object(proof, "simulator");
        assertThat(simulator).containsEntry("mode", "sample").containsEntry("calls", 60);
        assertThat(simulator.get("agreed")).isEqualTo(simulator.get("asked"));
        assertThat(shell.door.writes().stream().filter(call -> !call.equals("SimulatePrincipalPolicy")))
                .isEmpty();
    }

    /** AWS's own engine is asked whatever a tenant is promised, about every other tenant. */
    @Test
    void theSimulatorCanBeAskedAboutEveryPair() {
        Shell shell = new Shell();
        List<String> tenants = CollidingNames.ALL.subList(0, 6);
        tenants.forEach(tenant -> shell.run("create-tenant " + tenant + " -q").done());

        Map<String, Object> proof =
                shell.run("verify -o json --simulator all").done().json();

        Map<String, Object> simulator = Ran.object(proof, "simulator");
        assertThat(simulator.get("agreed")).isEqualTo(simulator.get("asked"));
        Enumerated.atLeast(8_000, "questions about 6 tenants", number(simulator, "asked"));
        Map<String, Object> none =
                shell.run("verify -o json --simulator none").done().json();
        assertThat(Ran.object(none, "simulator")).containsEntry("calls", 0);
    }

    @Test
    void withoutTheRightToSimulateTheProofStands() {
        Shell shell = new Shell();
        shell.run("create-tenant acme -q").done();
        shell.door.refuse("SimulatePrincipalPolicy", 403, "AccessDenied", "User: x is not authorized to simulate");

        Ran ran = shell.run("verify").done();

        assertThat(ran.out())
                .startsWith("No leak: proved for 3 principals of 1 tenant(s)")
                .contains("AWS's policy simulator was not asked: ", "not authorized to simulate");
    }

    private static int number(Map<String, Object> json, String field) {
        return Integer.parseInt(String.valueOf(json.get(field)));
    }

    /** Each weakening of an account that nothing else has touched is found by what is meant to find it, and create-tenant repairs ours. */
    @Nested
    class Mutations {

        private static final Shell MADE = make();

        private static Shell make() {
            Shell shell = new Shell();
            Stream.of("acme", "acme-west", "a")
                    .forEach(tenant ->
                            shell.run("create-tenant " + tenant + " -q").done());
            Mutation.prepare(shell);
            shell.run("verify acme -q").done();
            return shell;
        }

        static List<Mutation> all() {
            List<Mutation> all = Enumerated.atLeast(121, "mutations", Mutation.all());
            LEAST.forEach((mechanism, least) -> Enumerated.atLeast(
                    least,
                    "mutations that have to be found by " + mechanism,
                    all.stream().filter(mutation -> mutation.found().containsKey(mechanism))));
            return all;
        }

        private static final Map<Mechanism, Integer> LEAST = Map.of(
                Mechanism.DRIFT, 83,
                Mechanism.BESIDE, 36,
                Mechanism.TRUST, 8,
                Mechanism.WORK, 13,
                Mechanism.PROOF, 50);

        @ParameterizedTest(name = "{0}")
        @MethodSource("all")
        void isFoundByWhatIsMeantToFindIt(Mutation mutation) {
            Shell shell = MADE.copy();
            mutation.change().accept(shell);

            Ran ran = shell.run("verify acme -q -o json");

            assertThat(ran.exit()).as(ran::toString).isEqualTo(1);
            Map<Mechanism, List<String>> found = Ran.objects(ran.json(), "findings").stream()
                    .collect(Collectors.groupingBy(
                            Mechanism::of,
                            Collectors.mapping(finding -> String.valueOf(finding.get("text")), Collectors.toList())));
            mutation.found()
                    .forEach((mechanism, says) -> assertThat(found.getOrDefault(mechanism, List.of()))
                            .as("what was found by %s, of %s", mechanism, found)
                            .anyMatch(text -> text.contains(says)));
            if (mutation.isInTheWay()) {
                shell.run("create-tenant acme -q").refused(ExitCode.CONFLICT, "do not belong to it");
                return;
            }
            shell.run("create-tenant acme -q").done();
            if (mutation.isOurs()) {
                shell.run("verify acme -q").done();
            } else {
                shell.run("create-tenant acme -q --dry-run --detailed-exitcode").done();
            }
        }
    }

    @Test
    void aLeakIsTheFirstLine() {
        Shell shell = new Shell();
        shell.run("create-tenant acme -q").done();
        shell.run("create-tenant acme-west -q").done();
        shell.iam().deleteUserPermissionsBoundary(r -> r.userName("acme--owner"));
        shell.iam()
                .putUserPolicy(r -> r.userName("acme--owner").policyName("more").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Resource": "*",
                         "Action": "sagemaker:CreatePresignedNotebookInstanceUrl"}}"""));

        Ran ran = shell.run("verify");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out().lines().findFirst().orElseThrow())
                .isEqualTo(
                        "LEAK: user acme--owner of tenant acme can reach tenant acme-west: through inline policy more"
                                + " of user acme--owner, by sagemaker:CreatePresignedNotebookInstanceUrl");
        assertThat(ran.out())
                .contains(
                        "1 acme       oX X", "2 acme-west  .o .", "\n  delete the inline policy more of acme--owner\n");
    }

    @Test
    void whatIsForeignStaysFoundUntilItIsGone() {
        Shell shell = new Shell();
        shell.run("create-tenant acme -q").done();
        shell.iam()
                .putRolePolicy(
                        r -> r.roleName("acme--access").policyName("more").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}"""));

        shell.run("create-tenant acme -q").done();
        assertThat(shell.run("verify").out())
                .startsWith("No leak, but 1 finding(s): IAM role acme--access has inline policy more");
        shell.iam().deleteRolePolicy(r -> r.roleName("acme--access").policyName("more"));
        shell.run("verify").done();
    }

    @Test
    void outsidersAreNamed() {
        Shell shell = new Shell();
        shell.run("create-tenant acme -q").done();
        shell.run("create-tenant acme-west -q").done();
        user(shell, "starter", "sagemaker:StartNotebookInstance", "*");
        user(
                shell,
                "tagger",
                "sagemaker:*Tags",
                "arn:aws:sagemaker:us-east-1:123456789012:notebook-instance/acme-west--*");
        user(shell, "harmless", "s3:*", "*");
        user(shell, "assumer", "sts:AssumeRole", "*");

        Ran ran = shell.run("verify -o json").done();

        assertThat(Ran.objects(ran.json(), "outsiders"))
                .extracting(row -> "%s %s %s certain=%s"
                        .formatted(row.get("principal"), row.get("does"), row.get("tenants"), row.get("certain")))
                .containsExactlyInAnyOrder(
                        "arn:aws:iam::123456789012:user/starter starts its notebook instances [acme, acme-west] certain=true",
                        "arn:aws:iam::123456789012:user/tagger changes the tags of its notebook instances, lifecycle config, endpoints, models and jobs [acme-west] certain=true",
                        "arn:aws:iam::123456789012:user/administrator cannot be judged [] certain=false");
        assertThat(shell.run("verify acme-west").done().out())
                .containsPattern("user/starter +starts its notebook instances +acme-west\n")
                .containsPattern(
                        "user/tagger +changes the tags of its notebook instances, lifecycle config, endpoints, models and jobs +acme-west\n")
                .doesNotContain("harmless", "assumer");
    }

    private static void user(Shell shell, String name, String action, String resource) {
        shell.iam().createUser(r -> r.userName(name));
        shell.iam()
                .putUserPolicy(r -> r.userName(name).policyName("may").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "%s", "Resource": "%s"}}""".formatted(action, resource)));
    }

    @Test
    void credentialsAreNotedAndNoSecretIsShown() {
        Shell shell = new Shell();
        shell.run("create-tenant acme -q").done();
        var key = shell.iam().createAccessKey(r -> r.userName("acme--owner")).accessKey();
        shell.iam().createLoginProfile(r -> r.userName("acme--owner").password("Password-1234"));

        String out = shell.run("verify").done().out();

        assertThat(out)
                .contains(
                        "note: user acme--owner has access key " + key.accessKeyId(),
                        "note: user acme--owner has a console password",
                        "no MFA device")
                .doesNotContain(key.secretAccessKey(), "Password-1234");
    }

    @Test
    void thePageTellsEverythingAndEscapesIt(@TempDir Path folder) throws IOException {
        Shell shell = new Shell();
        shell.run("create-tenant acme -q").done();
        shell.iam().updateAssumeRolePolicy(r -> r.roleName("acme--access").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                         "Principal": {"Federated": "arn:aws:iam::123456789012:saml-provider/<script>alert(1)</script>"}}}"""));
        shell.iam()
                .putUserPolicy(r -> r.userName("acme--owner").policyName("more").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sagemaker:CreatePresigned*", "Resource": "*",
                         "Condition": {"StringEquals": {"aws:RequestedRegion": "<b>eu"}}}}"""));
        shell.iam().deleteUserPermissionsBoundary(r -> r.userName("acme--owner"));
        Path page = folder.resolve("proof.html");

        Ran ran = shell.run("verify acme -o json --report " + page);

        assertThat(ran.exit()).isEqualTo(1);
        String html = Files.readString(page);
        assertThat(Ran.objects(ran.json(), "findings"))
                .anySatisfy(finding -> assertThat(finding.get("witness")).isNotNull())
                .allSatisfy(finding -> assertThat(html)
                        .containsOnlyOnce("id=\"%s\"".formatted(finding.get("id")))
                        .contains("href=\"#%s\"".formatted(finding.get("id"))));
        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .contains(
                        "&lt;script&gt;alert(1)&lt;/script&gt;",
                        "sagemaker:CreatePresignedNotebookInstanceUrl",
                        "arn:aws:iam::123456789012:role/tenant-admin/us-east-1/acme/acme--execution",
                        "by arn:aws:iam::123456789012:user/administrator",
                        "<dt>with aws:requestedregion</dt><dd>&lt;b&gt;eu</dd>",
                        "<dt>To do</dt><dd>delete the inline policy more of acme--owner</dd>",
                        "default-src 'none'")
                .doesNotContain("<script", "<b>", "http://", "https://", "src=", "<th>");
        assertThat(Pattern.compile("href=\"#([^\"]+)\"").matcher(html).results())
                .isNotEmpty()
                .allSatisfy(link -> assertThat(html).contains("id=\"" + link.group(1) + "\""));
    }

    /** SARIF 2.1.0 requires of a run its tool's name, of a rule its id and of a result its message. */
    @Test
    void hostsOfCodeGetTheFindings(@TempDir Path folder) throws IOException {
        Shell shell = new Shell();
        shell.run("create-tenant acme -q").done();
        Path sarif = folder.resolve("proof.sarif");
        shell.run("verify -q --sarif " + sarif).done();
        assertThat(Ran.objects(sarifRun(sarif), "results")).isEmpty();
        shell.iam()
                .putUserPolicy(r -> r.userName("acme--owner").policyName("more").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sagemaker:*", "Resource": "*"}}"""));
        shell.iam().deleteUserPermissionsBoundary(r -> r.userName("acme--owner"));
        Path account = folder.resolve("the account.json");

        Ran ran = shell.run("verify -q -o json --sarif " + sarif + " --save " + folder.resolve("saved.json"));

        assertThat(ran.exit()).isEqualTo(1);
        List<Map<String, Object>> findings = Ran.objects(ran.json(), "findings");
        Map<String, Object> run = sarifRun(sarif);
        Map<String, Object> driver = Ran.object(Ran.object(run, "tool"), "driver");
        assertThat(driver)
                .containsEntry("name", "tenant-admin")
                .containsKey("version")
                .doesNotContainKey("informationUri");
        List<Map<String, Object>> rules = Ran.objects(driver, "rules");
        assertThat(rules)
                .extracting(rule -> rule.get("id"))
                .containsExactly(
                        "leak", "wider", "missing", "undecided", "disagreement", "unanswered", "foreign", "drift");
        assertThat(rules)
                .allSatisfy(
                        rule -> assertThat(Ran.object(rule, "shortDescription").get("text"))
                                .asString()
                                .endsWith("."));
        List<Map<String, Object>> results = Ran.objects(run, "results");
        assertThat(results).hasSameSizeAs(findings);
        for (int i = 0; i < results.size(); i++) {
            Map<String, Object> result = results.get(i);
            Map<String, Object> finding = findings.get(i);
            assertThat(result)
                    .containsEntry("ruleId", finding.get("kind"))
                    .containsEntry("level", "leak".equals(result.get("ruleId")) ? "error" : "warning")
                    .containsEntry("partialFingerprints", Map.of("findingId/v1", finding.get("id")))
                    .containsEntry(
                            "locations",
                            List.of(Map.of("logicalLocations", List.of(Map.of("name", "acme", "kind", "tenant")))));
            assertThat(Ran.object(result, "message").get("text"))
                    .asString()
                    .startsWith(String.valueOf(finding.get("text"))
                            .replace("{", "{{")
                            .replace("}", "}}"));
        }
        assertThat(results).extracting(result -> result.get("ruleId")).contains("leak", "foreign", "drift");
        assertThat(results.get(0))
                .extracting("message")
                .extracting("text")
                .asString()
                .endsWith(". To do: delete the inline policy more of acme--owner");

        Files.move(folder.resolve("saved.json"), account);
        assertThat(shell.run("verify", "--from", account.toString(), "--sarif", sarif.toString())
                        .exit())
                .isEqualTo(1);
        assertThat(Ran.objects(sarifRun(sarif), "results"))
                .isNotEmpty()
                .allSatisfy(result -> assertThat(
                                Ran.objects(result, "locations").get(0))
                        .containsEntry(
                                "physicalLocation",
                                Map.of(
                                        "artifactLocation",
                                        Map.of("uri", account.toUri().toString()))));
        shell.run("verify acme --sarif " + folder.resolve("no/such/folder.sarif"))
                .refused(ExitCode.INVALID_INPUT, "cannot write the findings to");
    }

    private static Map<String, Object> sarifRun(Path file) throws IOException {
        Map<String, Object> log = JSON.std.mapFrom(Files.readString(file));
        assertThat(log).containsOnlyKeys("$schema", "version", "runs").containsEntry("version", "2.1.0");
        List<Map<String, Object>> runs = Ran.objects(log, "runs");
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    @Test
    void saysWhatItDoes() {
        Shell shell = new Shell();
        shell.run("create-tenant acme -q").done();

        Ran ran = shell.run("verify");

        assertThat(ran.done().err())
                .startsWith("proved what 3 principals can do; asking AWS's policy simulator about them\n");
    }

    @Test
    void whatCannotBeAskedIsAFinding() {
        Shell shell = new Shell();
        shell.run("create-tenant acme -q").done();
        shell.door.refuse("SimulatePrincipalPolicy", 404, "NoSuchEntity", "it is gone");

        Ran ran = shell.run("verify");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .startsWith("No leak, but")
                .contains("UNANSWERED acme: AWS's policy simulator gives no answer about", "it is gone");
    }

    @Test
    void badInput(@TempDir Path folder) {
        Shell shell = new Shell();
        assertThat(shell.run("verify").done().out()).isEqualTo("There are no tenants.\n");
        shell.run("create-tenant acme -q").done();

        shell.run("verify acme nobody")
                .refused(ExitCode.NOT_FOUND, "there is no tenant nobody in account 123456789012");
        shell.run("verify acme --report " + folder.resolve("no/such/folder.html"))
                .refused(ExitCode.INVALID_INPUT, "cannot write the report to");
        shell.door.refuse("GetAccountAuthorizationDetails", 403, "AccessDenied", "User: x is not authorized");
        shell.run("verify acme").refused(ExitCode.REFUSED, "access denied");
    }

    /** What was saved is proved again without an account, and what the file does not tell is said. */
    @Test
    void aFileIsProvedWithoutAnAccount(@TempDir Path folder) throws IOException {
        Shell shell = new Shell();
        shell.run("create-tenant acme -q --require-mfa").done();
        shell.run("create-tenant acme-west -q").done();
        Path file = folder.resolve("account.json");
        shell.run("verify -q --save " + file).done();
        shell.door.forget();

        Ran ran = shell.run("verify -o json --from " + file).done();

        assertThat(shell.door.operations()).isEmpty();
        assertThat(ran.json()).containsEntry("holds", true).containsEntry("tenants", List.of("acme", "acme-west"));
        assertThat(Ran.objects(ran.json(), "principals"))
                .hasSize(6)
                .allSatisfy(row -> assertThat(row).containsEntry("proved", true));
        assertThat(shell.run("verify acme --from " + file).done().out())
                .contains(
                        "1 acme       o. .\n",
                        "? not checked: access keys, passwords and MFA devices\n",
                        "AWS's policy simulator was not asked: the account was read from a file");
        shell.run("verify nobody --from " + file).refused(ExitCode.NOT_FOUND, "there is no tenant nobody in");
        shell.run("verify --from " + file + " --simulator all")
                .refused(ExitCode.INVALID_INPUT, "--from reads a file and --simulator asks AWS");
        shell.run("verify --from " + file + " --save " + file)
                .refused(ExitCode.INVALID_INPUT, "--from reads a file and --save reads an account");

        Files.writeString(file, Files.readString(file).replace("acme--*", "*"));
        assertThat(shell.run("verify --from " + file).exit()).isEqualTo(1);
    }

    /** Nor does the last of two effects win, nor is the rest of the file lost. */
    @Test
    void aDocumentThatSaysSomethingTwiceCannotBeJudged(@TempDir Path folder) throws IOException {
        Shell shell = new Shell();
        shell.run("create-tenant acme -q").done();
        Path file = folder.resolve("account.json");
        shell.run("verify -q --save " + file).done();
        Map<String, Object> account = JSON.std.mapFrom(Files.readString(file));
        for (Map<String, Object> user : Ran.objects(account, "UserDetailList")) {
            user.put("UserPolicyList", List.of(Map.of("PolicyName", "two", "PolicyDocument", Map.of("Version", "X"))));
        }
        String text = JSON.std.asString(account);
        for (String effects : List.of("Deny Allow", "Allow Deny")) {
            Files.writeString(
                    file, text.replace("{\"Version\":\"X\"}", """
                            {"Version": "2012-10-17", "Statement": {"Effect": "%s", "Effect": "%s", "Action": "s3:*", "Resource": "*"}}""".formatted((Object[]) effects.split(" ", -1))));

            Ran ran = shell.run("verify -o json --from " + file);

            assertThat(ran.exit()).isEqualTo(1);
            assertThat(Ran.objects(ran.json(), "findings"))
                    .filteredOn(finding -> "undecided".equals(finding.get("kind")))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding)
                            .extractingByKey("text")
                            .asString()
                            .contains("user acme--owner of tenant acme", "cannot be judged", "inline policy two"));
        }
    }

    /** A boundary that a file does not have may allow all or nothing, and what work needs is then not known either. */
    @Test
    void aBoundaryThatIsNotKnownLeavesItUndecided(@TempDir Path folder) throws IOException {
        Shell shell = new Shell();
        shell.iam().createPolicy(r -> r.policyName("org").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        shell.run("create-tenant acme -q --permissions-boundary arn:aws:iam::123456789012:policy/org")
                .done();
        Path file = folder.resolve("account.json");
        shell.run("verify -q --save " + file).done();
        Map<String, Object> account = JSON.std.mapFrom(Files.readString(file));
        account.put(
                "Policies",
                Ran.objects(account, "Policies").stream()
                        .filter(policy -> !"org".equals(policy.get("PolicyName")))
                        .toList());
        Files.writeString(file, JSON.std.asString(account));

        Ran ran = shell.run("verify -o json --from " + file);

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(Ran.objects(ran.json(), "findings"))
                .hasSize(3)
                .allSatisfy(finding -> assertThat(finding)
                        .containsEntry("kind", "undecided")
                        .extractingByKey("text")
                        .asString()
                        .endsWith("cannot be judged: boundary arn:aws:iam::123456789012:policy/org is not known"));
        assertThat(Ran.objects(ran.json(), "principals"))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row).containsEntry("proved", false));
    }

    @Test
    void whatNobodyKnowsTheSettingsOfIsNotProved() {
        Shell shell = new Shell();
        shell.run("create-tenant acme -q").done();
        shell.iam()
                .tagPolicy(
                        r -> r.policyArn("arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/acme/acme--boundary")
                                .tags(List.of(software.amazon.awssdk.services.iam.model.Tag.builder()
                                        .key("max-runtime")
                                        .value("for ever")
                                        .build())));

        Ran ran = shell.run("verify -o json");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).as("its progress").contains("asking AWS's policy simulator about them");
        assertThat(shell.run("verify -q -o json").err()).isEmpty();
        assertThat(Ran.objects(ran.json(), "principals"))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row).containsEntry("proved", false));
    }
}
