package dev.tenantadmin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.lifecycle.backend.Call;
import dev.tenantadmin.lifecycle.backend.Fault;
import dev.tenantadmin.lifecycle.backend.ForeignResources;
import dev.tenantadmin.lifecycle.backend.SandboxAccount;
import dev.tenantadmin.lifecycle.backend.SandboxAccount.Run;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceLifecycleHook;

/** A command, and the account in which it has something to do. */
final class Scenario {

    /** All of them. */
    static List<Scenario> all() {
        return ALL;
    }

    private static final String DEPLOY =
            "deploy acme fraud --image 763104351884.dkr.ecr.us-east-1.amazonaws.com/xgboost:1.7-1";

    private static final List<Scenario> ALL = List.of(
            new Scenario("create", account -> {}, "create-tenant acme --user ana --tag cost-center=42", 40),
            new Scenario("create protected", Scenario::tenant, "create-tenant acme --protect --tag cost-center=42", 30),
            new Scenario("repair", Scenario::driftedTenant, "create-tenant acme", 45),
            new Scenario(
                    "change stopped",
                    Scenario::stoppedTenant,
                    "create-tenant acme --instance-type ml.m5.xlarge --volume-size 20",
                    20),
            new Scenario(
                    "change running",
                    Scenario::tenant,
                    "create-tenant acme --instance-type ml.m5.xlarge --restart",
                    28),
            new Scenario("create with setup", account -> {}, "create-tenant acme --idle-stop 2h", 40),
            new Scenario("repair setup", Scenario::driftedSetup, "create-tenant acme --restart", 30),
            new Scenario(
                    "take setup back", Scenario::tenantWithSetup, "create-tenant acme --idle-stop none --restart", 30),
            new Scenario("delete with setup", Scenario::tenantWithSetup, "delete-tenant acme --yes", 45),
            new Scenario("start", Scenario::stoppedTenant, "start acme", 8),
            new Scenario("stop", Scenario::tenant, "stop acme", 8),
            new Scenario("url", Scenario::tenant, "url acme", 4),
            new Scenario("url start", Scenario::stoppedTenant, "url acme --start", 10),
            new Scenario("add user", Scenario::tenant, "add-user acme bob", 10),
            new Scenario(
                    "remove user",
                    account -> {
                        tenant(account);
                        ForeignResources.onUser(account.iam(), "acme--ana");
                    },
                    "remove-user acme ana --yes",
                    45),
            new Scenario(
                    "withdraw", Scenario::trustingTenant, "create-tenant acme --trust none --administrator none", 25),
            new Scenario(
                    "withdraw after a resumption",
                    account -> {
                        trustingTenant(account);
                        account.run("suspend", "acme").done();
                        account.run("resume", "acme").done();
                    },
                    "create-tenant acme --trust none",
                    20),
            new Scenario(
                    "resume",
                    account -> {
                        tenant(account);
                        account.run("suspend", "acme").done();
                    },
                    "resume acme",
                    25),
            new Scenario("deploy", Scenario::tenant, DEPLOY, 30),
            new Scenario("deploy another version", Scenario::deployed, DEPLOY + " --instances 2 --env A=b", 35),
            new Scenario("deploy while an update runs", Scenario::updating, DEPLOY + " --env A=c", 35),
            new Scenario("undeploy", Scenario::updating, "undeploy acme fraud --yes", 15),
            new Scenario("remove notebook", Scenario::twoNotebooks, "remove-notebook acme lab --yes", 10),
            new Scenario("delete", Scenario::tenant, "delete-tenant acme --yes", 55));

    /** Those after which the endpoint's state depends on when one looks, so that only what takes no time may disturb them. */
    static List<Scenario> withoutWaiting() {
        return List.of(
                new Scenario("deploy without waiting", Scenario::tenant, DEPLOY + " --no-wait", 30),
                new Scenario(
                        "deploy another version without waiting",
                        Scenario::deployed,
                        DEPLOY + " --instances 2 --env A=b --no-wait",
                        30));
    }

    /** Where a command meets with something. */
    record Site(Scenario scenario, Call call) {
        @Override
        public String toString() {
            return scenario + " at " + call;
        }
    }

    private final String name;
    private final SandboxAccount before = new SandboxAccount();
    private final String[] command;
    private final Run undisturbed;
    private final Set<String> after;
    private final int deaths;

    /** @param deaths at how many places it can die, at least */
    private Scenario(String name, Consumer<SandboxAccount> setting, String command, int deaths) {
        this.name = name;
        this.deaths = deaths;
        this.command = command.split(" ");
        setting.accept(before);
        SandboxAccount account = before.copy();
        undisturbed = account.run(Fault.NONE, this.command).done();
        after = account.dump();
    }

    private static void tenant(SandboxAccount account) {
        account.run("create-tenant", "acme", "--user", "ana").done();
    }

    private static void deployed(SandboxAccount account) {
        tenant(account);
        account.run(DEPLOY.split(" ")).done();
    }

