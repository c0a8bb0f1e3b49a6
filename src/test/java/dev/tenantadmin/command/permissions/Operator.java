package dev.tenantadmin.command.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.tenant.document.AdministratorPolicy;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AccessKey;

/** Somebody who acts under a role with one policy, in an account of their own. */
public final class Operator {
    public static final String OPEN = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
             "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"], "Principal": {"AWS": "123456789012"}}]}""";
    public static final String OTHER = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}""";
    private static final String PATH = ":%s/tenant-admin/us-east-1/acme/acme--%s";

    /** Of this type SageMaker has none. */
    static final String SCARCE = "ml.p3.16xlarge";

    public final Shell shell = new Shell(
            new SandboxSettings(Duration.ofSeconds(1), Duration.ZERO, Map.of(SCARCE, SandboxSettings.NO_CAPACITY)));
    private @Nullable AccessKey key;

    /** In an account that is empty but for their role. */
    public Operator() {
        shell.iam().createRole(r -> r.roleName("operator").path("/ops/").assumeRolePolicyDocument(OPEN));
    }

    public void policy(String document) {
        shell.iam()
                .putRolePolicy(r -> r.roleName("operator").policyName("policy").policyDocument(document));
        if (key != null) {
            // A user takes less of inline policies than of managed ones, and a managed one less than a role's.
            List<String> halves = AdministratorPolicy.characters(document) > AdministratorPolicy.MANAGED_POLICY_LIMIT
                    ? new PrintedPolicy(document).halves()
                    : List.of(document);
            halves.forEach(half -> {
                String arn = shell.iam()
                        .createPolicy(r ->
                                r.policyName("operator-" + halves.indexOf(half)).policyDocument(half))
                        .policy()
                        .arn();
                shell.iam().attachUserPolicy(r -> r.userName("olga").policyArn(arn));
            });
        }
    }

    /** A user cannot go without what lets a session bear its name. */
    void becomeUser() {
        shell.iam().createUser(r -> r.userName("olga"));
        key = shell.iam().createAccessKey(r -> r.userName("olga")).accessKey();
    }

    public void administrator(String line) {
        shell.signOut();
        shell.environment.remove("AWS_REGION");
        shell.run(line).done();
    }

    /** As the operator, who is far from the tenant's home region. */
    public Ran run(String line) {
        signIn();
        Ran ran = shell.run(line);
        shell.signOut();
        return ran;
    }

    public void signIn() {
        if (key == null) {
            shell.signIn(shell.sts()
                    .assumeRole(r -> r.roleArn("arn:aws:iam::123456789012:role/ops/operator")
                            .roleSessionName("olga"))
                    .credentials());
        } else {
            shell.signIn(key);
        }
        boolean tenants = !shell.iam()
                .listRoles(r -> r.pathPrefix("/tenant-admin/"))
                .roles()
                .isEmpty();
        if (tenants) {
            shell.environment.put("AWS_REGION", "eu-west-1");
        }
    }

    String done(String line) {
        return run(line).done().out();
    }

    /** What a command says that looked and found something. */
    String found(String line) {
        Ran ran = run(line);
        assertThat(ran.exit()).as(ran.toString()).isEqualTo(ExitCode.FOUND.code());
        return ran.out();
    }

    /** What stands in a file, given by hand. */
    void apply(String fleet, String... options) {
        signIn();
        shell.type(fleet, "apply -f -" + String.join("", options)).done();
        shell.signOut();
    }

    /** Nothing is left to be done. */
    void asWanted() {
        shell.environment.remove("AWS_REGION");
        shell.run("create-tenant acme --dry-run --detailed-exitcode").done();
    }

    String theirRole() {
        return shell.iam()
                .createRole(r -> r.roleName("theirs")
                        .assumeRolePolicyDocument(
                                OPEN.replace("\"AWS\": \"123456789012\"", "\"Service\": \"sagemaker.amazonaws.com\"")))
                .role()
                .arn();
    }

    public static String ours(String type, String name) {
        return "arn:aws:iam::123456789012" + PATH.formatted(type, name);
    }

    static String notebook(String name) {
        return "arn:aws:sagemaker:us-east-1:123456789012:notebook-instance/" + name;
    }

    static String permissions(String... commands) {
        return new Shell()
                .plain(Stream.concat(Stream.of("permissions"), Stream.of(commands))
                        .collect(Collectors.joining(" ")))
                .done()
                .out();
    }
}
