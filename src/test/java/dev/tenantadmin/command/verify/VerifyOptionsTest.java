package dev.tenantadmin.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What options of a tenant change about its proof, and that weakening what they made is found. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyOptionsTest {

    private static final String OURS = "arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/acme/";

    private static final String KEY = "arn:aws:kms:us-east-1:210987654321:key/12345678-1234-1234-1234-123456789012";

    private final Shell shell = new Shell();

    @BeforeAll
    void make() {
        shell.iam().createPolicy(r -> r.policyName("org").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        shell.run("create-tenant acme -q --require-mfa --allow-cidr 203.0.113.0/24,2001:db8:1::/48"
                        + " --data-location s3://bucket/acme/ --allow-instance-type ml.t3.*,ml.m5.large --max-runtime 6h"
                        + " --subnet subnet-1 --security-group sg-1 --kms-key 12345678-1234-1234-1234-123456789012"
                        + " --data-key " + KEY)
                .done();
        shell.run("create-tenant acme-west -q --data-location s3://bucket/acme-west/")
                .done();
        shell.run(
                        "create-tenant orga -q --permissions-boundary arn:aws:iam::123456789012:policy/org --path-prefix /teams/")
                .done();
        shell.run("create-tenant late -q").done();
        shell.run("suspend late -q").done();
    }

    @Test
    void everyOptionHolds() {
        Ran ran = shell.run("verify").done();

        assertThat(ran.out())
                .contains("1 acme       o... .", "2 acme-west  .o.. .", "3 late       ..s. .", "4 orga       ...o .")
                .contains(
                        "note: second wall absent: the principals of tenant orga have the organisation's boundary"
                                + " arn:aws:iam::123456789012:policy/org",
                        "note: tenant late is suspended: access is blocked for all its users and roles until resume");
    }

    @ParameterizedTest
    @CsvSource({
        "assume, NoMfa, policy acme--access",
        "access, Elsewhere, policy acme--access",
        "execution, TooLarge, inline policy execution of role acme--execution",
        "execution, NoSize, inline policy execution of role acme--execution",
        "execution, TooLong, inline policy execution of role acme--execution",
    })
    void aLimitThatIsGoneIsWiderThanMeant(String policy, String sid, String through) {
        put(policy, document -> without(document, sid));

        finds("wider", "can do more in the tenant than is meant: through " + through, "");
    }

    /** Where the subnet ends, what is no tenant's begins. */
    @ParameterizedTest
    @ValueSource(strings = {"ForeignSubnet", "NoSubnet"})
    void workOutsideOfItsSubnetIsALeak(String sid) {
        put("execution", document -> without(document, sid));

        finds("leak", "can reach what is no tenant's: through inline policy execution of role acme--execution", "");
    }

    @ParameterizedTest
    @CsvSource({
        "bucket/acme-west/, can reach tenant acme-west: through inline policy execution",
        "bucket/, can reach tenant acme-west: through inline policy execution",
    })
    void dataBesideItsOwnIsALeak(String location, String found) {
        UnaryOperator<String> wider = document -> document.replace("bucket/acme/", location);
        put("boundary", wider);
        put("execution", wider);

        finds("leak", found, " --data-location s3://bucket/acme/");
    }

    /** Each of both documents says it, so each is changed. */
    @ParameterizedTest
    @CsvSource({
        "StringLike, StringLikeIfExists",
        "s3.us-east-1.amazonaws.com*, *.amazonaws.com",
        "210987654321:key/12345678-1234-1234-1234-123456789012, 210987654321:key/*",
        "kms:GenerateDataKey, kms:*",
    })
    void aKeyThatServesMoreThanItsDataIsALeak(String text, String wider) {
        UnaryOperator<String> widen = document -> document.replace(text, wider);
        put("boundary", widen);
        put("execution", widen);

        finds("leak", " can reach ", " --data-key " + KEY);
    }

    @Test
    void aWiderRangeOfAddressesIsWiderThanMeant() {
        put("access", document -> document.replace("203.0.113.0/24", "203.0.112.0/23"));

        finds("wider", "through policy acme--access, by sagemaker:CreatePresignedNotebookInstanceUrl", "");
    }

    @Test
    void aSuspendedTenantThatCanDoSomethingIsALeak() {
        shell.iam().deleteRolePermissionsBoundary(r -> r.roleName("late--execution"));
        shell.iam()
                .putRolePolicy(
                        r -> r.roleName("late--execution").policyName("more").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}"""));

        assertThat(shell.run("verify late -q").exit()).isEqualTo(1);

        shell.iam().deleteRolePolicy(r -> r.roleName("late--execution").policyName("more"));
        shell.run("create-tenant late -q").done();
    }

    @AfterAll
    void allIsRepaired() {
        shell.run("verify -q").done();
    }

    /** @param settled the option that has to be given where the documents no longer show what the tags say */
    private void finds(String kind, String text, String settled) {
        Ran ran = shell.run("verify acme -q -o json");

        assertThat(ran.exit()).as(ran::toString).isEqualTo(1);
        assertThat(Ran.objects(ran.json(), "findings"))
                .anySatisfy(finding -> assertThat(finding)
                        .containsEntry("kind", kind)
                        .extractingByKey("text")
                        .asString()
                        .contains(text));
        shell.run("create-tenant acme -q" + settled).done();
        shell.run("create-tenant acme -q --dry-run --detailed-exitcode").done();
    }

    private void put(String policy, UnaryOperator<String> change) {
        switch (policy) {
            case "assume" -> {
                String document = decoded(shell.iam()
                        .getGroupPolicy(r -> r.groupName("acme--members").policyName(policy))
                        .policyDocument());
                shell.iam()
                        .putGroupPolicy(r -> r.groupName("acme--members")
                                .policyName(policy)
                                .policyDocument(changed(document, change)));
            }
            case "execution" -> {
                String document = decoded(shell.iam()
                        .getRolePolicy(r -> r.roleName("acme--execution").policyName(policy))
                        .policyDocument());
                shell.iam()
                        .putRolePolicy(r -> r.roleName("acme--execution")
                                .policyName(policy)
                                .policyDocument(changed(document, change)));
            }
            default -> {
                String arn = OURS + "acme--" + policy;
                String version =
                        shell.iam().getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId();
                String document = decoded(shell.iam()
                        .getPolicyVersion(r -> r.policyArn(arn).versionId(version))
                        .policyVersion()
                        .document());
                shell.iam().listPolicyVersions(r -> r.policyArn(arn)).versions().stream()
                        .filter(old -> !old.isDefaultVersion())
                        .forEach(old -> shell.iam()
                                .deletePolicyVersion(r -> r.policyArn(arn).versionId(old.versionId())));
                shell.iam()
                        .createPolicyVersion(r -> r.policyArn(arn)
                                .policyDocument(changed(document, change))
                                .setAsDefault(true));
            }
        }
    }

    private static String changed(String document, UnaryOperator<String> change) {
        String changed = change.apply(document);
        assertThat(changed).isNotEqualTo(document);
        return changed;
    }

    private static String decoded(String document) {
        return URLDecoder.decode(document, StandardCharsets.UTF_8);
    }

    private static String without(String document, String sid) {
        try {
            Map<String, Object> all = JSON.std.mapFrom(document);
            all.put(
                    "Statement",
                    Ran.objects(all, "Statement").stream()
                            .filter(statement -> !sid.equals(statement.get("Sid")))
                            .toList());
            return JSON.std.asString(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
