package dev.tenantadmin.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;

/**
 * A way to weaken tenant acme, by hand.
 *
 * @param found by what it has to be found, and what each has to say, among others
 */
record Mutation(String name, Map<Mechanism, String> found, Consumer<Shell> change) {

    private static final String STRANGER = "a foreign user stands under the path";

    private static final String BELOW = "a foreign user stands below the path";

    /** By what verify finds something. */
    enum Mechanism {
        /** What is ours is compared with what it has to be. */
        DRIFT,
        /** What stands beside ours is looked for. */
        BESIDE,
        /** Trust policies are read. */
        TRUST,
        /** It is looked at whose role, model and config everything that works uses. */
        WORK,
        /** It is proved what the tenant's own principals can do. */
        PROOF;

        private static final Pattern TRUSTS =
                Pattern.compile(" can sts:AssumeRole on role .*: its trust policy admits ");

        /** What has made this finding. */
        static Mechanism of(Map<String, Object> finding) {
            String kind = String.valueOf(finding.get("kind"));
            String text = String.valueOf(finding.get("text"));
            return switch (kind) {
                case "drift" -> DRIFT;
                case "foreign" -> BESIDE;
                case "wider", "missing" -> PROOF;
                case "leak" ->
                    finding.get("witness") != null
                            ? PROOF
                            : TRUSTS.matcher(text).find() ? TRUST : WORK;
                default -> throw new AssertionError(kind);
            };
        }
    }

    private static final Home HOME = new Home("aws", Shell.ACCOUNT, "us-east-1");
    private static final Names ACME = new Names(new TenantName("acme"), HOME);
    private static final Names WEST = new Names(new TenantName("acme-west"), HOME);
    private static final PolicyDocuments DOCUMENTS =
            new PolicyDocuments(ACME, Settings.plain("arn:aws:iam::123456789012:user/administrator"));

    private static final String EVERYTHING = statement("{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}");
    private static final String WIDE = "arn:aws:iam::123456789012:policy/wide";
    private static final String FOREIGN = "foreign";

    /** Whether create-tenant repairs it; what is not ours it leaves alone. */
    boolean isOurs() {
        return !found.containsKey(Mechanism.BESIDE) && !found.containsKey(Mechanism.WORK);
    }

    /** Whether create-tenant refuses to work beside it. */
    boolean isInTheWay() {
        return name.equals(STRANGER) || name.equals(BELOW);
    }

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

    private static final String IMAGE = "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch:2";

    private static void model(Shell shell, String name, Names of) {
        model(shell.sagemaker(), name, of, IMAGE);
    }

