package dev.tenantadmin.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.testing.HttpRecorder.Sent;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What AWS's policy simulator is asked about principals that are no tenant's. */
@Tag("slow")
class OutsidersAskedTest {

    private static final String ACCOUNT = "arn:aws:iam::123456789012:";

    private final Shell shell = new Shell();

    @BeforeEach
    void make() {
        for (String tenant : List.of("acme", "acme-west", "beta")) {
            shell.run("create-tenant " + tenant + " -q").done();
        }
    }

    private void user(String name, String... statements) {
        shell.iam().createUser(r -> r.userName(name));
        may(name, statements);
    }

    private void may(String name, String... statements) {
        shell.iam()
                .putUserPolicy(r -> r.userName(name).policyName("may").policyDocument("""
                {"Version": "2012-10-17", "Statement": [%s]}""".formatted(
                                String.join(", ", statements))));
    }

    private static String allow(String action, String resource) {
        return """
                {"Effect": "Allow", "Action": "%s", "Resource": "%s"}""".formatted(action, resource);
    }

    /** The questions about a user, without what is asked about tenants' own principals. */
    private List<String> about(String user) {
        return shell.door.sent().stream()
                .filter(sent -> sent.operation().equals("SimulatePrincipalPolicy"))
                .map(Sent::body)
                .map(body -> URLDecoder.decode(body, StandardCharsets.UTF_8))
                .filter(body -> body.contains("PolicySourceArn=" + ACCOUNT + "user/" + user + "&"))
                .toList();
    }

    private Map<String, Object> verify(String options) {
        shell.door.forget();
        return shell.run("verify -o json -q" + options).json();
    }

    @Test
    void eachWayIsAskedOnceWhicheverTenantsItLeadsTo() {
        user("starter", allow("sagemaker:StartNotebookInstance", "*"), allow("sagemaker:StopNotebookInstance", "*"));
        user("harmless", allow("s3:ListAllMyBuckets", "*"));

        Map<String, Object> proof = verify("");

        assertThat(proof).containsEntry("holds", true);
        assertThat(about("starter")).hasSize(2);
        assertThat(about("harmless")).isEmpty();
        Map<String, Object> simulator = Ran.object(proof, "simulator");
        assertThat(simulator).containsEntry("calls", 9 + 2);
        assertThat(simulator.get("agreed")).isEqualTo(simulator.get("asked"));
    }

    /** The keys of the request that was found are given, those without a value are not. */
    @Test
    void theRequestIsAskedAsItWasFound() {
        user("tagged", """
                {"Effect": "Allow", "Action": "sagemaker:StopNotebookInstance", "Resource": "*",
                 "Condition": {"StringEquals": {"aws:ResourceTag/tenant": "beta"}, "Null": {"aws:ResourceTag/team": "true"}}}""");

        Map<String, Object> proof = verify("");

        assertThat(proof).containsEntry("holds", true);
        assertThat(about("tagged"))
                .singleElement()
                .asString()
                .containsIgnoringCase("ContextKeyName=aws:ResourceTag/tenant&")
                .contains(
                        "=beta", "ActionNames.member.1=sagemaker:StopNotebookInstance", "notebook-instance/beta--main")
                .doesNotContainIgnoringCase("aws:ResourceTag/team");
    }

