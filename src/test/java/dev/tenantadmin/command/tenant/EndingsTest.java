package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.command.permissions.Operator;
import dev.tenantadmin.lifecycle.backend.ForeignResources;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** How access ends for sessions that run already: where a trust or an administrator is withdrawn, and by resume. */
@Tag("slow")
@Tag("jdk")
class EndingsTest {

    private static final String ACCESS_ROLE = "arn:aws:iam::123456789012:role/tenant-admin/us-east-1/acme/acme--access";
    private static final String TRUSTED = "arn:aws:iam::123456789012:role/partner";
    private static final String ENDED = "end of sessions under role acme--access";

    private final Shell shell = new Shell();

    @BeforeEach
    void createRoles() {
        for (String name : new String[] {"partner", "other"}) {
            shell.iam().createRole(r -> r.roleName(name).assumeRolePolicyDocument(Operator.OPEN));
            shell.iam().putRolePolicy(r -> r.roleName(name).policyName("may").policyDocument("""
                    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:*", "Resource": "*"}}"""));
        }
    }

    /** A session of the access role that a session of this role begins, without a name of its own. */
    private Credentials sessionOf(String role) {
        Map<String, String> before = Map.copyOf(shell.environment);
        shell.signIn(shell.sts()
                .assumeRole(
                        r -> r.roleArn("arn:aws:iam::123456789012:role/" + role).roleSessionName("thief"))
                .credentials());
        try (StsClient sts = shell.stsAsCaller()) {
            return sts.assumeRole(r -> r.roleArn(ACCESS_ROLE).roleSessionName("thief"))
                    .credentials();
        } finally {
            shell.environment.clear();
            shell.environment.putAll(before);
        }
    }

    private Credentials sessionOfUser(String user) {
        AccessKey key = shell.iam().createAccessKey(r -> r.userName(user)).accessKey();
        try (StsClient sts = shell.sts(key)) {
            return sts.assumeRole(
                            r -> r.roleArn(ACCESS_ROLE).roleSessionName(user).sourceIdentity(user))
                    .credentials();
        }
    }

    private boolean presigns(Credentials session) {
        shell.signIn(session);
        try {
            shell.sagemakerAsCaller().createPresignedNotebookInstanceUrl(r -> r.notebookInstanceName("acme--main"));
            return true;
        } catch (SageMakerException e) {
            assertThat(e).hasMessageContaining("explicit deny");
            return false;
        } finally {
            shell.signOut();
        }
    }

    /** Whether what runs in a notebook may look at the notebook, as its idle stop does. */
    private boolean works(Credentials notebook) {
        shell.signIn(notebook);
        try {
            shell.sagemakerAsCaller().describeNotebookInstance(r -> r.notebookInstanceName("acme--main"));
            return true;
        } catch (SageMakerException e) {
            assertThat(e).hasMessageContaining("explicit deny");
            return false;
        } finally {
            shell.signOut();
        }
    }

    private List<String> policies(String role) {
        return shell.iam().listRolePolicies(r -> r.roleName(role)).policyNames();
    }

    private String revoked(String role) {
        return policy(role, "revoked");
    }

    private String policy(String role, String name) {
        return URLDecoder.decode(
                shell.iam()
                        .getRolePolicy(r -> r.roleName(role).policyName(name))
                        .policyDocument(),
                StandardCharsets.UTF_8);
    }

    @Test
    void aStolenSessionStaysOutWhenTheTenantIsResumed() {
        shell.run("create-tenant acme --user ana --trust " + TRUSTED).done();
        Credentials stolen = sessionOf("partner");
        Credentials anas = sessionOfUser("acme--ana");
        Credentials notebook = shell.notebookCredentials("us-east-1", "acme--main");
        assertThat(List.of(presigns(stolen), presigns(anas), works(notebook))).containsOnly(true);

        shell.run("suspend acme").done();
        shell.clock.pass(Duration.ofSeconds(1));
        Credentials meanwhile = sessionOf("partner");
        shell.clock.pass(Duration.ofSeconds(1));
        Ran resumed = shell.run("resume acme").done();
        shell.run("start acme").done();

        assertThat(List.of(presigns(stolen), presigns(meanwhile), presigns(anas), works(notebook)))
                .containsOnly(false);
        assertThat(List.of(
                        presigns(sessionOf("partner")),
                        presigns(sessionOfUser("acme--ana")),
                        works(shell.notebookCredentials("us-east-1", "acme--main"))))
                .containsOnly(true);
        assertThat(resumed.out())
                .containsSubsequence(
                        "end of sessions under role acme--access ",
                        "end of sessions under role acme--execution ",
                        "IAM policy acme--boundary ",
                        "Nothing of tenant acme is running.",
                        "Tenant acme is not suspended any more");
    }