    private static void model(SageMakerClient sagemaker, String name, Names of, String image) {
        sagemaker.createModel(
                r -> r.modelName(name).executionRoleArn(of.executionRoleArn()).primaryContainer(c -> c.image(image)));
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

    private static Mutation of(Mechanism by, String name, String says, Consumer<Shell> change) {
        return new Mutation(name, Map.of(by, says), change);
    }

    private static Mutation drift(String name, String says, Consumer<Shell> change) {
        return of(Mechanism.DRIFT, name, says, change);
    }

    private static Mutation trust(String name, String says, Consumer<Shell> change) {
        return of(Mechanism.TRUST, name, says, change).and(Mechanism.DRIFT, "trust policy");
    }

    private static Mutation beside(String name, String says, Consumer<Shell> change) {
        return of(Mechanism.BESIDE, name, says, change);
    }

    private static Mutation work(String name, String says, Consumer<Shell> change) {
        return of(Mechanism.WORK, name, says, change);
    }

    /** The same, which has to be found by this too. */
    private Mutation and(Mechanism by, String says) {
        Map<Mechanism, String> more = new EnumMap<>(found);
        more.put(by, says);
        return new Mutation(name, more, change);
    }

    private Mutation andByProof(String says) {
        return and(Mechanism.PROOF, says);
    }

    static Stream<Mutation> all() {
        return Stream.of(documents(), principals(), trusts(), foreign(), work(), capped(), uncapped(), shared())
                .flatMap(all -> all);
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
        Map<String, Map<String, String>> weakenings = new LinkedHashMap<>();
        ours.forEach((name, document) -> {
            Mutation everything = drift(name + ": allows everything", "changed", shell -> put(shell, name, EVERYTHING));
            // Who has no identity policy that allows more is held by that.
            all.add(name.equals("boundary") ? everything : everything.andByProof(" can "));
            if (!name.equals("assume")) {
                all.add(drift(
                        name + ": acme--* becomes acme-*",
                        "changed",
                        shell -> put(shell, name, document.replace("acme--*", "acme-*"))));
            }
            weakened(document).forEach((what, text) -> {
                weakenings.computeIfAbsent(what, none -> new LinkedHashMap<>()).put(name, text);
                Mutation mutation = drift(name + ": " + what, "changed", shell -> put(shell, name, text));
                // It has no second wall.
                all.add(
                        name.equals("assume")
                                ? mutation.andByProof(" can do more in the tenant than is meant")
                                : mutation);
            });
        });
        weakenings.forEach((what, texts) -> {
            if (texts.size() > 1) {
                Mutation mutation = drift(
                        "every wall: " + what,
                        "changed",
                        shell -> texts.forEach((name, text) -> put(shell, name, text)));
                // It denies what no statement allows.
                all.add(what.startsWith("ForeignRole ") ? mutation : mutation.andByProof(" can "));
            }
        });
        all.add(drift("boundary and execution: acme--* becomes acme-*", "changed", shell -> {
                    put(shell, "boundary", DOCUMENTS.boundary().replace("acme--*", "acme-*"));
                    put(shell, "execution", DOCUMENTS.execution().replace("acme--*", "acme-*"));
                })
                .andByProof(" can reach tenants a, acme-west"));
        all.add(drift("boundary and access: acme--* becomes *", "changed", shell -> {
                    put(shell, "boundary", DOCUMENTS.boundary().replace("/acme--*", "/*"));
                    put(shell, "access", DOCUMENTS.access().replace("/acme--*", "/*"));
                })
                .andByProof(" can reach tenants a, acme-west"));
        all.add(drift("a version is made and switched to", "changed", shell -> {
                    version(shell, ACME.accessPolicyArn(), DOCUMENTS.access());
                    var weak = shell.iam()
                            .createPolicyVersion(
                                    r -> r.policyArn(ACME.accessPolicyArn()).policyDocument(EVERYTHING))
                            .policyVersion();
                    shell.iam()
                            .setDefaultPolicyVersion(
                                    r -> r.policyArn(ACME.accessPolicyArn()).versionId(weak.versionId()));
                })
                .andByProof(" can "));
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
                drift(
                        "the user's boundary is dropped",
                        "permissions boundary",
                        shell -> shell.iam().deleteUserPermissionsBoundary(r -> r.userName("acme--owner"))),
                drift(
                        "the access role's boundary is dropped",
                        "permissions boundary",
                        shell -> shell.iam().deleteRolePermissionsBoundary(r -> r.roleName("acme--access"))),
                drift(
                        "the execution role's boundary is dropped",
                        "permissions boundary",
                        shell -> shell.iam().deleteRolePermissionsBoundary(r -> r.roleName("acme--execution"))),
                drift(
                        "the execution role has another boundary",
                        "permissions boundary",
                        shell -> shell.iam()
                                .putRolePermissionsBoundary(
                                        r -> r.roleName("acme--execution").permissionsBoundary(WIDE))),
                drift(
                        "the access role is re-tagged",
                        "tag tenant",
                        shell -> shell.iam()
                                .tagRole(r -> r.roleName("acme--access").tags(tag("acme-west")))),
                drift(
                        "the user is re-tagged",
                        "tag tenant",
                        shell -> shell.iam()
                                .tagUser(r -> r.userName("acme--owner").tags(tag("acme-west")))),
                drift(
                        "the notebook is re-tagged",
                        "tag tenant",
                        shell -> shell.sagemaker()
                                .addTags(r -> r.resourceArn(ACME.sagemakerArn("notebook-instance", "acme--main"))
                                        .tags(software.amazon.awssdk.services.sagemaker.model.Tag.builder()
                                                .key("tenant")
                                                .value("acme-west")
                                                .build()))),
                drift(
                                "the access policy is detached from the role",
                                "is missing",
                                shell -> shell.iam()
                                        .detachRolePolicy(
                                                r -> r.roleName("acme--access").policyArn(ACME.accessPolicyArn())))
                        .andByProof(" cannot "),
                drift(
                                "the user has left the group",
                                "is missing",
                                shell -> shell.iam()
                                        .removeUserFromGroup(r ->
                                                r.groupName("acme--members").userName("acme--owner")))
                        .andByProof(" cannot "));
    }