    /** The simulator ignores trust policies: what they decide is not asked, and what somebody can do after it widened itself neither. */
    @Test
    void whatATrustPolicyDecidesIsNotAsked() {
        user("assumer", allow("sts:AssumeRole", ACCOUNT + "role/worker"));
        user("widener", allow("iam:PutUserPolicy", ACCOUNT + "user/widener"));
        shell.iam().createRole(r -> r.roleName("worker").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "%sroot"}}}""".formatted(ACCOUNT)));
        shell.iam()
                .putRolePolicy(r -> r.roleName("worker").policyName("may").policyDocument("""
                {"Version": "2012-10-17", "Statement": %s}""".formatted(
                                allow("sagemaker:DeleteNotebookInstance", "*"))));

        Map<String, Object> proof = verify("");

        assertThat(Ran.objects(proof, "outsiders"))
                .extracting(row -> row.get("principal") + " " + row.get("certain"))
                .contains(ACCOUNT + "user/assumer true", ACCOUNT + "user/widener true", ACCOUNT + "role/worker true");
        assertThat(about("assumer")).isEmpty();
        assertThat(about("widener")).singleElement().asString().contains("ActionNames.member.1=iam:PutUserPolicy");
        assertThat(Ran.object(proof, "simulator")).containsEntry("calls", 9 + 2);
        assertThat(proof).containsEntry("holds", true);
    }

    /** A key of another, whom it then moves: IAM asks about both names. */
    @Test
    void theStepsOfAChainAreAskedOfWhoMakesThem() {
        String path = ACCOUNT + "user/tenant-admin/us-east-1/beta/beta--new*";
        user("two", allow("sts:AssumeRole", "*"));
        user(
                "mover",
                allow("iam:CreateAccessKey", ACCOUNT + "user/two"),
                allow("iam:UpdateUser", ACCOUNT + "user/two"),
                allow("iam:UpdateUser", path));

        Map<String, Object> proof = verify("");

        assertThat(proof).containsEntry("holds", true);
        assertThat(about("two")).isEmpty();
        assertThat(about("mover"))
                .hasSize(3)
                .anyMatch(body -> body.contains("=iam:CreateAccessKey&"))
                .anyMatch(body -> body.contains("=iam:UpdateUser&") && body.contains("user/two"))
                .anyMatch(body -> body.contains("=iam:UpdateUser&") && body.contains("/beta/beta--new"));
        Map<String, Object> simulator = Ran.object(proof, "simulator");
        assertThat(simulator.get("agreed")).isEqualTo(simulator.get("asked"));
    }

    @Test
    void anotherAnswerIsAFinding() {
        user("starter", allow("sagemaker:StartNotebookInstance", "*"));
        shell.door.forget();
        shell.door.meanwhile("SimulatePrincipalPolicy", 10, () -> may("starter", allow("s3:ListAllMyBuckets", "*")));

        Ran ran = shell.run("verify -o json -q");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(Ran.objects(ran.json(), "findings"))
                .singleElement()
                .satisfies(finding -> assertThat(finding)
                        .containsEntry("kind", "disagreement")
                        .containsEntry("tenant", "acme")
                        .extractingByKey("text")
                        .asString()
                        .startsWith("AWS's policy simulator says implicitDeny where the policies say allowed: whether "
                                + ACCOUNT
                                + "user/starter can sagemaker:StartNotebookInstance on arn:aws:sagemaker:us-east-1:123456789012:"
                                + "notebook-instance/"));
        Map<String, Object> simulator = Ran.object(ran.json(), "simulator");
        assertThat(simulator.get("agreed")).isNotEqualTo(simulator.get("asked"));
    }

    @Test
    void whatIsNotAnsweredIsSaid() {
        user("starter", allow("sagemaker:StartNotebookInstance", "*"));
        shell.door.forget();
        shell.door.meanwhile("SimulatePrincipalPolicy", 10, () -> {
            shell.iam().deleteUserPolicy(r -> r.userName("starter").policyName("may"));
            shell.iam().deleteUser(r -> r.userName("starter"));
        });

        Ran ran = shell.run("verify -q");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .startsWith("No leak, but 1 finding(s)")
                .contains("UNANSWERED acme: AWS's policy simulator gives no answer about " + ACCOUNT
                        + "user/starter, with");
    }

    @Test
    void nothingIsAskedWhereNothingIsToBeAsked() {
        user("starter", allow("sagemaker:StartNotebookInstance", "*"));

        assertThat(Ran.object(verify(" --simulator none"), "simulator")).containsEntry("calls", 0);
        assertThat(shell.door.operations()).doesNotContain("SimulatePrincipalPolicy");
    }
}
