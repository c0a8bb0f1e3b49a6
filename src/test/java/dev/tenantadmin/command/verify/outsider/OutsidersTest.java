package dev.tenantadmin.command.verify.outsider;

import static dev.tenantadmin.command.verify.outsider.FiveTenants.ACCOUNT;
import static dev.tenantadmin.command.verify.outsider.FiveTenants.administers;
import static dev.tenantadmin.command.verify.outsider.FiveTenants.allow;
import static dev.tenantadmin.command.verify.outsider.FiveTenants.deny;
import static dev.tenantadmin.command.verify.outsider.FiveTenants.policy;
import static dev.tenantadmin.command.verify.outsider.FiveTenants.reached;
import static dev.tenantadmin.command.verify.outsider.FiveTenants.steps;
import static dev.tenantadmin.command.verify.outsider.FiveTenants.trusts;
import static dev.tenantadmin.command.verify.outsider.FiveTenants.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.InlineDetail;
import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.aws.iam.AccountDetails.UserDetail;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.model.Tag;

/** Who reaches the five tenants, by what, and what keeps them out. */
class OutsidersTest {

    private static final String OPEN = "sagemaker:CreatePresignedNotebookInstanceUrl";
    private static final String T3 = "arn:aws:sagemaker:us-east-1:123456789012:notebook-instance/t3--main";
    private static final String ACCESS_ROLE = ACCOUNT + "role/tenant-admin/us-east-1/t3/t3--access";

    private final FiveTenants account = FiveTenants.fresh();

    @Test
    void tenantsAndTheirOwnPrincipalsAreNoOutsiders() {
        assertThat(account.outsiders()).isEmpty();
    }

    @Test
    void everyWayIsToldApartAndOrderedByHarm() {
        assertThat(WaysIn.ALL).extracting(WayIn::id).doesNotHaveDuplicates();
        assertThat(WaysIn.ALL).extracting(WayIn::harm).isSorted();
    }