    private static Stream<Mutation> trusts() {
        String like = ", 'Condition': {'ArnLike': {'aws:PrincipalArn': ['arn:aws:iam::123456789012:user%s*', '%s']}}";
        String account = "'AWS': 'arn:aws:iam::123456789012:root'";
        return Stream.of(
                trust(
                        "the access role trusts the whole account",
                        "every principal of account 123456789012 can sts:AssumeRole on role acme--access",
                        shell -> accessTrust(shell, trust(account, ""))),
                trust(
                        "the access role trusts everyone",
                        "anyone can sts:AssumeRole on role acme--access",
                        shell -> accessTrust(shell, trust("'AWS': '*'", ""))),
                trust(
                        "the access role trusts another tenant's users",
                        "acme-west/* can sts:AssumeRole on role acme--access",
                        shell -> accessTrust(
                                shell,
                                trust(
                                        account,
                                        like.formatted(
                                                ACME.path(), "arn:aws:iam::123456789012:user" + WEST.path() + "*")))),
                trust(
                        "the access role trusts another tenant's execution role",
                        "acme-west--execution can sts:AssumeRole on role acme--access",
                        shell -> accessTrust(shell, trust("'AWS': '%s'".formatted(WEST.executionRoleArn()), ""))),
                trust(
                        "the access role trusts another account",
                        "every principal of account 111122223333 can sts:AssumeRole on role acme--access",
                        shell -> accessTrust(shell, trust("'AWS': '111122223333'", ""))),
                trust(
                        "the execution role trusts the account",
                        "can sts:AssumeRole on role acme--execution",
                        shell -> shell.iam()
                                .updateAssumeRolePolicy(
                                        r -> r.roleName("acme--execution").policyDocument(trust(account, "")))),
                trust(
                        "the execution role trusts another service",
                        "ec2.amazonaws.com (Service) can sts:AssumeRole on role acme--execution",
                        shell -> shell.iam()
                                .updateAssumeRolePolicy(r -> r.roleName("acme--execution")
                                        .policyDocument(trust("'Service': 'ec2.amazonaws.com'", "")))),
                drift(
                        "the execution role's trust loses its conditions",
                        "trust policy",
                        shell -> shell.iam()
                                .updateAssumeRolePolicy(r -> r.roleName("acme--execution")
                                        .policyDocument(statement("{'Effect': 'Allow', 'Action': 'sts:AssumeRole',"
                                                + " 'Principal': {'Service': 'sagemaker.amazonaws.com'}}")))));
    }

