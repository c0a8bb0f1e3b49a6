package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.command.permissions.Operator;
import dev.tenantadmin.testing.Shell;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.model.Tag;

/** The options of {@code create-tenant} that shape the policies: what they do, that they last, and how they are taken back. */
class TenantOptionsTest {

    private static final String IAM = "arn:aws:iam::" + Shell.ACCOUNT + ":";
    private static final String PATH = "policy/tenant-admin/us-east-1/acme/";
    private static final String KEY = "arn:aws:kms:us-east-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String ORGANISATIONS = IAM + "policy/organisation";

    private final Shell shell = new Shell();

    private String policy(String arn) {
        String version = shell.iam().getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId();
        return decoded(shell.iam()
                .getPolicyVersion(r -> r.policyArn(arn).versionId(version))
                .policyVersion()
                .document());
    }

    private static String decoded(String document) {
        return URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private String documents() {
        return String.join(
                "\n",
                policy(IAM + PATH + "acme--boundary"),
                policy(IAM + PATH + "acme--access"),
                decoded(shell.iam()
                        .getRolePolicy(r -> r.roleName("acme--execution").policyName("execution"))
                        .policyDocument()),
                decoded(shell.iam()
                        .getGroupPolicy(r -> r.groupName("acme--members").policyName("assume"))
                        .policyDocument()),
                decoded(shell.iam()
                        .getRole(r -> r.roleName("acme--access"))
                        .role()
                        .assumeRolePolicyDocument()));
    }

    private void makeRole(String path, String name) {
        shell.iam().createRole(r -> r.path(path).roleName(name).assumeRolePolicyDocument(Operator.OPEN));
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>();
        shell.iam()
                .listPolicyTags(r -> r.policyArn(IAM + PATH + "acme--boundary"))
                .tags()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    @Test
    void describeShowsEverySettingThatIsRemembered() {
        makeRole("/teams/", "science");
        shell.run(
                        "create-tenant acme --subnet subnet-1 --security-group sg-1,sg-2 --kms-key 12345678-1234-1234-1234-123456789012"
                                + " --trust arn:aws:iam::123456789012:role/teams/science --trust-sso Data --require-mfa"
                                + " --administrator arn:aws:iam::123456789012:user/second --allow-cidr 203.0.113.0/24"
                                + " --data-location s3://bucket/acme/ --data-key " + KEY
                                + " --allow-instance-type ml.t3.* --max-runtime 6h --idle-stop 2h --protect")
                .done();

        assertThat(shell.run("describe-tenant acme -o json").done().json().get("settings"))
                .hasToString("{idle-stop=[2h], subnet=[subnet-1], security-groups=[sg-1, sg-2],"
                        + " kms-key=[12345678-1234-1234-1234-123456789012],"
                        + " trusts=[arn:aws:iam::123456789012:role/teams/science], trust-sso=[Data],"
                        + " administrators=[arn:aws:iam::123456789012:user/second], require-mfa=[true],"
                        + " allow-cidrs=[203.0.113.0/24], data-locations=[s3://bucket/acme/], data-key=[" + KEY
                        + "], allow-instance-types=[ml.t3.*], max-runtime=[6h], protect=[true]}");
        assertThat(shell.run("describe-tenant acme").done().out())
                .contains("security groups       sg-1, sg-2\n", "allow instance types  ml.t3.*\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--data-location s3://bucket/acme/ | arn:aws:s3:::bucket/acme/* | --data-location none",
                "--data-location s3://bucket/acme/,account=210987654321 | 210987654321 | --data-location none",
                "--data-location s3://bucket/acme/ --data-key " + KEY
                        + " | s3.us-east-1.amazonaws.com | --data-key none --data-location none",
                "--data-location s3://bucket/acme/ --data-key " + KEY + " | " + KEY + " | --data-location none",
                "--allow-cidr 203.0.113.0/24,2001:db8::/32 | 2001:db8::/32 | --allow-cidr none",
                "--trust arn:aws:iam::123456789012:role/teams/science | role/teams/science | --trust none",
                "--trust arn:aws:iam::210987654321:role/science | arn:aws:iam::210987654321:root | --trust none",
                "--trust arn:aws:iam::210987654321:root,external-id=x-7 | sts:ExternalId | --trust none",
                "--trust arn:aws:iam::123456789012:saml-provider/okta | SAML:aud | --trust none",
                "--trust arn:aws:iam::123456789012:oidc-provider/token.example.com,aud=sts,sub=repo:org/x:* | token.example.com:sub | --trust none",
                "--trust-sso Data.Science | AWSReservedSSO_Data.Science_???????????????? | --trust-sso none",
                "--administrator arn:aws:iam::123456789012:user/second | user/second | --administrator none",
                "--require-mfa | aws:MultiFactorAuthPresent | --no-require-mfa",
                "--allow-instance-type ml.t3.*,ml.m5.large | sagemaker:InstanceTypes | --allow-instance-type none",
                "--max-runtime 6h | 21600 | --max-runtime none",
            })
    void anOptionLastsUntilItIsTakenBack(String option, String shown, String back) {
        shell.run("create-tenant acme").done();
        shell.run("stop acme").done();
        makeRole("/teams/", "science");
        String before = documents();
        Map<String, String> tagsBefore = tags();
        assertThat(before).doesNotContain(shown);

        shell.run("create-tenant acme " + option).done();
        String with = documents();
        assertThat(with).contains(shown);
        assertThat(shell.run("create-tenant acme").done().out()).contains("no changes needed");
        assertThat(shell.run("create-tenant acme " + option).done().out()).contains("no changes needed");
        assertThat(documents()).isEqualTo(with);

        shell.run("create-tenant acme " + back).done();
        assertThat(documents()).isEqualTo(before);
        assertThat(tags()).isEqualTo(tagsBefore);
        assertThat(shell.run("create-tenant acme").done().out()).contains("no changes needed");
    }

    @Test
    void dataInAnotherAccountsBucketIsProved() {
        shell.run("create-tenant acme -q --data-location s3://bucket/acme/,account=210987654321"
                        + " --data-location s3://own/acme/")
                .done();
        shell.run("create-tenant west -q").done();

        shell.run("verify -q").done();
        shell.run("create-tenant west --data-location s3://bucket/acme/")
                .refused(ExitCode.CONFLICT, "overlaps s3://bucket/acme/");
        shell.run("create-tenant west --data-location s3://bucket/x/,account=12")
                .refused(ExitCode.INVALID_INPUT, ",account=ID");
    }

    @Test
    void theKeyOfItsDataStaysUntilAnotherIsGivenOrItsDataGoes() {
        String mrk = "arn:aws:kms:eu-west-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab";
        shell.run("create-tenant acme --data-location s3://bucket/acme/ --data-key " + KEY)
                .done();
        shell.run("create-tenant acme --data-location s3://other/acme/").done();
        assertThat(documents()).contains(KEY, "s3://other/acme/".substring(5)).doesNotContain("bucket/acme/");
        assertThat(tags()).containsEntry("data-key", KEY);

        shell.run("create-tenant acme --data-key " + mrk).done();
        assertThat(documents()).contains(mrk, "s3.eu-west-1.amazonaws.com").doesNotContain(KEY);

        shell.run("create-tenant acme --data-key none").done();
        assertThat(documents()).contains("other/acme/").doesNotContain("kms:Decrypt");
        assertThat(tags()).containsKey("data-location").doesNotContainKey("data-key");
    }

    @Test
    void aKeyWithoutDataIsRefusedBeforeTheFirstWrite() {
        String refused = "--data-key is the key of what lies under a --data-location, and tenant acme has none";
        shell.run("create-tenant acme --data-key " + KEY).refused(ExitCode.INVALID_INPUT, refused);
        assertThat(shell.contents()).isEmpty();

        shell.run("create-tenant acme --data-location s3://bucket/acme/").done();
        var before = shell.contents();
        shell.run("create-tenant acme --data-location none --data-key " + KEY).refused(ExitCode.INVALID_INPUT, refused);
        assertThat(shell.contents()).isEqualTo(before);
        shell.run("create-tenant acme --data-key " + KEY).done();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alias/mine | data key 'alias/mine' must be the ARN of a KMS key",
                "arn:aws-cn:kms:cn-north-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab | is not in partition aws",
            })
    void aRememberedKeyPassesTheSameChecks(String value, String says) {
        shell.run("create-tenant acme --data-location s3://bucket/acme/").done();
        shell.iam()
                .tagPolicy(r -> r.policyArn(IAM + PATH + "acme--boundary")
                        .tags(Tag.builder().key("data-key").value(value).build()));
        var before = shell.contents();

        shell.run("create-tenant acme").refused(ExitCode.INVALID_INPUT, says);
        assertThat(shell.contents()).isEqualTo(before);
    }

    @Test
    void twoTenantsMayShareAKeyAndNoDataForAllThat() {
        shell.run("create-tenant acme -q --data-location s3://bucket/acme/ --data-key " + KEY)
                .done();
        shell.run("create-tenant acme-west -q --data-location s3://bucket/acme-west/ --data-key " + KEY)
                .done();

        shell.run("verify -q").done();
    }

    @Test
    void aListThatIsGivenReplacesTheOneBefore() {
        shell.run("create-tenant acme --allow-cidr 203.0.113.0/24").done();
        shell.run("create-tenant acme --allow-cidr 198.51.100.0/24").done();

        assertThat(documents()).contains("198.51.100.0/24").doesNotContain("203.0.113.0/24");
    }

    @Test
    void aListThatIsLongerThanATagIsRememberedWhole() {
        String trusts = IntStream.range(0, 8)
                .mapToObj(i ->
                        "--trust arn:aws:iam::210987654321:role/departments/research/a-rather-long-name-of-a-role-%d"
                                .formatted(i))
                .collect(Collectors.joining(" "));
        shell.run("create-tenant acme " + trusts).done();

        assertThat(tags()).containsKeys("trust", "trust.2", "trust.3");
        assertThat(shell.run("create-tenant acme").done().out()).contains("no changes needed");
        shell.run("create-tenant acme --trust arn:aws:iam::210987654321:role/one")
                .done();
        assertThat(tags()).containsKey("trust").doesNotContainKeys("trust.2", "trust.3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--data-location s3://bucket/acme | must be of the form s3://bucket/prefix/",
                "--data-location s3://bucket/a*/ | must be of the form s3://bucket/prefix/",
                "--data-location s3://bucket | must be of the form s3://bucket/prefix/",
                "--data-location s3://bucket/a/ --data-location s3://bucket/a/b/ | overlaps another one given",
                "--data-key alias/mine | must be the ARN of a KMS key",
                "--data-location s3://bucket/a/ --data-key arn:aws:kms:us-east-1:123456789012:alias/mine | a policy cannot name an alias",
                "--data-location s3://bucket/a/ --data-key 1234abcd-12ab-34cd-56ef-1234567890ab | must be the ARN of a KMS key",
                "--data-location s3://bucket/a/ --data-key arn:aws:kms:us-east-1:123456789012:key/* | must be the ARN of a KMS key",
                "--data-location s3://bucket/a/ --data-key arn:aws-cn:kms:cn-north-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab | is not in partition aws",
                "--allow-cidr 203.0.113.0 | is not a range of addresses",
                "--allow-cidr 203.0.113.256/24 | is not a range of addresses",
                "--allow-cidr 203.0.113.0/33 | is not a range of addresses",
                "--allow-cidr 2001:db8::1::/32 | is not a range of addresses",
                "--trust arn:aws:iam::123456789012:role/tenant-admin/us-east-1/other/other--access | under the path of a tenant",
                "--trust arn:aws:iam::123456789012:role/* | is not understood",
                "--trust arn:aws:iam::123456789012:user/jane | is not understood",
                "--trust arn:aws:iam::210987654321:root | lacks external-id: write arn:aws:iam::210987654321:root,external-id=...",
                "--trust arn:aws:iam::123456789012:root,external-id=x-7 | is the tenant's own account",
                "--trust arn:aws:iam::123456789012:oidc-provider/token.example.com,aud=sts | lacks sub: write",
                "--trust arn:aws:iam::123456789012:oidc-provider/token.example.com,aud=sts,sub=* | would let in too many",
                "--trust arn:aws:iam::210987654321:saml-provider/okta | is an identity provider of another account",
                "--trust arn:aws-cn:iam::123456789012:role/x | is not in partition aws",
                "--trust-sso Data* | is not the name of a permission set",
                "--administrator arn:aws:iam::123456789012:user/tenant-admin/us-east-1/other/other--owner | under the path of a tenant",
                "--administrator jane | is not the ARN of a user or role",
                "--require-mfa --no-require-mfa | exclude each other",
                "--allow-instance-type * | is not a pattern of instance types",
                "--max-runtime 10s | from 1 minute to 28 days",
                "--max-runtime soon | is not a duration",
                "--permissions-boundary arn:aws:iam::123456789012:role/x | is not the ARN of a policy",
                "--permissions-boundary arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/acme/acme--boundary | under the path of a tenant",
                "--path-prefix teams | must begin and end with a slash",
                "--path-prefix /a/tenant-admin/ | must begin and end with a slash",
                "--tag trust.2=x | is reserved",
            })
    void badInputIsRefusedBeforeTheFirstWrite(String option, String says) {
        shell.run("create-tenant acme " + option).refused(ExitCode.INVALID_INPUT, says);

        assertThat(shell.contents()).isEmpty();
    }

    @Test
    void documentsThatIamWouldRefuseAreNamedBeforeTheFirstWrite() {
        String trusts = IntStream.range(0, 30)
                .mapToObj(i -> "--trust arn:aws:iam::210987654321:role/departments/research/science-%02d".formatted(i))
                .collect(Collectors.joining(" "));
        shell.run("create-tenant acme " + trusts)
                .refused(ExitCode.INVALID_INPUT, "the access role's trust policy would have", "more than the 2,048");

        String locations = IntStream.range(0, 20)
                .mapToObj(i -> "--data-location s3://bucket-%02d/departments/research/".formatted(i))
                .collect(Collectors.joining(" "));
        shell.run("create-tenant acme " + locations)
                .refused(ExitCode.INVALID_INPUT, "the boundary would have", "more than the 6,144");
        assertThat(shell.contents()).isEmpty();
    }

    @Test
    void moreTagsThanIamTakesAreRefusedBeforeTheFirstWrite() {
        String tags =
                IntStream.range(0, 38).mapToObj(i -> "--tag t%d=x".formatted(i)).collect(Collectors.joining(" "));
        String trusts = IntStream.range(0, 12)
                .mapToObj(
                        i -> "--trust arn:aws:iam::210987654321:role/departments/research/science/with-a-long-name-%02d"
                                .formatted(i))
                .collect(Collectors.joining(" "));
        shell.run(
                        "create-tenant acme %s %s --allow-cidr 203.0.113.0/24 --require-mfa --max-runtime 6h --data-location s3://bucket/a/"
                                .formatted(tags, trusts))
                .refused(ExitCode.INVALID_INPUT, "tags on the policy acme--boundary, IAM allows 50");

        assertThat(shell.contents()).isEmpty();
    }

    @Test
    void tagsThatSomebodyChangedAreToldAndDoNotKeepTheTenantFromGoing() {
        shell.run("create-tenant acme").done();
        shell.iam()
                .tagPolicy(r -> r.policyArn(IAM + PATH + "acme--boundary")
                        .tags(Tag.builder()
                                .key("allow-cidr")
                                .value("everywhere")
                                .build()));
        var before = shell.contents();

        for (String command : List.of("create-tenant acme", "describe-tenant acme")) {
            shell.run(command)
                    .refused(
                            ExitCode.INVALID_INPUT,
                            "somebody changed the tags of the tenant's boundary policy",
                            "'everywhere' is not a range of addresses");
        }
        assertThat(shell.contents()).isEqualTo(before);
        shell.run("delete-tenant acme --yes").done();
    }

    @ParameterizedTest
    @CsvSource({"s3://bucket/shared/", "s3://bucket/shared/acme/deep/", "s3://bucket/"})
    void dataOfAnotherTenantIsAConflictBeforeTheFirstWrite(String overlapping) {
        shell.run("create-tenant west --data-location s3://bucket/shared/acme/deep/er/ --no-users")
                .done();
        shell.run("create-tenant north --data-location s3://bucket/shared/acme/deep/west/ --no-users")
                .done();
        shell.run("suspend north").done();
        var before = shell.contents();

        shell.run("create-tenant acme --data-location " + overlapping)
                .refused(ExitCode.CONFLICT, "data location " + overlapping + " overlaps s3://bucket/shared/acme/deep/");

        assertThat(shell.contents()).isEqualTo(before);
        shell.run("delete-tenant west --yes").done();
        shell.run("create-tenant acme --data-location " + overlapping).refused(ExitCode.CONFLICT, "of tenant north;");
        shell.run("create-tenant acme --data-location s3://bucket/shared/acme/deep/er/")
                .done();
    }

    @Test
    void theOrganisationsBoundaryGoesOnEveryPrincipalAndComesOff() {
        shell.iam().createPolicy(r -> r.policyName("organisation").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        shell.run("create-tenant acme --permissions-boundary " + ORGANISATIONS).done();

        assertThat(boundaries()).containsExactly(ORGANISATIONS, ORGANISATIONS, ORGANISATIONS);
        assertThat(shell.run("create-tenant acme").done().out()).contains("no changes needed");
        shell.run("create-tenant acme --permissions-boundary none").done();
        String own = IAM + PATH + "acme--boundary";
        assertThat(boundaries()).containsExactly(own, own, own);
        shell.run("delete-tenant acme --yes").done();
    }

    private List<String> boundaries() {
        return List.of(
                shell.iam()
                        .getRole(r -> r.roleName("acme--access"))
                        .role()
                        .permissionsBoundary()
                        .permissionsBoundaryArn(),
                shell.iam()
                        .getRole(r -> r.roleName("acme--execution"))
                        .role()
                        .permissionsBoundary()
                        .permissionsBoundaryArn(),
                shell.iam()
                        .getUser(r -> r.userName("acme--owner"))
                        .user()
                        .permissionsBoundary()
                        .permissionsBoundaryArn());
    }

    @Test
    void aTenantBehindAPathPrefixIsFoundByEveryCommand() {
        shell.run("create-tenant acme --path-prefix /teams/ml/ --region eu-west-1")
                .done();
        assertThat(shell.iam().getUser(r -> r.userName("acme--owner")).user().path())
                .isEqualTo("/teams/ml/tenant-admin/eu-west-1/acme/");
        shell.run("create-tenant west").done();

        assertThat(shell.run("create-tenant acme").done().out()).contains("no changes needed");
        assertThat(shell.run("list-tenants").done().out())
                .containsPattern("acme +eu-west-1 +complete +\\w+ +1 ")
                .containsPattern("west +us-east-1 +complete +\\w+ +1 ");
        assertThat(shell.run("describe-tenant acme").done().out()).contains("complete, revision");
        assertThat(shell.run("url acme").done().out()).startsWith("https://acme--main");
        shell.run("create-tenant acme --path-prefix /other/")
                .refused(ExitCode.CONFLICT, "under path prefix /teams/ml/, not /other/");
        shell.signIn(shell.iam().createAccessKey(r -> r.userName("acme--owner")).accessKey());
        assertThat(shell.run("url acme").done().out()).startsWith("https://acme--main");
        shell.environment.clear();
        assertThat(shell.run("delete-tenant acme --yes").done().out()).contains("nothing of it is left");
        assertThat(shell.contents().toString()).doesNotContain("acme--");
    }
}