    /** Each way by its own actions alone; what administers all tenants is told as that. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "user-password     | iam:UpdateLoginProfile",
                "user-credential   | iam:CreateServiceSpecificCredential",
                "user-mfa          | iam:DeactivateMFADevice",
                "iam-tags          | iam:TagRole",
                "tags              | sagemaker:DeleteTags",
                "notebook-change   | sagemaker:UpdateNotebookInstance",
                "endpoint-change   | sagemaker:UpdateEndpoint",
                "endpoint-invoke   | sagemaker:InvokeEndpoint",
                "log-read          | logs:FilterLogEvents",
                "notebook-delete   | sagemaker:DeleteNotebookInstance",
                "lifecycle-delete  | sagemaker:DeleteNotebookInstanceLifecycleConfig",
                "work-delete       | sagemaker:StopTrainingJob",
                "notebook-stop     | sagemaker:StopNotebookInstance",
                "notebook-start    | sagemaker:StartNotebookInstance",
                "iam-delete        | iam:DeleteRole",
            })
    void aWayIsFoundByItsActionInEveryTenant(String way, String action) {
        account.user("one", allow(action, "*"));

        assertThat(reached(account.of("user/one")))
                .containsAll(Stream.of("t1", "t2", "t3", "t4", "t5")
                        .map(tenant -> tenant + " " + way + " CERTAIN")
                        .toList());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "role-policy          | iam:AttachRolePolicy",
                "user-policy          | iam:PutUserPolicy",
                "group-policy         | iam:PutGroupPolicy",
                "policy-default       | iam:SetDefaultPolicyVersion",
                "role-boundary        | iam:DeleteRolePermissionsBoundary",
                "user-boundary        | iam:PutUserPermissionsBoundary",
                "role-policy-removal  | iam:DeleteRolePolicy",
                "user-policy-removal  | iam:DetachUserPolicy",
                "group-policy-removal | iam:DetachGroupPolicy",
            })
    void whoChangesPoliciesOfAllTenantsIsAnAdministrator(String way, String action) {
        account.user("one", allow(action, "*"));

        Outsider one = account.of("user/one");

        assertThat(administers(one)).isEqualTo("[" + way + "] CERTAIN");
        assertThat(one.reached()).isEmpty();
    }

    @Test
    void whoChangesPoliciesOfSomeTenantsReachesThese() {
        account.user("one", allow("iam:PutRolePolicy", ACCOUNT + "role/tenant-admin/us-east-1/t3/*"));

        Outsider one = account.of("user/one");

        assertThat(administers(one)).isEqualTo("no");
        assertThat(reached(one)).containsExactly("t3 role-policy CERTAIN");
        assertThat(one.reached().get(0).things()).hasSize(2);
    }

    @Test
    void anAdministratorIsListedOnceWithItsReasons() {
        account.user("admin", allow("*", "*"));

        Outsider admin = account.of("user/admin");

        assertThat(administers(admin)).startsWith("[trust-access, trust-execution, role-policy, user-policy");
        assertThat(admin.reached()).isEmpty();
        assertThat(admin.expected()).isFalse();
    }

    @Test
    void dataIsReadByObjectAndNotByBucketName() {
        account.user("reader", allow("s3:GetObject", "arn:aws:s3:::lake/*"));
        account.user("other", allow("s3:GetObject", "arn:aws:s3:::lake/other/*"));
        account.user("sharer", allow("s3:PutBucketPolicy", "arn:aws:s3:::lake"));

        assertThat(reached(account.of("user/reader"))).containsExactly("t2 data-read CERTAIN");
        assertThat(reached(account.of("user/sharer"))).containsExactly("t2 bucket-policy CERTAIN");
        assertThat(account.byName()).doesNotContainKey("user/other");
    }

    @Test
    void passRoleAloneIsNothingAndNeitherIsACreateRight() {
        account.user("passer", allow("iam:PassRole", "*"));
        account.user("maker", allow("sagemaker:CreateTrainingJob", "*"));
        account.user("elsewhere", allow("iam:PassRole", "*"), allow("lambda:*", "*"));
        account.user("half", allow("iam:PassRole", "*"), allow("sagemaker:CreateModel", "*"));
        account.user(
                "both",
                when(
                        allow("iam:PassRole", "*"),
                        "{'StringEquals': {'iam:PassedToService': 'sagemaker.amazonaws.com'}}"),
                allow("sagemaker:CreateProcessingJob", "*"));
        account.user(
                "toLambda",
                when(allow("iam:PassRole", "*"), "{'StringEquals': {'iam:PassedToService': 'lambda.amazonaws.com'}}"),
                allow("sagemaker:CreateProcessingJob", "*"));

        assertThat(account.byName()).containsOnlyKeys("user/both");
        assertThat(reached(account.of("user/both"))).hasSize(5).contains("t3 pass-execution CERTAIN");
    }

    @Test
    void requestsOfOneWayAreMadeInOneRegion() {
        String inRegion = "{'StringEquals': {'aws:RequestedRegion': '%s'}}";
        account.user(
                "one",
                when(allow("iam:PassRole", "*"), inRegion.formatted("eu-west-1")),
                when(allow("sagemaker:CreateTrainingJob", "*"), inRegion.formatted("eu-west-1")));
        account.user(
                "two",
                when(allow("iam:PassRole", "*"), inRegion.formatted("eu-west-1")),
                when(allow("sagemaker:CreateTrainingJob", "*"), inRegion.formatted("us-east-1")));

        assertThat(reached(account.of("user/one"))).contains("t1 pass-execution CERTAIN");
        assertThat(reached(account.of("user/two"))).contains("t1 pass-execution PERHAPS [aws:RequestedRegion]");
    }

    @Test
    void aBoundaryCapsAndADenyHolds() {
        account.user("capped", allow("*", "*"));
        String arn = account.shell
                .iam()
                .createPolicy(r -> r.policyName("cap")
                        .policyDocument(policy(
                                allow("sagemaker:StartNotebookInstance", "*"), allow("s3:*", "arn:aws:s3:::mine/*"))))
                .policy()
                .arn();
        account.shell.iam().putUserPermissionsBoundary(r -> r.userName("capped").permissionsBoundary(arn));
        account.user(
                "denied",
                allow(OPEN, "*"),
                deny("sagemaker:*", "arn:aws:sagemaker:*:*:*/t*"),
                deny("sagemaker:*", "arn:aws:sagemaker:*:*:*/T*"));

        assertThat(reached(account.of("user/capped"))).hasSize(5).contains("t3 notebook-start CERTAIN");
        assertThat(account.byName()).containsOnlyKeys("user/capped");
    }

    /** Policies of AWS and of its CDK had raised false alarms so. */
    @Test
    void logsOfOtherServicesAndDataOfOtherAccountsAreNoWayIn() {
        String elsewhere = "{'StringNotEquals': {'s3:ResourceAccount': '123456789012'}}";
        account.user("functions", allow("logs:*LogEvents", "arn:aws:logs:*:*:log-group:/aws/lambda/*"));
        account.user("elsewhere", when(allow("s3:GetObject", "*"), elsewhere));
        account.user("here", when(allow("s3:GetObject", "*"), elsewhere.replace("Not", "")));

        assertThat(account.byName()).containsOnlyKeys("user/here");
        assertThat(reached(account.of("user/here"))).containsExactly("t2 data-read CERTAIN");
    }

    /** SageMaker finds a thing by its name in any case, and IAM compares the one that the request has. */
    @Test
    void aThingIsReachedByItsNameInAnyCase() {
        String notebooks = "arn:aws:sagemaker:*:*:notebook-instance/";
        account.user("loud", allow(OPEN, notebooks + "T3--MAIN"));
        account.user("denied", allow(OPEN, notebooks + "*"), deny("*", notebooks + "t*"));
        account.user("spared", "{'Effect': 'Allow', 'Action': '%s', 'NotResource': '%st*'}".formatted(OPEN, notebooks));
        account.user("shouting", allow("iam:CreateAccessKey", ACCOUNT + "user/TENANT-ADMIN/*"));

        assertThat(reached(account.of("user/loud"))).containsExactly("t3 notebook-open CERTAIN");
        assertThat(reached(account.of("user/denied"))).hasSize(5).contains("t3 notebook-open CERTAIN");
        assertThat(reached(account.of("user/spared"))).hasSize(5).contains("t3 notebook-open CERTAIN");
        assertThat(account.byName()).doesNotContainKey("user/shouting");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'Bool': {'aws:MultiFactorAuthPresent': 'true'}}                   | PERHAPS [aws:MultiFactorAuthPresent]",
                "{'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}}                  | PERHAPS [aws:SourceIp]",
                "{'IpAddress': {'aws:SourceIp': '0.0.0.0/0'}}                       | CERTAIN",
                "{'StringEquals': {'aws:SourceVpce': 'vpce-1'}}                     | PERHAPS [aws:SourceVpce]",
                "{'StringEquals': {'aws:RequestedRegion': 'us-east-1'}}             | CERTAIN",
                "{'StringEquals': {'aws:PrincipalOrgID': 'o-1'}}                    | PERHAPS [aws:PrincipalOrgID]",
                "{'DateGreaterThan': {'aws:CurrentTime': '2020-01-01T00:00:00Z'}}   | PERHAPS [aws:CurrentTime]",
                "{'StringEquals': {'aws:username': 'one'}}                          | CERTAIN",
                "{'StringEquals': {'aws:ResourceTag/managed-by': 'tenant-admin'}}   | CERTAIN",
                "{'StringEquals': {'aws:ResourceTag/cost': '1'}}                    | PERHAPS [aws:ResourceTag/cost]",
                "{'Bool': {'aws:SecureTransport': 'true'}}                          | CERTAIN",
            })
    void aConditionOnCircumstancesIsPerhapsAndNamed(String condition, String verdict) {
        account.user("one", when(allow(OPEN, T3), condition));

        assertThat(reached(account.of("user/one"))).containsExactly("t3 notebook-open " + verdict);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'StringEquals': {'aws:RequestedRegion': 'eu-west-1'}}",
                "{'StringEquals': {'aws:username': 'two'}}",
                "{'StringEquals': {'aws:PrincipalTag/team': 'a'}}",
                "{'StringEquals': {'aws:ResourceTag/tenant': 't1'}}",
                "{'StringEquals': {'aws:ResourceAccount': '999999999999'}}",
            })
    void aConditionThatIsNeverMetKeepsOut(String condition) {
        account.user("one", when(allow(OPEN, T3), condition));

        assertThat(account.outsiders()).isEmpty();
    }

    @Test
    void whoDependsOnMfaIsPerhapsAnAdministratorAndCertainlyWhatNeedsNone() {
        account.user(
                "one",
                when(allow("*", "*"), "{'Bool': {'aws:MultiFactorAuthPresent': 'true'}}"),
                allow("sagemaker:StartNotebookInstance", T3));

        Outsider one = account.of("user/one");

        assertThat(administers(one)).startsWith("[trust-access,").endsWith("PERHAPS [aws:MultiFactorAuthPresent]");
        assertThat(reached(one)).containsExactly("t3 notebook-start CERTAIN");
    }

    @Test
    void tagsOfARoleCountUnlessItsSessionsCanHaveOthers() {
        String byTag = when(allow(OPEN, T3), "{'StringEquals': {'aws:PrincipalTag/team': 'a'}}");
        account.role("tagged", trusts("Service", "ec2.amazonaws.com"), byTag);
        account.shell
                .iam()
                .tagRole(r -> r.roleName("tagged")
                        .tags(Tag.builder().key("team").value("a").build()));
        account.role("untagged", trusts("Service", "ec2.amazonaws.com"), byTag);
        account.role(
                "free",
                trusts("Service", "ec2.amazonaws.com")
                        .replace("'sts:AssumeRole'", "['sts:AssumeRole', 'sts:TagSession']"),
                byTag);

        assertThat(account.byName()).containsOnlyKeys("role/tagged", "role/free");
        assertThat(reached(account.of("role/tagged"))).containsExactly("t3 notebook-open CERTAIN");
        assertThat(reached(account.of("role/free")))
                .containsExactly("t3 notebook-open PERHAPS [aws:PrincipalTag/team]");
    }

    @Test
    void theRightToAssumeAnythingIsNoneWithoutATrust() {
        account.user("one", allow("sts:AssumeRole", "*"));

        assertThat(account.outsiders()).isEmpty();
    }

    @Test
    void whomTheOptionsTrustIsExpectedAndSomebodyElseIsNot() {
        account.role("partner", trusts("AWS", ACCOUNT + "root"), allow("sts:AssumeRole", ACCESS_ROLE));
        account.role("stranger", trusts("AWS", ACCOUNT + "root"), allow("sts:AssumeRole", "*"));
        account.shell
                .run("create-tenant t3 --trust " + ACCOUNT + "role/partner -q")
                .done();
        FiveTenants wanted = account.again();
        wanted.trust("t3", ACCOUNT + "role/partner", ACCOUNT + "role/stranger");

        assertThat(wanted.of("role/partner").reached()).singleElement().satisfies(reached -> {
            assertThat(reached.way().id()).isEqualTo("assume-access");
            assertThat(reached.expected()).isTrue();
        });
        assertThat(wanted.of("role/stranger").reached()).singleElement().satisfies(reached -> {
            assertThat(reached.verdict().certainty()).isEqualTo(Certainty.CERTAIN);
            assertThat(reached.expected()).isFalse();
        });
    }

    @Test
    void aTrustThatNamesItNeedsNoPolicy() {
        account.user("named", allow("s3:ListAllMyBuckets", "*"));
        account.role("worker", trusts("Service", "ec2.amazonaws.com"));
        account.replaceTrust(
                "t3--access",
                trusts("AWS", ACCOUNT + "user/named"),
                trusts("AWS", "arn:aws:sts::123456789012:assumed-role/worker/night"));

        assertThat(reached(account.of("user/named"))).containsExactly("t3 assume-access CERTAIN");
        assertThat(reached(account.of("role/worker"))).containsExactly("t3 assume-access CERTAIN");
    }

    @Test
    void otherAccountsProvidersServicesAndAnyoneAreNamed() {
        account.replaceTrust(
                "t3--access",
                trusts("AWS", "arn:aws:iam::999999999999:root"),
                trusts("AWS", "arn:aws:iam::888888888888:role/vendor"),
                trusts("Service", "ec2.amazonaws.com"),
                trusts("Federated", "arn:aws:iam::123456789012:saml-provider/idp")
                        .replace("sts:AssumeRole", "sts:AssumeRoleWithSAML"));
        account.replaceTrust(
                "t4--execution",
                trusts("Service", "sagemaker.amazonaws.com"),
                when(trusts("AWS", "*"), "{'StringEquals': {'aws:PrincipalOrgID': 'o-1'}}"));

        Map<String, Outsider> found = account.byName();

        assertThat(found.values())
                .extracting(one -> "%s %s %s".formatted(one.who(), one.kind(), reached(one)))
                .containsExactlyInAnyOrder(
                        "* ANYONE [t4 assume-execution PERHAPS [aws:PrincipalOrgID]]",
                        "arn:*:*::999999999999:* ACCOUNT [t3 assume-access CERTAIN]",
                        "arn:aws:iam::888888888888:role/vendor ACCOUNT [t3 assume-access CERTAIN]",
                        "arn:aws:iam::123456789012:saml-provider/idp PROVIDER [t3 assume-access CERTAIN]",
                        "ec2.amazonaws.com SERVICE [t3 assume-access CERTAIN]");
        assertThat(found.values()).noneMatch(Outsider::expected);
    }

    @Test
    void aChainOfTwoAndOfThree() {
        account.role("opener", trusts("AWS", ACCOUNT + "root"), allow(OPEN, T3));
        account.user("two", allow("sts:AssumeRole", ACCOUNT + "role/opener"));
        account.user("three", allow("s3:ListAllMyBuckets", "*"));
        account.role("middle", trusts("AWS", ACCOUNT + "user/three"), allow("sts:AssumeRole", ACCOUNT + "role/opener"));
        account.user("none", allow("sts:AssumeRole", ACCOUNT + "role/other"));

        assertThat(account.byName()).containsOnlyKeys("role/opener", "user/two", "role/middle", "user/three");
        assertThat(account.of("user/two").reached()).singleElement().satisfies(reached -> {
            assertThat(reached.way().id()).isEqualTo("notebook-open");
            assertThat(reached.verdict().certainty()).isEqualTo(Certainty.CERTAIN);
            assertThat(steps(reached.path())).containsExactly("assumes role opener");
        });
        assertThat(account.of("user/three").reached()).singleElement().satisfies(reached -> {
            assertThat(steps(reached.path())).containsExactly("assumes role middle", "assumes role opener");
            assertThat(reached.path())
                    .extracting(Step::who)
                    .containsExactly(ACCOUNT + "user/three", ACCOUNT + "role/middle");
        });
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "iam:UpdateAssumeRolePolicy | changes the trust policy of role opener",
                "iam:PutUserPolicy          | adds policies to user one",
                "iam:CreatePolicyVersion    | changes policy own",
                "iam:AddUserToGroup         | joins group openers",
                "iam:CreateAccessKey        | makes access keys of user opener",
            })
    void aStepToMoreRights(String action, String words) {
        account.role("opener", trusts("Service", "ec2.amazonaws.com"), allow(OPEN, T3));
        account.user("opener", allow(OPEN, T3));
        account.shell.iam().createGroup(r -> r.groupName("openers"));
        account.shell
                .iam()
                .putGroupPolicy(r -> r.groupName("openers").policyName("may").policyDocument(policy(allow(OPEN, T3))));
        account.user(
                "one",
                deny(action, ACCOUNT + "role/tenant-admin/*"),
                deny(action, ACCOUNT + "user/tenant-admin/*"),
                deny(action, ACCOUNT + "group/tenant-admin/*"),
                deny(action, ACCOUNT + "policy/tenant-admin/*"));
        String own = account.shell
                .iam()
                .createPolicy(r -> r.policyName("own").policyDocument(policy(allow(action, "*"))))
                .policy()
                .arn();
        account.shell.iam().attachUserPolicy(r -> r.userName("one").policyArn(own));

        Outsider one = account.of("user/one");

        Administration administration = one.administration();
        assertThat(administration == null ? one.reached().get(0).path() : administration.path())
                .extracting(Step::does)
                .containsExactly(words);
        assertThat(administration == null ? one.reached().get(0).verdict() : administration.verdict())
                .extracting(Verdict::certainty)
                .isEqualTo(Certainty.CERTAIN);
    }

    @Test
    void aRoleIsRunByAServiceThatItTrusts() {
        account.role("function", trusts("Service", "lambda.amazonaws.com"), allow(OPEN, T3));
        account.user("deployer", allow("iam:PassRole", "*"), allow("lambda:*", "*"));
        account.user("creator", allow("iam:PassRole", "*"), allow("lambda:CreateFunction", "*"));
        account.user("ec2", allow("iam:PassRole", "*"), allow("ec2:*", "*"));

        assertThat(account.byName()).containsOnlyKeys("role/function", "user/deployer");
        assertThat(account.of("user/deployer").reached())
                .singleElement()
                .satisfies(reached -> assertThat(steps(reached.path())).containsExactly("runs work as role function"));
    }

    @Test
    void whoWritesItsOwnPolicyIsCappedByItsBoundaryUntilItIsRemoved() {
        String cap = account.shell
                .iam()
                .createPolicy(r -> r.policyName("cap")
                        .policyDocument(policy(
                                allow("sagemaker:StartNotebookInstance", T3),
                                allow("iam:PutUserPolicy", ACCOUNT + "user/one"),
                                allow("iam:PutUserPolicy", ACCOUNT + "user/e"),
                                allow("iam:DeleteUserPermissionsBoundary", ACCOUNT + "user/e"))))
                .policy()
                .arn();
        account.user("one", allow("iam:PutUserPolicy", ACCOUNT + "user/one"));
        account.user(
                "e",
                allow("iam:PutUserPolicy", ACCOUNT + "user/e"),
                allow("iam:DeleteUserPermissionsBoundary", ACCOUNT + "user/e"));
        List.of("one", "e")
                .forEach(name -> account.shell
                        .iam()
                        .putUserPermissionsBoundary(r -> r.userName(name).permissionsBoundary(cap)));
        account.user("three", allow("iam:PutUserPolicy", ACCOUNT + "user/three"));

        Outsider e = account.of("user/e");
        Outsider three = account.of("user/three");

        assertThat(administers(e)).startsWith("[trust-access,").endsWith("CERTAIN");
        assertThat(steps(Objects.requireNonNull(e.administration()).path()))
                .containsExactlyInAnyOrder("adds policies to user e", "removes the boundary of user e");
        assertThat(steps(Objects.requireNonNull(three.administration()).path()))
                .containsExactly("adds policies to user three");
        Outsider one = account.of("user/one");
        assertThat(one.reached()).anySatisfy(reached -> {
            assertThat(reached.way().id()).isEqualTo("notebook-start");
            assertThat(steps(reached.path())).containsExactly("adds policies to user one");
        });
    }

    @Test
    void whatCannotBeReadIsNamedAndNothingIsCertainThen() {
        account.user("one", allow(OPEN, T3));
        AccountDetails details = account.read();
        UserDetail one = Objects.requireNonNull(details.users().get(ACCOUNT + "user/one"));
        details.users()
                .put(
                        one.arn(),
                        new UserDetail(
                                one.arn(),
                                one.name(),
                                one.path(),
                                null,
                                Map.of(),
                                List.of(one.inline().get(0), new InlineDetail("broken", "{}")),
                                List.of("arn:aws:iam::aws:policy/Unknown"),
                                List.of()));
        details.users()
                .put(
                        ACCOUNT + "user/bounded",
                        new UserDetail(
                                ACCOUNT + "user/bounded",
                                "bounded",
                                "/",
                                ACCOUNT + "policy/gone",
                                Map.of(),
                                one.inline(),
                                List.of(),
                                List.of()));

        List<Outsider> found = account.find(details);

        assertThat(found)
                .extracting(
                        outsider -> outsider.who() + " " + new HashSet<>(outsider.unjudged()).equals(unread(outsider)))
                .containsExactlyInAnyOrder(ACCOUNT + "user/one true", ACCOUNT + "user/bounded true");
        assertThat(found)
                .allSatisfy(outsider -> assertThat(outsider.reached())
                        .singleElement()
                        .satisfies(reached ->
                                assertThat(reached.verdict().certainty()).isEqualTo(Certainty.PERHAPS)));
    }

    @Test
    void aTrustThatCannotBeReadIsNamed() {
        account.user("one", allow("sts:AssumeRole", ACCESS_ROLE));
        AccountDetails details = account.read();
        RoleDetail role = Objects.requireNonNull(details.roles().get(ACCESS_ROLE));
        details.roles()
                .put(
                        ACCESS_ROLE,
                        new RoleDetail(
                                role.arn(),
                                role.name(),
                                role.path(),
                                "{}",
                                role.boundary(),
                                role.tags(),
                                role.inline(),
                                role.attached(),
                                List.of()));

        List<Outsider> found = account.find(details);

        assertThat(found)
                .extracting(one -> "%s %s %s".formatted(one.kind(), reached(one), one.unjudged()))
                .containsExactly(
                        "USER [t3 assume-access PERHAPS [the trust policy of " + ACCESS_ROLE + "]] []",
                        "UNKNOWN [] [the trust policy of " + ACCESS_ROLE + "]");
    }

    @Test
    void theCallerIsToldWhenItsPoliciesAreNotInTheAccount() {
        account.user("known", allow("s3:ListAllMyBuckets", "*"));

        assertThat(account.find(account.read(), ACCOUNT + "user/administrator"))
                .extracting(one -> "%s %s %s".formatted(one.who(), one.expected(), one.unjudged()))
                .containsExactly(
                        "%suser/administrator true [the policies of %suser/administrator]".formatted(ACCOUNT, ACCOUNT));
        List.of("root", "user/known", "user/tenant-admin/us-east-1/t1/t1--owner")
                .forEach(caller -> assertThat(account.find(account.read(), ACCOUNT + caller))
                        .as(caller)
                        .isEmpty());
    }

    @Test
    void whoIsUnderATenantsPathInAnotherRegionIsItsOwnAndUnderNoTenantsPathIsNot() {
        for (String tenant : List.of("t1", "ghost")) {
            account.shell
                    .iam()
                    .createUser(r -> r.userName(tenant + "--spy").path("/tenant-admin/eu-west-1/" + tenant + "/"));
            account.shell
                    .iam()
                    .putUserPolicy(r ->
                            r.userName(tenant + "--spy").policyName("may").policyDocument(policy(allow(OPEN, T3))));
        }

        assertThat(account.byName()).containsOnlyKeys("user/tenant-admin/eu-west-1/ghost/ghost--spy");
    }

    /** The key is the boundary that the role has, where the request gives none. */
    @Test
    void whoManagesRolesWithAnotherBoundaryReachesNoTenant() {
        String other = "{'StringEquals': {'iam:PermissionsBoundary': '" + ACCOUNT + "policy/developers'}}";
        account.user("delegate", when(allow("iam:PutRolePolicy", "*"), other));
        account.user("giver", when(allow("iam:PutRolePermissionsBoundary", "*"), other));

        assertThat(account.byName()).containsOnlyKeys("user/giver");
        assertThat(administers(account.of("user/giver"))).isEqualTo("[role-boundary] CERTAIN");
    }

    @Test
    void whoMayAttachAHarmlessPolicyAloneDoesNotWidenItself() {
        account.user(
                "one",
                when(
                        allow("iam:AttachUserPolicy", ACCOUNT + "user/one"),
                        "{'ArnEquals': {'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess'}}"));

        assertThat(account.outsiders()).isEmpty();
    }

    /** The one makes itself the other, whose policies it alone can write. */
    @Test
    void aRoleThatItAssumesIsWidened() {
        account.role(
                "job", trusts("AWS", ACCOUNT + "root"), allow("s3:ListAllMyBuckets", "*"), allow("iam:GetRole", "*"));
        account.user(
                "one", allow("sts:AssumeRole", ACCOUNT + "role/job"), allow("iam:PutRolePolicy", ACCOUNT + "role/job"));
        account.user("two", allow("sts:AssumeRole", ACCOUNT + "role/job"));

        assertThat(account.byName()).containsOnlyKeys("user/one");
        assertThat(Objects.requireNonNull(account.of("user/one").administration())
                        .path())
                .extracting(step -> step.who() + " " + step.does())
                .containsExactly(ACCOUNT + "user/one assumes role job", ACCOUNT + "user/one adds policies to role job");
    }

    private static Set<String> unread(Outsider outsider) {
        return outsider.who().endsWith("one")
                ? Set.of("inline policy broken of user one", "policy arn:aws:iam::aws:policy/Unknown")
                : Set.of("boundary " + ACCOUNT + "policy/gone");
    }
}