    private static Stream<Mutation> foreign() {
        return Stream.of(
                beside(
                                "a policy is attached to the access role",
                                "has policy " + WIDE,
                                shell -> shell.iam()
                                        .attachRolePolicy(
                                                r -> r.roleName("acme--access").policyArn(WIDE)))
                        .andByProof(" can "),
                beside(
                                "a policy is attached to the execution role",
                                "has policy " + WIDE,
                                shell -> shell.iam()
                                        .attachRolePolicy(r ->
                                                r.roleName("acme--execution").policyArn(WIDE)))
                        .andByProof(" can "),
                beside(
                                "a policy is attached to the user",
                                "has policy " + WIDE,
                                shell -> shell.iam()
                                        .attachUserPolicy(
                                                r -> r.userName("acme--owner").policyArn(WIDE)))
                        .andByProof(" can "),
                beside(
                                "a policy is attached to the group",
                                "has policy " + WIDE,
                                shell -> shell.iam()
                                        .attachGroupPolicy(r ->
                                                r.groupName("acme--members").policyArn(WIDE)))
                        .andByProof(" can "),
                beside(
                                "an inline policy is put on the user",
                                "has inline policy " + FOREIGN,
                                shell -> shell.iam()
                                        .putUserPolicy(r -> r.userName("acme--owner")
                                                .policyName(FOREIGN)
                                                .policyDocument(EVERYTHING)))
                        .andByProof(" can "),
                beside(
                                "an inline policy is put on the access role",
                                "has inline policy " + FOREIGN,
                                shell -> shell.iam()
                                        .putRolePolicy(r -> r.roleName("acme--access")
                                                .policyName(FOREIGN)
                                                .policyDocument(EVERYTHING)))
                        .andByProof(" can "),
                beside(
                                "an inline policy is put on the group",
                                "has inline policy " + FOREIGN,
                                shell -> shell.iam()
                                        .putGroupPolicy(r -> r.groupName("acme--members")
                                                .policyName(FOREIGN)
                                                .policyDocument(EVERYTHING)))
                        .andByProof(" can "),
                beside("a policy by the other tenant's tag and no boundary", "has inline policy " + FOREIGN, shell -> {
                            shell.iam().deleteRolePermissionsBoundary(r -> r.roleName("acme--execution"));
                            shell.iam()
                                    .putRolePolicy(r -> r.roleName("acme--execution")
                                            .policyName(FOREIGN)
                                            .policyDocument(statement(
                                                    "{'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'}")));
                        })
                        .and(Mechanism.DRIFT, "permissions boundary")
                        .andByProof(NOBODYS),
                beside(
                                "the user is in another tenant's group",
                                "is a member of acme-west--members too",
                                shell -> shell.iam()
                                        .addUserToGroup(r -> r.groupName("acme-west--members")
                                                .userName("acme--owner")))
                        .andByProof(" cannot "),
                beside(
                        "another tenant's user is in the group",
                        "acme-west--owner is not a user of the tenant but is a member of acme--members",
                        shell -> shell.iam()
                                .addUserToGroup(
                                        r -> r.groupName("acme--members").userName("acme-west--owner"))),
                beside(
                        "the access policy is attached to a stranger",
                        "IAM role stranger, which is not the tenant's",
                        shell -> shell.iam()
                                .attachRolePolicy(r -> r.roleName("stranger").policyArn(ACME.accessPolicyArn()))),
                beside(
                        "the execution role is in an instance profile",
                        "is in the instance profile profile",
                        shell -> shell.iam()
                                .addRoleToInstanceProfile(
                                        r -> r.instanceProfileName("profile").roleName("acme--execution"))),
                beside(
                        STRANGER,
                        "IAM user mallory is under the tenant's path",
                        shell -> shell.iam()
                                .createUser(r -> r.userName("mallory").path(ACME.path()))),
                beside(
                                "a foreign role stands under the path",
                                "IAM role mallory is under the tenant's path",
                                shell -> shell.iam()
                                        .createRole(r -> r.roleName("mallory")
                                                .path(ACME.path())
                                                .assumeRolePolicyDocument(trust("'AWS': '111122223333'", ""))))
                        .and(Mechanism.TRUST, "role mallory of tenant acme"),
                beside(
                        BELOW,
                        "IAM user acme--mallory is below the tenant's path",
                        shell -> shell.iam()
                                .createUser(r -> r.userName("acme--mallory").path(ACME.path() + "x/"))),
                beside(
                        "a foreign role stands below the path",
                        "IAM role mallory is below the tenant's path",
                        shell -> shell.iam()
                                .createRole(r -> r.roleName("mallory")
                                        .path(ACME.path() + "x/")
                                        .assumeRolePolicyDocument(trust("'AWS': '111122223333'", "")))),
                beside(
                        "a foreign role stands under the tenant's path in another region",
                        "IAM role acme--stray is under /tenant-admin/eu-west-1/acme/, a path of tenant acme outside its home",
                        shell -> {
                            shell.iam()
                                    .createRole(r -> r.roleName("acme--stray")
                                            .path("/tenant-admin/eu-west-1/acme/")
                                            .assumeRolePolicyDocument(trust("'AWS': '123456789012'", "")));
                            shell.iam()
                                    .putRolePolicy(r -> r.roleName("acme--stray")
                                            .policyName("may")
                                            .policyDocument(statement(
                                                    "{'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'}")));
                        }),
                beside(
                        "a foreign group stands under the tenant's path after a prefix",
                        "IAM group strangers is under /old/tenant-admin/us-east-1/acme/x/, a path of tenant acme",
                        shell -> shell.iam()
                                .createGroup(
                                        r -> r.groupName("strangers").path("/old/tenant-admin/us-east-1/acme/x/"))),
                beside(
                        "an inline policy bears a name of ours",
                        "IAM role acme--access has inline policy revoked-backup: the name is tenant-admin's",
                        shell -> shell.iam()
                                .putRolePolicy(
                                        r -> r.roleName("acme--access")
                                                .policyName("revoked-backup")
                                                .policyDocument(
                                                        statement(
                                                                "{'Effect': 'Allow', 'Resource': '*', 'Action': ['s3:GetObject', 'dynamodb:*', 'lambda:*']}")))));
    }

