package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sts.model.StsException;

/** The way of a user into a tenant that demands multi-factor authentication, from the bare key to the link. */
class MultiFactorTest {

    private final Shell shell = new Shell();
    private String device = "";
    private AccessKey key = AccessKey.builder().build();

    @BeforeEach
    void makeUserWithDevice() {
        shell.run("create-tenant acme --user alice --require-mfa --region us-east-1")
                .done();
        key = shell.iam().createAccessKey(r -> r.userName("acme--alice")).accessKey();
        device = shell.enableDevice("acme--alice");
        shell.signIn(key);
        shell.environment.put("AWS_REGION", "us-east-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"url acme", "start acme", "stop acme", "credentials acme"})
    void aBareKeyIsRefusedAndToldHowToSignIn(String line) {
        shell.run(line)
                .refused(
                        ExitCode.REFUSED,
                        "acme--alice acts for tenant acme",
                        "if the tenant requires multi-factor authentication, start a session with it: aws sts"
                                + " get-session-token --serial-number arn:aws:iam::123456789012:mfa/DEVICE --token-code CODE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"url acme", "stop acme", "credentials acme"})
    void aSessionThatBeganWithACodeIsLetIn(String line) {
        shell.signIn(shell.sts(key)
                .getSessionToken(r -> r.serialNumber(device).tokenCode("123456"))
                .credentials());

        shell.run(line).done();
    }

    /** IAM takes no call of such a session, and the hint is there all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"url acme", "start acme", "stop acme", "credentials acme"})
    void aSessionWithoutACodeIsRefusedAndToldHowToSignIn(String line) {
        shell.signIn(shell.sts(key).getSessionToken().credentials());

        shell.run(line).refused(ExitCode.REFUSED, "aws sts get-session-token --serial-number");
    }

    @Test
    void aDeviceOfNobodyBeginsNoSession() {
        assertThatThrownBy(() -> shell.sts(key)
                        .getSessionToken(r -> r.serialNumber(device + "s").tokenCode("123456")))
                .isInstanceOf(StsException.class)
                .hasMessageContaining("MultiFactorAuthentication failed");
    }

    /** The role's sessions carry no sign of how their user signed in. */
    @Test
    void whoIsNoUserIsNotToldOfDevices() throws IOException {
        shell.signIn(shell.sts(key)
                .getSessionToken(r -> r.serialNumber(device).tokenCode("123456"))
                .credentials());
        Map<String, Object> role =
                JSON.std.mapFrom(shell.run("credentials acme").done().out());
        shell.environment.put("AWS_ACCESS_KEY_ID", String.valueOf(role.get("AccessKeyId")));
        shell.environment.put("AWS_SECRET_ACCESS_KEY", String.valueOf(role.get("SecretAccessKey")));
        shell.environment.put("AWS_SESSION_TOKEN", String.valueOf(role.get("SessionToken")));

        assertThat(shell.run("url acme").done().out()).startsWith("https://acme--main-");
        assertThat(shell.run("url other").err()).doesNotContain("get-session-token");
    }
}
