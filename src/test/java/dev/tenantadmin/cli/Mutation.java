package dev.tenantadmin.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.tenant.Home;
import dev.tenantadmin.tenant.Names;
import dev.tenantadmin.tenant.PolicyDocuments;
import dev.tenantadmin.tenant.PolicyOptions;
import dev.tenantadmin.tenant.TenantName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;

/**
 * A way to weaken tenant acme, by hand.
 *
 * @param finds what verify has to say, among others
 * @param undo how to take away what is not ours, which create-tenant leaves alone; null for what it repairs
 */
record Mutation(
        String name,
        String finds,
        Consumer<Shell> change,
        @Nullable Consumer<Shell> undo) {

    private static final Home HOME = new Home("aws", Shell.ACCOUNT, "us-east-1");
    private static final Names ACME = new Names(new TenantName("acme"), HOME);
    private static final Names WEST = new Names(new TenantName("acme-west"), HOME);
    private static final PolicyDocuments DOCUMENTS =
            new PolicyDocuments(ACME, PolicyOptions.plain("arn:aws:iam::123456789012:user/administrator"));

    private static final String EVERYTHING = statement("{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}");
    private static final String WIDE = "arn:aws:iam::123456789012:policy/wide";
    private static final String FOREIGN = "foreign";

    @Override
    public String toString() {
        return name;
    }

    private static String statement(String statement) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": [%s]}".formatted(statement.replace('\'', '"'));
    }

    /** What is there for mutations to use. */
    static void prepare(Shell shell) {
        shell.iam().createPolicy(r -> r.policyName("wide").policyDocument(EVERYTHING));
        shell.iam().createInstanceProfile(r -> r.instanceProfileName("profile"));
        shell.iam()
                .createRole(r -> r.roleName("stranger").assumeRolePolicyDocument(trust("'AWS': '123456789012'", "")));
        for (Names names : List.of(ACME, WEST)) {
            model(shell, names.prefix() + "m", names);
        }
    }

    private static void model(Shell shell, String name, Names of) {
        shell.sagemaker()
                .createModel(r -> r.modelName(name)
                        .executionRoleArn(of.executionRoleArn())
                        .primaryContainer(c -> c.image("763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch:2")));
    }

    private static void config(Shell shell, String name, String model) {
        ProductionVariant variant = ProductionVariant.builder()
                .variantName("v")
                .modelName(model)
                .instanceType("ml.m5.large")
                .initialInstanceCount(1)
                .build();
        shell.sagemaker().createEndpointConfig(r -> r.endpointConfigName(name).productionVariants(variant));
    }

    private static String trust(String principal, String condition) {
        return statement(
                "{'Effect': 'Allow', 'Principal': {%s}, 'Action': ['sts:AssumeRole', 'sts:SetSourceIdentity']%s}"
                        .formatted(principal, condition));
    }

    private static void accessTrust(Shell shell, String document) {
        shell.iam().updateAssumeRolePolicy(r -> r.roleName("acme--access").policyDocument(document));
    }

    private static Tag tag(String value) {
        return Tag.builder().key("tenant").value(value).build();
    }

    private static Mutation repaired(String name, String finds, Consumer<Shell> change) {
        return new Mutation(name, finds, change, null);
    }

    private static Mutation theirs(String name, String finds, Consumer<Shell> change, Consumer<Shell> undo) {
        return new Mutation(name, finds, change, undo);
    }

    static Stream<Mutation> all() {
        return Stream.of(documents(), principals(), trusts(), foreign(), work()).flatMap(all -> all);
    }

    /** How each of the four documents is put in place. */
    private static final Map<String, BiConsumer<Shell, String>> PUT = new LinkedHashMap<>(Map.of(
            "boundary", (shell, document) -> version(shell, ACME.boundaryArn(), document),
            "access", (shell, document) -> version(shell, ACME.accessPolicyArn(), document),
            "execution",
                    (shell, document) -> shell.iam()
                            .putRolePolicy(r -> r.roleName("acme--execution")
                                    .policyName("execution")
                                    .policyDocument(document)),
            "assume",
                    (shell, document) -> shell.iam()
                            .putGroupPolicy(r -> r.groupName("acme--members")
                                    .policyName("assume")
                                    .policyDocument(document))));

    private static void version(Shell shell, String arn, String document) {
        shell.iam().listPolicyVersions(r -> r.policyArn(arn)).versions().stream()
                .filter(version -> !version.isDefaultVersion())
                .forEach(version ->
                        shell.iam().deletePolicyVersion(r -> r.policyArn(arn).versionId(version.versionId())));
        shell.iam()
                .createPolicyVersion(
                        r -> r.policyArn(arn).policyDocument(document).setAsDefault(true));
    }

    private static void put(Shell shell, String document, String text) {
        PUT.getOrDefault(document, (none, unused) -> {}).accept(shell, text);
    }

    private static Stream<Mutation> documents() {
        Map<String, String> ours = Map.of(
                "boundary", DOCUMENTS.boundary(),
                "access", DOCUMENTS.access(),
                "execution", DOCUMENTS.execution(),
                "assume", DOCUMENTS.assume());
        List<Mutation> all = new ArrayList<>();
        ours.forEach((name, document) -> {
            all.add(repaired(name + ": allows everything", "changed", shell -> put(shell, name, EVERYTHING)));
            if (!name.equals("assume")) {
                all.add(repaired(
                        name + ": acme--* becomes acme-*",
                        "changed",
                        shell -> put(shell, name, document.replace("acme--*", "acme-*"))));
            }
            weakened(document)
                    .forEach((what, text) ->
                            all.add(repaired(name + ": " + what, "changed", shell -> put(shell, name, text))));
        });
        all.add(repaired("boundary and execution: acme--* becomes acme-*", "LEAK", shell -> {
            put(shell, "boundary", DOCUMENTS.boundary().replace("acme--*", "acme-*"));
            put(shell, "execution", DOCUMENTS.execution().replace("acme--*", "acme-*"));
        }));
        all.add(repaired("boundary and access: acme--* becomes *", "LEAK", shell -> {
            put(shell, "boundary", DOCUMENTS.boundary().replace("/acme--*", "/*"));
            put(shell, "access", DOCUMENTS.access().replace("/acme--*", "/*"));
        }));
        all.add(repaired("a version is made and switched to", "changed", shell -> {
            version(shell, ACME.accessPolicyArn(), DOCUMENTS.access());
            var weak = shell.iam()
                    .createPolicyVersion(
                            r -> r.policyArn(ACME.accessPolicyArn()).policyDocument(EVERYTHING))
                    .policyVersion();
            shell.iam()
                    .setDefaultPolicyVersion(
                            r -> r.policyArn(ACME.accessPolicyArn()).versionId(weak.versionId()));
        }));
        return all.stream();
    }

    /** The document with each condition and each deny left out in turn. */
    private static Map<String, String> weakened(String document) {
        try {
            List<Object> statements = statements(document);
            Map<String, String> all = new LinkedHashMap<>();
            for (int i = 0; i < statements.size(); i++) {
                Map<?, ?> statement = (Map<?, ?>) statements.get(i);
                if ("Deny".equals(statement.get("Effect"))) {
                    List<Object> others = new ArrayList<>(statements);
                    others.remove(i);
                    all.put(statement.get("Sid") + " is left out", json(others));
                } else if (statement.get("Condition") instanceof Map<?, ?> condition) {
                    for (Object operator : condition.keySet()) {
                        for (Object key : ((Map<?, ?>) condition.get(operator)).keySet()) {
                            List<Object> others = new ArrayList<>(statements);
                            others.set(i, without(statement, condition, operator, key));
                            all.put(statement.get("Sid") + " without its condition on " + key, json(others));
                        }
                    }
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Object> statements(String document) throws IOException {
        Object found = JSON.std.mapFrom(document).get("Statement");
        return found instanceof List<?> list ? List.copyOf(list) : List.of(found);
    }

    private static Map<Object, Object> without(Map<?, ?> statement, Map<?, ?> condition, Object operator, Object key) {
        Map<Object, Object> fewer = new LinkedHashMap<>(condition);
        Map<Object, Object> keys = new LinkedHashMap<>((Map<?, ?>) condition.get(operator));
        keys.remove(key);
        if (keys.isEmpty()) {
            fewer.remove(operator);
        } else {
            fewer.put(operator, keys);
        }
        Map<Object, Object> changed = new LinkedHashMap<>(statement);
        if (fewer.isEmpty()) {
            changed.remove("Condition");
        } else {
            changed.put("Condition", fewer);
        }
        return changed;
    }

    private static String json(List<Object> statements) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", "2012-10-17");
        document.put("Statement", statements);
        return JSON.std.asString(document);
    }

    private static Stream<Mutation> principals() {
        return Stream.of(
                repaired(
                        "the user's boundary is dropped",
                        "permissions boundary",
                        shell -> shell.iam().deleteUserPermissionsBoundary(r -> r.userName("acme--owner"))),
                repaired(
                        "the access role's boundary is dropped",
                        "permissions boundary",
                        shell -> shell.iam().deleteRolePermissionsBoundary(r -> r.roleName("acme--access"))),
                repaired(
                        "the execution role's boundary is dropped",
                        "permissions boundary",
                        shell -> shell.iam().deleteRolePermissionsBoundary(r -> r.roleName("acme--execution"))),
                repaired(
                        "the execution role has another boundary",
                        "permissions boundary",
                        shell -> shell.iam()
                                .putRolePermissionsBoundary(
                                        r -> r.roleName("acme--execution").permissionsBoundary(WIDE))),
                repaired(
                        "the access role is re-tagged",
                        "tag tenant",
                        shell -> shell.iam()
                                .tagRole(r -> r.roleName("acme--access").tags(tag("acme-west")))),
                repaired(
                        "the user is re-tagged",
                        "tag tenant",
                        shell -> shell.iam()
                                .tagUser(r -> r.userName("acme--owner").tags(tag("acme-west")))),
                repaired(
                        "the notebook is re-tagged",
                        "tag tenant",
                        shell -> shell.sagemaker()
                                .addTags(r -> r.resourceArn(ACME.sagemakerArn("notebook-instance", "acme--main"))
                                        .tags(software.amazon.awssdk.services.sagemaker.model.Tag.builder()
                                                .key("tenant")
                                                .value("acme-west")
                                                .build()))),
                repaired(
                        "the access policy is detached from the role",
                        "MISSING",
                        shell -> shell.iam()
                                .detachRolePolicy(
                                        r -> r.roleName("acme--access").policyArn(ACME.accessPolicyArn()))),
                repaired(
                        "the user has left the group",
                        "MISSING",
                        shell -> shell.iam()
                                .removeUserFromGroup(
                                        r -> r.groupName("acme--members").userName("acme--owner"))));
    }

    private static Stream<Mutation> trusts() {
        String like = ", 'Condition': {'ArnLike': {'aws:PrincipalArn': ['arn:aws:iam::123456789012:user%s*', '%s']}}";
        String account = "'AWS': 'arn:aws:iam::123456789012:root'";
        return Stream.of(
                repaired(
                        "the access role trusts the whole account",
                        "every principal of account 123456789012 can sts:AssumeRole on role acme--access",
                        shell -> accessTrust(shell, trust(account, ""))),
                repaired(
                        "the access role trusts everyone",
                        "anyone can sts:AssumeRole on role acme--access",
                        shell -> accessTrust(shell, trust("'AWS': '*'", ""))),
                repaired(
                        "the access role trusts another tenant's users",
                        "acme-west/* can sts:AssumeRole on role acme--access",
                        shell -> accessTrust(
                                shell,
                                trust(
                                        account,
                                        like.formatted(
                                                ACME.path(), "arn:aws:iam::123456789012:user" + WEST.path() + "*")))),
                repaired(
                        "the access role trusts another tenant's execution role",
                        "acme-west--execution can sts:AssumeRole on role acme--access",
                        shell -> accessTrust(shell, trust("'AWS': '%s'".formatted(WEST.executionRoleArn()), ""))),
                repaired(
                        "the access role trusts another account",
                        "every principal of account 111122223333 can sts:AssumeRole on role acme--access",
                        shell -> accessTrust(shell, trust("'AWS': '111122223333'", ""))),
                repaired(
                        "the execution role trusts the account",
                        "can sts:AssumeRole on role acme--execution",
                        shell -> shell.iam()
                                .updateAssumeRolePolicy(
                                        r -> r.roleName("acme--execution").policyDocument(trust(account, "")))),
                repaired(
                        "the execution role trusts another service",
                        "ec2.amazonaws.com (Service) can sts:AssumeRole on role acme--execution",
                        shell -> shell.iam()
                                .updateAssumeRolePolicy(r -> r.roleName("acme--execution")
                                        .policyDocument(trust("'Service': 'ec2.amazonaws.com'", "")))),
                repaired(
                        "the execution role's trust loses its conditions",
                        "trust policy",
                        shell -> shell.iam()
                                .updateAssumeRolePolicy(r -> r.roleName("acme--execution")
                                        .policyDocument(statement("{'Effect': 'Allow', 'Action': 'sts:AssumeRole',"
                                                + " 'Principal': {'Service': 'sagemaker.amazonaws.com'}}")))));
    }

    private static Stream<Mutation> foreign() {
        return Stream.of(
                theirs(
                        "a policy is attached to the access role",
                        "has the policy " + WIDE,
                        shell -> shell.iam()
                                .attachRolePolicy(
                                        r -> r.roleName("acme--access").policyArn(WIDE)),
                        shell -> shell.iam()
                                .detachRolePolicy(
                                        r -> r.roleName("acme--access").policyArn(WIDE))),
                theirs(
                        "a policy is attached to the execution role",
                        "has the policy " + WIDE,
                        shell -> shell.iam()
                                .attachRolePolicy(
                                        r -> r.roleName("acme--execution").policyArn(WIDE)),
                        shell -> shell.iam()
                                .detachRolePolicy(
                                        r -> r.roleName("acme--execution").policyArn(WIDE))),
                theirs(
                        "a policy is attached to the user",
                        "has the policy " + WIDE,
                        shell -> shell.iam()
                                .attachUserPolicy(r -> r.userName("acme--owner").policyArn(WIDE)),
                        shell -> shell.iam()
                                .detachUserPolicy(r -> r.userName("acme--owner").policyArn(WIDE))),
                theirs(
                        "a policy is attached to the group",
                        "has the policy " + WIDE,
                        shell -> shell.iam()
                                .attachGroupPolicy(
                                        r -> r.groupName("acme--members").policyArn(WIDE)),
                        shell -> shell.iam()
                                .detachGroupPolicy(
                                        r -> r.groupName("acme--members").policyArn(WIDE))),
                theirs(
                        "an inline policy is put on the user",
                        "has the inline policy " + FOREIGN,
                        shell -> shell.iam()
                                .putUserPolicy(r -> r.userName("acme--owner")
                                        .policyName(FOREIGN)
                                        .policyDocument(EVERYTHING)),
                        shell -> shell.iam()
                                .deleteUserPolicy(r -> r.userName("acme--owner").policyName(FOREIGN))),
                theirs(
                        "an inline policy is put on the access role",
                        "has the inline policy " + FOREIGN,
                        shell -> shell.iam()
                                .putRolePolicy(r -> r.roleName("acme--access")
                                        .policyName(FOREIGN)
                                        .policyDocument(EVERYTHING)),
                        shell -> shell.iam()
                                .deleteRolePolicy(
                                        r -> r.roleName("acme--access").policyName(FOREIGN))),
                theirs(
                        "an inline policy is put on the group",
                        "has the inline policy " + FOREIGN,
                        shell -> shell.iam()
                                .putGroupPolicy(r -> r.groupName("acme--members")
                                        .policyName(FOREIGN)
                                        .policyDocument(EVERYTHING)),
                        shell -> shell.iam()
                                .deleteGroupPolicy(
                                        r -> r.groupName("acme--members").policyName(FOREIGN))),
                theirs(
                        "a policy by the other tenant's tag and no boundary",
                        "has the inline policy " + FOREIGN,
                        shell -> {
                            shell.iam().deleteRolePermissionsBoundary(r -> r.roleName("acme--execution"));
                            shell.iam()
                                    .putRolePolicy(r -> r.roleName("acme--execution")
                                            .policyName(FOREIGN)
                                            .policyDocument(statement(
                                                    "{'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'}")));
                        },
                        shell -> shell.iam()
                                .deleteRolePolicy(
                                        r -> r.roleName("acme--execution").policyName(FOREIGN))),
                theirs(
                        "the user is in another tenant's group",
                        "is a member of acme-west--members too",
                        shell -> shell.iam()
                                .addUserToGroup(
                                        r -> r.groupName("acme-west--members").userName("acme--owner")),
                        shell -> shell.iam()
                                .removeUserFromGroup(
                                        r -> r.groupName("acme-west--members").userName("acme--owner"))),
                theirs(
                        "another tenant's user is in the group",
                        "acme-west--owner is no user of the tenant, and a member of acme--members",
                        shell -> shell.iam()
                                .addUserToGroup(
                                        r -> r.groupName("acme--members").userName("acme-west--owner")),
                        shell -> shell.iam()
                                .removeUserFromGroup(
                                        r -> r.groupName("acme--members").userName("acme-west--owner"))),
                theirs(
                        "the access policy is attached to a stranger",
                        "IAM role stranger, which is not the tenant's",
                        shell -> shell.iam()
                                .attachRolePolicy(r -> r.roleName("stranger").policyArn(ACME.accessPolicyArn())),
                        shell -> shell.iam()
                                .detachRolePolicy(r -> r.roleName("stranger").policyArn(ACME.accessPolicyArn()))),
                theirs(
                        "the execution role is in an instance profile",
                        "is in the instance profile profile",
                        shell -> shell.iam()
                                .addRoleToInstanceProfile(
                                        r -> r.instanceProfileName("profile").roleName("acme--execution")),
                        shell -> shell.iam()
                                .removeRoleFromInstanceProfile(
                                        r -> r.instanceProfileName("profile").roleName("acme--execution"))),
                theirs(
                        "a foreign user stands under the path",
                        "IAM user mallory stands under the tenant's path",
                        shell -> shell.iam()
                                .createUser(r -> r.userName("mallory").path(ACME.path())),
                        shell -> shell.iam().deleteUser(r -> r.userName("mallory"))),
                theirs(
                        "a foreign role stands under the path",
                        "IAM role mallory stands under the tenant's path",
                        shell -> shell.iam()
                                .createRole(r -> r.roleName("mallory")
                                        .path(ACME.path())
                                        .assumeRolePolicyDocument(trust("'AWS': '111122223333'", ""))),
                        shell -> shell.iam().deleteRole(r -> r.roleName("mallory"))));
    }

    private static Stream<Mutation> work() {
        return Stream.of(
                theirs(
                        "a foreign notebook acts as the execution role",
                        "notebook instance spy, which is not the tenant's, acts as role acme--execution",
                        shell -> {
                            shell.sagemaker()
                                    .createNotebookInstance(r -> r.notebookInstanceName("spy")
                                            .instanceType("ml.t3.medium")
                                            .roleArn(ACME.executionRoleArn()));
                            shell.clock.pass(Duration.ofSeconds(2));
                        },
                        shell -> {
                            shell.sagemaker().stopNotebookInstance(r -> r.notebookInstanceName("spy"));
                            shell.clock.pass(Duration.ofSeconds(2));
                            shell.sagemaker().deleteNotebookInstance(r -> r.notebookInstanceName("spy"));
                            shell.clock.pass(Duration.ofSeconds(2));
                        }),
                theirs(
                        "an endpoint config uses another tenant's model",
                        "uses model acme-west--m in its variant v",
                        shell -> config(shell, "acme--c", "acme-west--m"),
                        shell -> shell.sagemaker().deleteEndpointConfig(r -> r.endpointConfigName("acme--c"))),
                theirs(
                        "a model acts as another tenant's role",
                        "model acme--n of tenant acme acts as role " + WEST.executionRoleArn(),
                        shell -> model(shell, "acme--n", WEST),
                        shell -> shell.sagemaker().deleteModel(r -> r.modelName("acme--n"))),
                theirs(
                        "an endpoint uses another tenant's config",
                        "endpoint acme--e of tenant acme uses endpoint config acme-west--c",
                        shell -> {
                            config(shell, "acme-west--c", "acme-west--m");
                            shell.sagemaker()
                                    .createEndpoint(
                                            r -> r.endpointName("acme--e").endpointConfigName("acme-west--c"));
                            shell.clock.pass(Duration.ofSeconds(2));
                        },
                        shell -> {
                            shell.sagemaker().deleteEndpoint(r -> r.endpointName("acme--e"));
                            shell.clock.pass(Duration.ofSeconds(2));
                            shell.sagemaker().deleteEndpointConfig(r -> r.endpointConfigName("acme-west--c"));
                        }));
    }
}