    private static final String WIDER = " can do more in the tenant than is meant: through inline policy foreign of ";
    private static final String ALL = " can reach tenants a, acme-west: through inline policy foreign of ";
    private static final String NOBODYS = " can reach what is no tenant's: through inline policy foreign of ";

    /** How each principal, and the group, gets an inline policy. */
    private static void give(Shell shell, String holder, String document) {
        switch (holder) {
            case "acme--owner" ->
                shell.iam()
                        .putUserPolicy(
                                r -> r.userName(holder).policyName(FOREIGN).policyDocument(document));
            case "acme--members" ->
                shell.iam()
                        .putGroupPolicy(
                                r -> r.groupName(holder).policyName(FOREIGN).policyDocument(document));
            default ->
                shell.iam()
                        .putRolePolicy(
                                r -> r.roleName(holder).policyName(FOREIGN).policyDocument(document));
        }
    }

    private static String allow(String actions, String resource) {
        return statement("{'Effect': 'Allow', 'Action': [%s], 'Resource': '%s'}".formatted(actions, resource));
    }

    private static Mutation given(String name, String holder, String document, String says) {
        return beside(name, "has inline policy " + FOREIGN, shell -> give(shell, holder, document))
                .andByProof(says);
    }

    /** What somebody adds and the boundary keeps at home. */
    private static Stream<Mutation> capped() {
        return Stream.of(
                given(
                        "a pipeline's training is allowed to persons",
                        "acme--access",
                        allow("'sagemaker:CreateTrainingJob', 'sagemaker:CreateModel', 's3:*'", "*"),
                        WIDER),
                given(
                        "an administrator lets the user assume any role",
                        "acme--owner",
                        allow("'sts:AssumeRole', 'sts:SetSourceIdentity'", "*"),
                        WIDER),
                given(
                        "an administrator lets the members delete endpoints",
                        "acme--members",
                        allow("'sagemaker:DeleteEndpoint'", "*"),
                        WIDER),
                given(
                        "a vendor's job opens notebooks",
                        "acme--execution",
                        allow("'sagemaker:CreatePresignedNotebookInstanceUrl'", "*"),
                        WIDER),
                given(
                        "a scheduler starts notebooks as the execution role",
                        "acme--execution",
                        allow("'sagemaker:StartNotebookInstance'", "*"),
                        WIDER),
                given(
                        "a vendor's agent publishes metrics as persons",
                        "acme--access",
                        allow("'cloudwatch:*'", "*"),
                        NOBODYS),
                given("a pipeline's images are allowed to persons", "acme--access", allow("'ecr:*'", "*"), WIDER));
    }

    /** The same where somebody took the boundary away first. */
    private static Mutation uncapped(String name, String holder, String document, String says) {
        return beside(name, "has inline policy " + FOREIGN, shell -> {
                    if (holder.equals("acme--owner")) {
                        shell.iam().deleteUserPermissionsBoundary(r -> r.userName(holder));
                    } else {
                        shell.iam().deleteRolePermissionsBoundary(r -> r.roleName(holder));
                    }
                    give(shell, holder, document);
                })
                .and(Mechanism.DRIFT, "permissions boundary")
                .andByProof(says);
    }

