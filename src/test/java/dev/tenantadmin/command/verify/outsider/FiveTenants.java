package dev.tenantadmin.command.verify.outsider;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.Connection;
import dev.tenantadmin.aws.http.EarlyConnections;
import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.reason.Reasoner;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.testing.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An account with the tenants t1 to t5, t1 with notebooks lab and main, t2 with data, and whoever a test adds. */
final class FiveTenants {

    static final String ACCOUNT = "arn:aws:iam::123456789012:";

    private static final FiveTenants MADE = new FiveTenants(make());

    final Shell shell;
    private final Map<String, String> wantedTrust = new TreeMap<>();

    private FiveTenants(Shell shell) {
        this.shell = shell;
        read().roles().values().forEach(role -> wantedTrust.put(role.arn(), role.trust()));
    }

    static FiveTenants fresh() {
        return new FiveTenants(MADE.shell.copy());
    }

    private static Shell make() {
        Shell shell = new Shell();
        shell.run("create-tenant t1 --notebook lab --notebook main -q").done();
        shell.run("create-tenant t2 --data-location s3://lake/t2/ -q").done();
        Stream.of("t3", "t4", "t5")
                .forEach(tenant -> shell.run("create-tenant " + tenant + " -q").done());
        return shell;
    }

    AccountDetails read() {
        return AccountDetails.read(new AwsClients(new Connection(
                null,
                "us-east-1",
                null,
                null,
                Map.of(),
                () -> shell.door,
                Set.of(),
                new EarlyConnections(Map.of()),
                Duration.ofMinutes(1),
                event -> {},
                null)));
    }

    List<TenantThings> tenants() {
        return Stream.of("t1", "t2", "t3", "t4", "t5")
                .map(name -> new Names(new TenantName(name), new Home("aws", "123456789012", "us-east-1")))
                .map(names -> new TenantThings(
                        names,
                        Stream.of("lab", "main")
                                .filter(notebook -> notebook.equals("main")
                                        || names.tenant().value().equals("t1"))
                                .map(notebook -> names.prefix() + notebook)
                                .toList(),
                        true,
                        names.tenant().value().equals("t2") ? List.of(DataLocation.of("s3://lake/t2/")) : List.of(),
                        wantedTrust.get(names.accessRoleArn())))
                .toList();
    }

    List<Outsider> outsiders() {
        return find(read());
    }

    List<Outsider> find(AccountDetails account) {
        return find(account, ACCOUNT + "root");
    }

    List<Outsider> find(AccountDetails account, String caller) {
        return new Outsiders(
                        account,
                        tenants(),
                        tenants().stream().map(TenantThings::tenant).toList(),
                        caller,
                        new Reasoner(new ConditionKeys()))
                .find();
    }

    /** Those of the account by type and name. */
    Map<String, Outsider> byName() {
        return outsiders().stream()
                .collect(Collectors.toMap(outsider -> outsider.who().replace(ACCOUNT, ""), one -> one));
    }

    Outsider of(String who) {
        return Objects.requireNonNull(byName().get(who), () -> who + " is not among " + byName().keySet());
    }

    void user(String name, String... statements) {
        shell.iam().createUser(r -> r.userName(name));
        shell.iam().putUserPolicy(r -> r.userName(name).policyName("may").policyDocument(policy(statements)));
    }

    void role(String name, String trust, String... statements) {
        shell.iam().createRole(r -> r.roleName(name).assumeRolePolicyDocument(policy(trust)));
        if (statements.length > 0) {
            shell.iam().putRolePolicy(r -> r.roleName(name).policyName("may").policyDocument(policy(statements)));
        }
    }

    static String allow(String action, String resource) {
        return "{'Effect': 'Allow', 'Action': '%s', 'Resource': '%s'}".formatted(action, resource);
    }

    static String deny(String action, String resource) {
        return "{'Effect': 'Deny', 'Action': '%s', 'Resource': '%s'}".formatted(action, resource);
    }

    static String when(String statement, String condition) {
        return statement.substring(0, statement.length() - 1) + ", 'Condition': " + condition + "}";
    }

    static String trusts(String kind, String who) {
        return "{'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Principal': {'%s': '%s'}}".formatted(kind, who);
    }

    static String policy(String... statements) {
        return "{'Version': '2012-10-17', 'Statement': [%s]}"
                .formatted(String.join(", ", statements))
                .replace('\'', '"');
    }

    /** The same account, of which what stands now is wanted. */
    FiveTenants again() {
        return new FiveTenants(shell);
    }

    /** Admits these principals of the account too. */
    void trust(String tenant, String... arns) {
        replaceTrust(
                tenant + "--access",
                Stream.of(arns).map(arn -> trusts("AWS", arn)).toArray(String[]::new));
    }

    void replaceTrust(String role, String... statements) {
        shell.iam().updateAssumeRolePolicy(r -> r.roleName(role).policyDocument(policy(statements)));
    }

    /** What it reaches: {@code tenant way CERTAIN}, with what it depends on. */
    static List<String> reached(Outsider outsider) {
        return outsider.reached().stream()
                .map(reached ->
                        "%s %s %s".formatted(reached.tenant(), reached.way().id(), verdict(reached.verdict())))
                .toList();
    }

    static String verdict(Verdict verdict) {
        return verdict.certainty() + (verdict.because().isEmpty() ? "" : " " + verdict.because());
    }

    static List<String> steps(List<Step> path) {
        return path.stream().map(Step::does).toList();
    }

    /** Why it is an administrator. */
    static String administers(Outsider outsider) {
        Administration administration = outsider.administration();
        return administration == null
                ? "no"
                : administration.ways().stream().map(WayIn::id).toList() + " " + verdict(administration.verdict());
    }
}