    @Test
    void theEndOfSessionsIsWrittenBeforeTheDenyIsLifted() {
        shell.run("create-tenant acme").done();
        shell.run("suspend acme").done();
        shell.door.forget();

        shell.run("resume acme").done();

        assertThat(shell.door.writes()).containsExactly("PutRolePolicy", "PutRolePolicy", "CreatePolicyVersion");
        shell.door.forget();
        shell.run("resume acme").done();
        assertThat(shell.run("create-tenant acme").done().out()).contains("no changes needed");
        assertThat(shell.door.writes()).isEmpty();
        assertThat(policies("acme--execution")).containsExactlyInAnyOrder("execution", "revoked");
        shell.run("verify acme").done();
        shell.run("delete-tenant acme --yes").done();
        shell.iam().deleteRolePolicy(r -> r.roleName("partner").policyName("may"));
        assertThat(shell.contents()).noneMatch(what -> what.contains("acme--"));
    }

    @Test
    void aResumptionNamesWhatStillRuns() {
        shell.run("create-tenant acme").done();
        ForeignResources.ofWork(shell.sagemaker());
        ForeignResources.ofEndpoint(shell.sagemaker());
        shell.run("suspend acme").done();
        shell.sagemaker().startNotebookInstance(r -> r.notebookInstanceName("acme--main"));

        Ran ran = shell.copy().run("resume acme").done();
        Map<String, Object> json = shell.run("resume acme -o json").done().json();

        assertThat(ran.out())
                .containsPattern("\n  notebook instance acme--main \\((Pending|InService)\\)\n")
                .containsPattern("\n  endpoint acme--\\S+\n")
                .contains("may be denied access until SageMaker renews their credentials");
        Map<?, ?> running = (Map<?, ?>) Objects.requireNonNull(json.get("running"));
        assertThat((Map<?, ?>) running.get("notebooks")).hasSize(1);
        assertThat((List<?>) running.get("endpoints")).hasSize(1);
        assertThat(running.get("jobs")).isEqualTo(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--trust", "--administrator"})
    void whoIsWithdrawnLosesTheSessionsThatRunAndNobodyElseOfTheTenant(String option) {
        shell.run("create-tenant acme --user ana " + option + " " + TRUSTED).done();
        Credentials withdrawn = sessionOf("partner");
        Credentials anas = sessionOfUser("acme--ana");
        Credentials notebook = shell.notebookCredentials("us-east-1", "acme--main");

        Ran ran = shell.run("create-tenant acme " + option + " none").done();

        assertThat(List.of(presigns(withdrawn), presigns(anas), works(notebook)))
                .containsExactly(false, true, true);
        assertThat(policies("acme--execution")).containsExactly("execution");
        assertThat(ran.out())
                .containsPattern(ENDED + " +created\n")
                .contains("Still running in tenant acme:\n  notebook instance acme--main (InService)\n");
        assertThat(ran.err()).contains("within the next minute");
        shell.door.forget();
        assertThat(shell.run("create-tenant acme").done().out()).contains("no changes needed");
        assertThat(shell.door.writes()).isEmpty();
        shell.run("verify acme").done();
    }

    /** IAM may go on admitting for a moment whom the trust policy no longer admits; who stays is let in after that. */
    @Test
    void aSessionThatBeginsInTheMinuteAfterIsDeniedToo() {
        shell.run("create-tenant acme --trust " + TRUSTED + " --trust arn:aws:iam::123456789012:role/other")
                .done();
        shell.run("create-tenant acme --trust arn:aws:iam::123456789012:role/other")
                .done();
        shell.clock.pass(Duration.ofSeconds(50));
        assertThat(presigns(sessionOf("other"))).isFalse();
        shell.run("url acme")
                .refused(ExitCode.REFUSED, "within the last minute, wait a minute and run the command again");
        assertThat(presigns(sessionOfUser("acme--owner"))).isTrue();

        shell.clock.pass(Duration.ofSeconds(11));

        assertThat(presigns(sessionOf("other"))).isTrue();
        shell.run("url acme").done();
    }

    @Test
    void whoMadeTheTenantCountsToo() {
        shell.run("create-tenant acme --user ana").done();
        shell.run("create-tenant acme --administrator " + TRUSTED).done();
        assertThat(policies("acme--access")).isEmpty();
        Credentials makers = shell.sts()
                .assumeRole(r -> r.roleArn(ACCESS_ROLE).roleSessionName("maker"))
                .credentials();
        String trust = URLDecoder.decode(
                shell.iam().getRole(r -> r.roleName("acme--access")).role().assumeRolePolicyDocument(),
                StandardCharsets.UTF_8);
        // As where another administrator takes a tenant over whose maker's tag is gone.
        shell.iam()
                .tagPolicy(r -> r.policyArn(Operator.ours("policy", "boundary"))
                        .tags(software.amazon.awssdk.services.iam.model.Tag.builder()
                                .key("administrator")
                                .value(TRUSTED)
                                .build()));

        shell.run("create-tenant acme").done();

        assertThat(trust).contains("user/administrator");
        assertThat(presigns(makers)).isFalse();
    }

    /** Whom somebody wrote into the document, with whatever else they changed there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'AWS': 'arn:aws:iam::123456789012:role/other' |",
                "'AWS': '123456789012' |",
                "'AWS': '*' | , 'Condition': {'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/o*'}}",
            })
    void aStrangerWhomARepairTakesOutIsWithdrawn(String principal, String condition) {
        shell.run("create-tenant acme --user ana").done();
        shell.iam()
                .updateAssumeRolePolicy(r -> r.roleName("acme--access")
                        .policyDocument("""
                {'Version': '2012-10-17', 'Statement': {'Effect': 'Allow', 'Principal': {%s},
                 'Action': ['sts:AssumeRole', 'sts:SetSourceIdentity']%s}}""".formatted(principal, condition == null ? "" : condition)
                                .replace('\'', '"')));
        Credentials strangers = sessionOf("other");
        assertThat(presigns(strangers)).isTrue();

        assertThat(shell.run("create-tenant acme --administrator none").done().out())
                .containsPattern(ENDED + " +created");

        assertThat(presigns(strangers)).isFalse();
        // The document let them sign as the tenant's users, whose sessions cannot be told from theirs.
        assertThat(revoked("acme--access")).doesNotContain("SourceIdentity");
    }

    @Test
    void whatNarrowsNobodyEndsNothing() {
        shell.run("create-tenant acme --user ana --trust " + TRUSTED).done();
        shell.run("create-tenant acme --trust " + TRUSTED + " --trust arn:aws:iam::111122223333:root,external-id=ab")
                .done();
        shell.run("create-tenant acme --trust-sso Data").done();
        // The shape of revision 2.
        String revision3 = URLDecoder.decode(
                shell.iam().getRole(r -> r.roleName("acme--access")).role().assumeRolePolicyDocument(),
                StandardCharsets.UTF_8);
        String older = revision3
                .replaceAll(",\\{\"Effect\":\"Deny\".*\\}\\}\\}\\]", "]")
                .replaceAll("\"ArnNotLike\":\\{[^}]*\\},?", "")
                .replaceAll("\"StringNotLike\":\\{[^}]*\\},?", "")
                .replace("acme/acme--*", "acme/*");
        assertThat(older).isNotEqualTo(revision3).doesNotContain("NotLike", "Deny", "acme--*");
        shell.iam().updateAssumeRolePolicy(r -> r.roleName("acme--access").policyDocument(older));

        assertThat(shell.run("create-tenant acme").done().out()).contains("IAM role acme--access");

        assertThat(policies("acme--access")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--trust arn:aws:iam::111122223333:root,external-id=ab | --trust arn:aws:iam::111122223333:root,external-id=cd",
                "--trust arn:aws:iam::123456789012:saml-provider/idp | --trust none",
                "--trust-sso Data | --trust-sso Other",
                "--trust arn:aws:iam::123456789012:oidc-provider/gitlab.com,aud=x,sub=project_path:a/* | --trust arn:aws:iam::123456789012:oidc-provider/gitlab.com,aud=x,sub=project_path:b/*",
            })
    void everyKindOfTrustIsWithdrawn(String beforeAndAfter) {
        String[] options = beforeAndAfter.split(" \\| ", 2);
        shell.run("create-tenant acme " + options[0]).done();
        assertThat(shell.run("create-tenant acme --dry-run " + options[1])
                        .done()
                        .out())
                .containsPattern(ENDED + " +would be created");
        assertThat(policies("acme--access")).isEmpty();

        shell.run("create-tenant acme " + options[1]).done();

        assertThat(revoked("acme--access")).contains("\"StringNotLike\":{\"aws:SourceIdentity\":\"acme--*\"}");
    }

    /** What resume ended stays ended when a trust is withdrawn later, as long as a session can be that old. */
    @Test
    void aWithdrawalTakesNothingBackThatAResumptionEnded() {
        shell.run("create-tenant acme --user ana --trust " + TRUSTED).done();
        Credentials anas = sessionOfUser("acme--ana");
        shell.run("suspend acme").done();
        shell.clock.pass(Duration.ofSeconds(2));
        shell.run("resume acme").done();
        shell.run("start acme").done();

        shell.run("create-tenant acme --trust none").done();

        assertThat(presigns(anas)).isFalse();
        assertThat(presigns(sessionOfUser("acme--ana"))).isTrue();
        shell.run("verify acme").done();
        shell.run("create-tenant acme --trust " + TRUSTED).done();
        shell.clock.pass(Duration.ofHours(13));
        shell.run("create-tenant acme --trust none").done();
        assertThat(revoked("acme--access")).containsOnlyOnce("Deny");
    }

    /** Nothing tells the next run of the withdrawal, and what began until the trust was narrowed is denied all the same. */
    @Test
    void aRunThatEndsAfterTheTrustWasNarrowedLeavesNoSessionOut() {
        shell.run("create-tenant acme --trust " + TRUSTED).done();
        Credentials[] late = new Credentials[1];
        shell.door.meanwhile("UpdateAssumeRolePolicy", 1, () -> {
            shell.clock.pass(Duration.ofMinutes(2));
            late[0] = sessionOf("partner");
        });
        shell.door.meanwhile(
                "PutRolePolicy",
                2,
                () -> shell.door.refuse("PutRolePolicy", 403, "AccessDenied", "User: x is not authorized"));

        assertThat(shell.run("create-tenant acme --trust none").err())
                .contains("updating IAM role acme--access failed", "end of sessions under role acme--access created");
        shell.door.forget();
        assertThat(shell.run("create-tenant acme").done().out()).contains("no changes needed");

        assertThat(shell.door.writes()).isEmpty();
        assertThat(presigns(late[0])).isFalse();
        assertThat(presigns(sessionOfUser("acme--owner"))).isTrue();
    }

    @Test
    void aSlowWriteOfTheTrustLeavesNoSessionOut() {
        shell.run("create-tenant acme --trust " + TRUSTED).done();
        Credentials[] late = new Credentials[1];
        shell.door.meanwhile("UpdateAssumeRolePolicy", 1, () -> {
            shell.clock.pass(Duration.ofMinutes(20));
            late[0] = sessionOf("partner");
        });

        shell.run("create-tenant acme --trust none").done();

        assertThat(presigns(late[0])).isFalse();
    }

    @Test
    void theMomentIsAwssClock() {
        shell.run("create-tenant acme --user ana --trust " + TRUSTED).done();
        shell.door.date(Instant.parse("2026-06-05T04:03:02Z"));

        shell.run("create-tenant acme --trust none").done();
        assertThat(revoked("acme--access")).contains("\"2026-06-05T04:04:02Z\"");
        shell.run("remove-user acme ana --yes").done();
        assertThat(policy("acme--access", "revoked-ana")).contains("\"2026-06-05T04:04:02Z\"");
        shell.run("suspend acme").done();
        shell.run("resume acme").done();
        assertThat(revoked("acme--execution")).contains("\"2026-06-05T04:03:02Z\"");
    }

    /** What denies nothing any more makes way before the next is written. */
    @Test
    void expiredEndsOfSessionsNeverFillARole() {
        shell.run("create-tenant acme --user ana").done();
        int put = 0;
        try {
            for (; put < 100; put++) {
                String person = "p" + put;
                String document = """
                        {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {
                         "StringEquals": {"aws:SourceIdentity": "acme--%s"},
                         "DateLessThan": {"aws:TokenIssueTime": "2020-01-01T00:00:00Z"}}}}""".formatted(person);
                shell.iam()
                        .putRolePolicy(r -> r.roleName("acme--access")
                                .policyName("revoked-" + person)
                                .policyDocument(document));
            }
        } catch (LimitExceededException e) {
            assertThat(put).isGreaterThan(35);
        }
        assertThat(put).isLessThan(100);

        shell.run("remove-user acme ana --yes").done();

        assertThat(policies("acme--access")).containsExactly("revoked-ana");
    }

    @Test
    void applyWithdrawsTooAndNamesWhatRuns(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("teams.yaml");
        Files.writeString(file, "tenants: [{name: acme, users: [ana], trusts: ['" + TRUSTED + "']}]");
        shell.run("apply -f " + file).done();
        Credentials withdrawn = sessionOf("partner");
        Files.writeString(file, "tenants: [{name: acme, users: [ana], trusts: [none]}]");

        Shell other = shell.copy();
        assertThat(other.run("apply -f " + file).done().out())
                .contains("\n  still running: notebook instance acme--main (InService)\n");
        Ran ran = shell.run("apply -o json -f " + file).done();

        assertThat(presigns(withdrawn)).isFalse();
        assertThat(ran.out()).contains("\"running\":{\"notebooks\":{\"acme--main\":\"InService\"}");
        assertThat(shell.run("apply -o json -f " + file).done().out()).doesNotContain("running");
    }

    @Test
    void everyTenantsRepairWithdrawsToo() {
        shell.run("create-tenant acme --trust " + TRUSTED).done();
        Credentials withdrawn = sessionOf("partner");
        shell.iam()
                .untagPolicy(
                        r -> r.policyArn(Operator.ours("policy", "boundary")).tagKeys("trust"));

        shell.run("create-tenant --all -o json").done();

        assertThat(presigns(withdrawn)).isFalse();
    }

    @Test
    void aRemovalNamesWhatStillRuns() {
        shell.run("create-tenant acme --user ana,bob").done();
        ForeignResources.ofWork(shell.sagemaker());

        Ran ran = shell.run("remove-user acme ana --yes").done();

        assertThat(ran.out())
                .containsSubsequence(
                        "Still running in tenant acme:\n",
                        "  notebook instance acme--main (InService)\n",
                        "  processing job acme--",
                        "  training job acme--",
                        "  transform job acme--");
        Map<?, ?> running = (Map<?, ?>) Objects.requireNonNull(
                shell.run("remove-user acme bob --yes -o json").done().json().get("running"));
        assertThat(running.get("notebooks")).isEqualTo(Map.of("acme--main", "InService"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "acme--access | revoked | 'Allow' | ",
                "acme--access | revoked-ana | 'Allow' | ",
                "acme--access | revoked-ana | 'Deny' | ,'Condition':{'StringEquals':{'aws:SourceIdentity':'acme--bob'},'DateLessThan':{'aws:TokenIssueTime':'2026-01-01T00:00:00Z'}}",
                "acme--access | revoked | 'Deny' | ,'Condition':{'StringNotLike':{'aws:SourceIdentity':'a*'},'DateLessThan':{'aws:TokenIssueTime':'2026-01-01T00:00:00Z'}}",
                "acme--access | revoked | 'Deny' | ",
                "acme--execution | revoked | 'Deny' | ,'Condition':{'StringNotLike':{'aws:SourceIdentity':'acme--*'},'DateLessThan':{'aws:TokenIssueTime':'2026-01-01T00:00:00Z'}}",
                "acme--execution | revoked-ana | 'Deny' | ,'Condition':{'StringEquals':{'aws:SourceIdentity':'acme--ana'},'DateLessThan':{'aws:TokenIssueTime':'2026-01-01T00:00:00Z'}}",
            })
    void aPolicyIsTakenForOursByItsDocumentAndNotByItsName(String role, String policy, String effect, String rest) {
        shell.run("create-tenant acme --user ana").done();
        shell.iam()
                .putRolePolicy(r -> r.roleName(role)
                        .policyName(policy)
                        .policyDocument(
                                "{'Version':'2012-10-17','Statement':[{'Effect':%s,'Action':'*','Resource':'*'%s}]}"
                                        .formatted(effect, rest == null ? "" : rest)
                                        .replace('\'', '"')));

        Ran ran = shell.run("verify acme -o json");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.list("findings"))
                .extracting(finding -> finding.get("kind") + " " + finding.get("text"))
                .contains("foreign IAM role %s has inline policy %s: the name is tenant-admin's, the document is not"
                        .formatted(role, policy));
    }

    /** A command that writes such a policy anyway repairs what somebody else put there. */
    @Test
    void whatSomebodyWroteUnderOurNameIsReplaced() {
        shell.run("create-tenant acme --user ana --trust " + TRUSTED).done();
        shell.iam()
                .putRolePolicy(
                        r -> r.roleName("acme--access").policyName("revoked").policyDocument(Operator.OTHER));

        assertThat(shell.run("create-tenant acme --trust none").done().out())
                .containsPattern(ENDED + " +updated\n  sessions begun before: unreadable -> now");

        shell.run("verify acme").done();
    }
}