    private static Stream<Mutation> uncapped() {
        return Stream.of(
                uncapped("a backup reads S3", "acme--owner", allow("'s3:GetObject', 's3:List*'", "*"), NOBODYS),
                uncapped(
                        "a pipeline calls every endpoint",
                        "acme--access",
                        allow("'sagemaker:InvokeEndpoint'", "*"),
                        ALL),
                uncapped("a pipeline passes every role", "acme--owner", allow("'iam:PassRole'", "*"), ALL),
                uncapped("a vendor's agent reads all logs", "acme--execution", allow("'logs:Get*'", "*"), ALL),
                uncapped("a pipeline pushes images", "acme--execution", allow("'ecr:PutImage'", "*"), ALL),
                uncapped(
                        "a vendor's agent publishes all metrics",
                        "acme--execution",
                        allow("'cloudwatch:PutMetricData'", "*"),
                        ALL),
                uncapped(
                        "the user makes the keys of all tenants' users",
                        "acme--owner",
                        allow("'iam:CreateAccessKey'", "arn:aws:iam::123456789012:user/tenant-admin/*"),
                        ALL),
                uncapped(
                        "the execution role changes trust policies",
                        "acme--execution",
                        allow("'iam:UpdateAssumeRolePolicy'", "arn:aws:iam::123456789012:role/*"),
                        ALL),
                uncapped("the user has all of STS", "acme--owner", allow("'sts:*'", "*"), ALL),
                uncapped(
                        "the access role is a power user's",
                        "acme--access",
                        statement("{'Effect': 'Allow', 'NotAction': ['iam:*', 'organizations:*'], 'Resource': '*'}"),
                        ALL));
    }

    /** A document's text replaced in the boundary and in another document. */
    private static Mutation shared(String name, String document, String text, String by, String says) {
        return drift(name, "changed", shell -> {
                    put(shell, "boundary", DOCUMENTS.boundary().replace(text, by));
                    String other = document.equals("access") ? DOCUMENTS.access() : DOCUMENTS.execution();
                    assertThat(other).contains(text);
                    put(shell, document, other.replace(text, by));
                })
                .andByProof(says);
    }

    /** What an administrator does who lets one tenant use another's. */
    private static Stream<Mutation> shared() {
        String notebook = ":notebook-instance/acme--*";
        String repository = "\"NotResource\":\"arn:aws:ecr:us-east-1:123456789012:repository/acme--*\"";
        return Stream.of(
                shared(
                        "another tenant's notebooks are shared",
                        "access",
                        notebook,
                        ":notebook-instance/acme-west--*",
                        " can reach tenant acme-west: through "),
                shared(
                        "another tenant's images are shared",
                        "execution",
                        repository,
                        repository.replace("acme--", "acme-west--"),
                        " can reach tenant acme-west: through "),
                shared(
                        "the role is passed to Lambda",
                        "access",
                        "\"iam:PassedToService\":\"sagemaker.amazonaws.com\"",
                        "\"iam:PassedToService\":\"lambda.amazonaws.com\"",
                        " can reach what is no tenant's: through "),
                shared(
                        "all log streams are readable",
                        "execution",
                        ":log-stream:acme--*",
                        ":log-stream:*",
                        " can reach tenants a, acme-west: "));
    }

