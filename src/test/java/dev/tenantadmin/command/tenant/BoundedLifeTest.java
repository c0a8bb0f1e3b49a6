package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Shell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AccessKey;

/** A tenant under an organisation's boundary, from its making to its end. */
class BoundedLifeTest {
    private static final String EVERYTHING =
            "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}";
    private static final String BUT_ELSEWHERE = """
            , {"Effect": "Deny", "NotAction": ["iam:*", "sts:*"], "Resource": "*",
             "Condition": {"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}}}""";
    private static final String AND_LINKS = """
            , {"Effect": "Deny", "Action": "sagemaker:CreatePresignedNotebookInstanceUrl", "Resource": "*"}""";

    private final Shell shell = new Shell();
    private String boundary = "";

    @BeforeEach
    void makeTenant() {
        boundary = shell.iam()
                .createPolicy(r -> r.policyName("organisation").policyDocument(EVERYTHING + BUT_ELSEWHERE + "]}"))
                .policy()
                .arn();
        shell.run("create-tenant acme --region us-east-1 --user alice --permissions-boundary " + boundary)
                .done();
        shell.environment.put("AWS_REGION", "us-east-1");
    }

    @Test
    void itLivesWithinIt() {
        AccessKey key =
                shell.iam().createAccessKey(r -> r.userName("acme--alice")).accessKey();
        shell.signIn(key);
        assertThat(shell.run("url acme").done().out()).startsWith("https://acme--main-");
        shell.run("stop acme").done();
        shell.run("start acme").done();
        shell.run("credentials acme").done();
        shell.signOut();

        shell.iam()
                .createPolicyVersion(r -> r.policyArn(boundary)
                        .policyDocument(EVERYTHING + BUT_ELSEWHERE + AND_LINKS + "]}")
                        .setAsDefault(true));
        shell.signIn(key);
        shell.run("url acme")
                .refused(
                        ExitCode.REFUSED,
                        "CreatePresignedNotebookInstanceUrl is denied explicitly by a permissions boundary");
        shell.run("stop acme").done();
    }

    @Test
    void itEndsAndTheBoundaryStays() {
        shell.run("add-user acme bob").done();
        shell.run("remove-user acme bob --yes").done();
        shell.run("delete-tenant acme --yes").done();

        assertThat(shell.iam().getPolicy(r -> r.policyArn(boundary)).policy().attachmentCount())
                .isZero();
        assertThat(shell.iam().listRoles().roles()).isEmpty();
        assertThatThrownBy(() -> shell.iam().getUser(r -> r.userName("acme--alice")))
                .hasMessageContaining("cannot be found");
    }
}