    /** An endpoint that is on its way to another version. */
    private static void updating(SandboxAccount account) {
        deployed(account);
        account.run((DEPLOY + " --instances 2 --env A=b --no-wait").split(" ")).done();
    }

    private static void trustingTenant(SandboxAccount account) {
        account.iam().createRole(r -> r.roleName("partner").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"AWS": "123456789012"}}]}"""));
        account.run(
                        "create-tenant",
                        "acme",
                        "--user",
                        "ana",
                        "--trust",
                        "arn:aws:iam::123456789012:role/partner",
                        "--administrator",
                        "arn:aws:iam::123456789012:role/partner")
                .done();
    }

    private static void twoNotebooks(SandboxAccount account) {
        account.run("create-tenant", "acme", "--no-users", "--notebook", "main,lab")
                .done();
    }

    private static void stoppedTenant(SandboxAccount account) {
        tenant(account);
        account.run("stop", "acme").done();
    }

    private static void tenantWithSetup(SandboxAccount account) {
        account.run("create-tenant", "acme", "--no-users", "--idle-stop", "2h").done();
    }

    private static void driftedSetup(SandboxAccount account) {
        tenantWithSetup(account);
        account.run("stop", "acme").done();
        SageMakerClient sagemaker = account.sagemaker();
        sagemaker.updateNotebookInstance(
                r -> r.notebookInstanceName("acme--main").disassociateLifecycleConfig(true));
        NotebookInstanceLifecycleHook other = NotebookInstanceLifecycleHook.builder()
                .content("IyEvYmluL3NoCg==")
                .build();
        sagemaker.updateNotebookInstanceLifecycleConfig(r -> r.notebookInstanceLifecycleConfigName("acme--setup")
                .onCreate(other)
                .onStart(other));
        sagemaker.deleteTags(r -> r.resourceArn(
                        "arn:aws:sagemaker:us-east-1:123456789012:notebook-instance-lifecycle-config/acme--setup")
                .tagKeys("tenant"));
        account.run("start", "acme").done();
    }

    /** What create-tenant repairs, once of every kind. */
    private static void driftedTenant(SandboxAccount account) {
        tenant(account);
        IamClient iam = account.iam();
        String policy = "arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/acme/acme--";
        for (int i = 0; i < 4; i++) {
            iam.createPolicyVersion(r -> r.policyArn(policy + "access")
                    .policyDocument(ForeignResources.DOCUMENT)
                    .setAsDefault(true));
        }
        iam.createPolicyVersion(r -> r.policyArn(policy + "boundary")
                .policyDocument(ForeignResources.DOCUMENT)
                .setAsDefault(true));
        iam.updateAssumeRolePolicy(r -> r.roleName("acme--access").policyDocument("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"AWS": "123456789012"}}]}"""));
        iam.deleteRolePermissionsBoundary(r -> r.roleName("acme--execution"));
        iam.deleteUserPermissionsBoundary(r -> r.userName("acme--ana"));
        iam.untagRole(r -> r.roleName("acme--access").tagKeys("tenant"));
        iam.tagUser(r -> r.userName("acme--ana")
                .tags(Tag.builder().key("tenant").value("other").build()));
        iam.deleteRolePolicy(r -> r.roleName("acme--execution").policyName("execution"));
        iam.putGroupPolicy(
                r -> r.groupName("acme--members").policyName("assume").policyDocument(ForeignResources.DOCUMENT));
        iam.detachRolePolicy(r -> r.roleName("acme--access").policyArn(policy + "access"));
        iam.removeUserFromGroup(r -> r.groupName("acme--members").userName("acme--ana"));
        iam.untagPolicy(r -> r.policyArn(policy + "boundary").tagKeys("revision", "administrator"));
    }

    SandboxAccount account() {
        return before.copy();
    }

    String[] command() {
        return command.clone();
    }

    /** The account in which an undisturbed run ends. */
    Set<String> after() {
        return after;
    }

    /** Every place at which the process may die: before each call, and after each write. */
    List<InterruptionTest.Site> deaths() {
        return InterruptionTest.sites(deaths, "'" + this + "'", undisturbed).toList();
    }

    /** All calls of an undisturbed run. How often it polls is up to chance: thrice at least. */
    Stream<Call> calls() {
        return undisturbed.calls().filter(call -> call.time() <= 3);
    }

    /** The same, each with this scenario. */
    Stream<Site> sites() {
        return calls().map(call -> new Site(this, call));
    }

    /** The same command ends where an undisturbed one does, and then has nothing to do. */
    void requireCompletedByNext(SandboxAccount account, String disturbance) {
        assertThat(account.run(command).exit())
                .as("after %s in %s", disturbance, this)
                .isZero();
        assertThat(account.dump()).as("after %s in %s", disturbance, this).isEqualTo(after);
        assertThat(account.run(Fault.NONE, command).done().writes())
                .as("after %s in %s", disturbance, this)
                .isEmpty();
    }

    @Override
    public String toString() {
        return name;
    }
}