    private static Stream<Mutation> work() {
        return Stream.of(
                work(
                        "a foreign notebook acts as the execution role",
                        "notebook instance spy, which is not the tenant's, acts as role acme--execution",
                        shell -> {
                            shell.sagemaker()
                                    .createNotebookInstance(r -> r.notebookInstanceName("spy")
                                            .instanceType("ml.t3.medium")
                                            .roleArn(ACME.executionRoleArn()));
                            shell.clock.pass(Duration.ofSeconds(2));
                        }),
                work(
                        "an endpoint config uses another tenant's model",
                        "uses model acme-west--m in its variant v",
                        shell -> config(shell, "acme--c", "acme-west--m")),
                work(
                        "a model acts as another tenant's role",
                        "model acme--n of tenant acme acts as role " + WEST.executionRoleArn(),
                        shell -> model(shell, "acme--n", WEST)),
                work(
                        "another tenant's model acts as the tenant's role",
                        "model acme-west--n of tenant acme-west acts as role " + ACME.executionRoleArn(),
                        shell -> model(shell, "acme-west--n", ACME)),
                work(
                        "a foreign model acts as the tenant's role",
                        "model evil, which is not the tenant's, acts as role acme--execution of tenant acme",
                        shell -> model(shell, "evil", ACME)),
                work(
                        "a model runs another tenant's image",
                        "model acme--n of tenant acme runs image 123456789012.dkr.ecr.us-east-1.amazonaws.com/acme-west--x:1"
                                + " of tenant acme-west",
                        shell -> model(
                                shell.sagemaker(),
                                "acme--n",
                                ACME,
                                "123456789012.dkr.ecr.us-east-1.amazonaws.com/acme-west--x:1")),
                work(
                        "a foreign endpoint config uses the tenant's model",
                        "endpoint config evil, which is not the tenant's, uses model acme--m of tenant acme in its variant v",
                        shell -> config(shell, "evil", "acme--m")),
                work(
                        "a foreign endpoint serves the tenant's model",
                        "endpoint evil, which is not the tenant's, serves model acme--m of tenant acme by endpoint config evil-c",
                        shell -> {
                            config(shell, "evil-c", "acme--m");
                            shell.sagemaker()
                                    .createEndpoint(r -> r.endpointName("evil").endpointConfigName("evil-c"));
                        }),
                work(
                        "a foreign endpoint uses the tenant's config",
                        "endpoint evil, which is not the tenant's, uses endpoint config acme--c of tenant acme",
                        shell -> {
                            config(shell, "acme--c", "acme--m");
                            shell.sagemaker()
                                    .createEndpoint(r -> r.endpointName("evil").endpointConfigName("acme--c"));
                        }),
                work(
                        "a foreign training job acts as the tenant's role",
                        "training job evil-job, which is not the tenant's, acts as role acme--execution of tenant acme",
                        shell -> shell.sagemaker()
                                .createTrainingJob(r -> r.trainingJobName("evil-job")
                                        .roleArn(ACME.executionRoleArn())
                                        .algorithmSpecification(
                                                a -> a.trainingImage(IMAGE).trainingInputMode("File"))
                                        .outputDataConfig(output -> output.s3OutputPath("s3://bucket/"))
                                        .resourceConfig(machines -> machines.instanceType("ml.m5.large")
                                                .instanceCount(1)
                                                .volumeSizeInGB(1))
                                        .stoppingCondition(stop -> stop.maxRuntimeInSeconds(60)))),
                work(
                        "a processing job of the tenant's acts as another tenant's role",
                        "processing job acme--job of tenant acme acts as role " + WEST.executionRoleArn(),
                        shell -> shell.sagemaker()
                                .createProcessingJob(r -> r.processingJobName("acme--job")
                                        .roleArn(WEST.executionRoleArn())
                                        .appSpecification(app -> app.imageUri(IMAGE))
                                        .processingResources(machines ->
                                                machines.clusterConfig(cluster -> cluster.instanceType("ml.m5.large")
                                                        .instanceCount(1)
                                                        .volumeSizeInGB(1))))),
                work(
                        "a foreign transform job uses the tenant's model",
                        "transform job evil-job, which is not the tenant's, uses model acme--m of tenant acme",
                        shell -> shell.sagemaker()
                                .createTransformJob(r -> r.transformJobName("evil-job")
                                        .modelName("acme--m")
                                        .transformInput(input -> input.dataSource(source -> source.s3DataSource(
                                                s3 -> s3.s3DataType("S3Prefix").s3Uri("s3://bucket/in"))))
                                        .transformOutput(output -> output.s3OutputPath("s3://bucket/out"))
                                        .transformResources(machines -> machines.instanceType("ml.m5.large")
                                                .instanceCount(1)))),
                work(
                        "an endpoint uses another tenant's config",
                        "endpoint acme--e of tenant acme uses endpoint config acme-west--c",
                        shell -> {
                            config(shell, "acme-west--c", "acme-west--m");
                            shell.sagemaker()
                                    .createEndpoint(
                                            r -> r.endpointName("acme--e").endpointConfigName("acme-west--c"));
                            shell.clock.pass(Duration.ofSeconds(2));
                        }));
    }
}
