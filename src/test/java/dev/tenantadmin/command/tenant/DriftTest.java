package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.time.Duration;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.Tag;

/** What others changed on what is ours is shown by describe-tenant and repaired by create-tenant. */
@org.junit.jupiter.api.Tag("slow")
class DriftTest {

    private static final String OTHER = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}""";
    private static final String OTHER_TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"AWS": "123456789012"}}]}""";
    private static final String POLICY = "arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/acme/acme--";

    private final Shell shell = new Shell();

    interface Hand {
        void change(Shell shell);
    }

    private static Arguments drift(String type, String name, String state, String field, Hand hand) {
        return arguments(type, name, state, field, hand);
    }

    static Stream<Arguments> drifts() {
        return Stream.of(
                drift(
                        "attachment",
                        "acme--access to role acme--access",
                        "missing",
                        "",
                        shell -> shell.iam()
                                .detachRolePolicy(
                                        r -> r.roleName("acme--access").policyArn(POLICY + "access"))),
                drift(
                        "attachment",
                        "acme--access to group acme--members",
                        "missing",
                        "",
                        shell -> shell.iam()
                                .detachGroupPolicy(
                                        r -> r.groupName("acme--members").policyArn(POLICY + "access"))),
                drift(
                        "membership",
                        "acme--owner in acme--members",
                        "missing",
                        "",
                        shell -> shell.iam()
                                .removeUserFromGroup(
                                        r -> r.groupName("acme--members").userName("acme--owner"))),
                drift(
                        "inline policy",
                        "execution of role acme--execution",
                        "missing",
                        "",
                        shell -> shell.iam()
                                .deleteRolePolicy(
                                        r -> r.roleName("acme--execution").policyName("execution"))),
                drift(
                        "inline policy",
                        "assume of group acme--members",
                        "drifted",
                        "document",
                        shell -> shell.iam()
                                .putGroupPolicy(r -> r.groupName("acme--members")
                                        .policyName("assume")
                                        .policyDocument(OTHER))),
                drift(
                        "IAM policy",
                        "acme--boundary",
                        "drifted",
                        "document",
                        shell -> shell.iam()
                                .createPolicyVersion(r -> r.policyArn(POLICY + "boundary")
                                        .policyDocument(OTHER)
                                        .setAsDefault(true))),
                drift("IAM policy", "acme--access", "drifted", "document", DriftTest::fillVersions),
                drift(
                        "IAM role",
                        "acme--access",
                        "drifted",
                        "trust policy",
                        shell -> shell.iam()
                                .updateAssumeRolePolicy(
                                        r -> r.roleName("acme--access").policyDocument(OTHER_TRUST))),
                drift(
                        "IAM role",
                        "acme--execution",
                        "drifted",
                        "permissions boundary",
                        shell -> shell.iam().deleteRolePermissionsBoundary(r -> r.roleName("acme--execution"))),
                drift(
                        "IAM user",
                        "acme--owner",
                        "drifted",
                        "permissions boundary",
                        shell -> shell.iam().deleteUserPermissionsBoundary(r -> r.userName("acme--owner"))),
                drift(
                        "IAM user",
                        "acme--owner",
                        "drifted",
                        "tag tenant",
                        shell -> shell.iam()
                                .untagUser(r -> r.userName("acme--owner").tagKeys("tenant"))),
                drift(
                        "IAM role",
                        "acme--access",
                        "drifted",
                        "tag managed-by",
                        shell -> shell.iam()
                                .tagRole(r -> r.roleName("acme--access").tags(tag("managed-by", "hand")))),
                drift(
                        "IAM policy",
                        "acme--boundary",
                        "drifted",
                        "tag managed-by",
                        shell -> shell.iam()
                                .untagPolicy(
                                        r -> r.policyArn(POLICY + "boundary").tagKeys("managed-by"))),
                drift(
                        "revision tag",
                        "acme--boundary",
                        "older revision",
                        "revision",
                        shell -> shell.iam()
                                .tagPolicy(r -> r.policyArn(POLICY + "boundary").tags(tag("revision", "0")))),
                drift(
                        "notebook instance",
                        "acme--main",
                        "drifted",
                        "tag tenant",
                        shell -> shell.sagemaker()
                                .deleteTags(r -> r.resourceArn(
                                                "arn:aws:sagemaker:us-east-1:123456789012:notebook-instance/acme--main")
                                        .tagKeys("tenant"))));
    }

    /** As many as IAM keeps, so that room has to be made. */
    private static void fillVersions(Shell shell) {
        for (int i = 0; i < 4; i++) {
            shell.iam()
                    .createPolicyVersion(r ->
                            r.policyArn(POLICY + "access").policyDocument(OTHER).setAsDefault(true));
        }
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @MethodSource("drifts")
    void isShownAndRepaired(String type, String name, String state, String field, Hand hand) {
        shell.run("create-tenant acme").done();
        assertThat(drifted()).isEmpty();
        hand.change(shell);

        assertThat(drifted()).containsExactly(Map.entry(type + " " + name, state));
        String text = shell.run("describe-tenant acme").done().out();
        assertThat(text).containsPattern(type + " " + name + " +" + state + "\n");
        assertThat(text).contains(field.isEmpty() ? "" : "  " + field);

        shell.door.forget();
        assertThat(shell.run("create-tenant acme").done().out())
                .contains(type + " " + name, state.equals("missing") ? "created" : "updated");
        assertThat(shell.door.writes()).hasSizeLessThanOrEqualTo(3);
        assertThat(drifted()).isEmpty();
        shell.run("create-tenant acme --dry-run --detailed-exitcode").done();
    }

    private Map<String, String> drifted() {
        return shell.run("describe-tenant acme -o json").done().list("resources").stream()
                .filter(resource -> !"as wanted".equals(resource.get("state")))
                .collect(Collectors.toMap(
                        resource -> resource.get("type") + " " + resource.get("name"),
                        resource -> String.valueOf(resource.get("state"))));
    }

    @Test
    void whatSomebodyStoppedOrRemovedIsNoDrift() {
        shell.run("create-tenant acme --user alice,bob --notebook main,lab").done();
        shell.run("stop acme main").done();
        shell.sagemaker().stopNotebookInstance(r -> r.notebookInstanceName("acme--lab"));
        shell.clock.pass(Duration.ofSeconds(1));
        shell.sagemaker().deleteNotebookInstance(r -> r.notebookInstanceName("acme--lab"));
        shell.iam().removeUserFromGroup(r -> r.groupName("acme--members").userName("acme--bob"));
        shell.iam().deleteUser(r -> r.userName("acme--bob"));
        shell.clock.pass(Duration.ofSeconds(1));

        assertThat(drifted()).isEmpty();
        assertThat(shell.run("create-tenant acme").done().out())
                .contains("notebook instance acme--main is Stopped", "no changes needed");
    }

    @Test
    void othersTagsAndPoliciesAreLeftAlone() {
        shell.run("create-tenant acme").done();
        shell.iam().tagUser(r -> r.userName("acme--owner").tags(tag("badge", "7")));
        shell.iam()
                .putRolePolicy(
                        r -> r.roleName("acme--access").policyName("theirs").policyDocument(OTHER));
        shell.door.forget();

        shell.run("create-tenant acme").done();
        assertThat(shell.door.writes()).isEmpty();
        shell.run("delete-tenant acme --yes").done();
        assertThat(shell.contents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody", "arn:aws:iam::123456789012:role/="})
    void aTenantGoesWhateverSomebodyWroteIntoItsTags(String administrator) {
        shell.run("create-tenant acme").done();
        shell.iam()
                .tagPolicy(r -> r.policyArn(POLICY + "boundary")
                        .tags(Tag.builder()
                                .key("administrator")
                                .value(administrator)
                                .build()));

        shell.run("delete-tenant acme --yes").done();

        assertThat(shell.contents()).isEmpty();
    }

    /** IAM's lists lag behind; what the tenant was made with is in the anchor's tags, which do not. */
    @Test
    void aListThatIsOlderThanTheTenantChangesNothing() {
        shell.run("create-tenant acme --user alice --tag team=blue --subnet subnet-1 --security-group sg-1")
                .done();
        SortedSet<String> before = shell.contents();
        shell.door.answerOnce("ListPolicies", """
                <ListPoliciesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListPoliciesResult><Policies/>\
                <IsTruncated>false</IsTruncated></ListPoliciesResult></ListPoliciesResponse>""");

        Ran ran = shell.run("create-tenant acme --dry-run --detailed-exitcode").done();

        assertThat(ran.out()).contains("No changes needed.");
        shell.door.answerOnce("ListPolicies", """
                <ListPoliciesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListPoliciesResult><Policies/>\
                <IsTruncated>false</IsTruncated></ListPoliciesResult></ListPoliciesResponse>""");
        shell.door.forget();
        shell.run("create-tenant acme").done();
        assertThat(shell.door.writes()).isEmpty();
        assertThat(shell.contents()).isEqualTo(before);
    }
}
