package dev.tenantadmin.command.verify;

import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;

/** What somebody does to an account of three tenants who does not think of them: an administrator, a pipeline, a vendor. */
record AccountChange(String name, Consumer<Shell> change) {

    static final String ACCOUNT = "arn:aws:iam::" + Shell.ACCOUNT + ":";

    @Override
    public String toString() {
        return name;
    }

    /** Every finding, and every principal outside of the tenants with what it can do, a line each. */
    static List<String> told(Map<String, Object> verify) {
        return Stream.of(
                        Ran.objects(verify, "findings").stream()
                                .map(finding -> "%s %s: %s"
                                        .formatted(
                                                Mutation.Mechanism.of(finding),
                                                finding.get("kind"),
                                                finding.get("text"))),
                        Ran.objects(verify, "outsiders").stream().map(AccountChange::outsider),
                        Ran.objects(verify, "notes").stream().map(note -> "NOTE " + note.get("text")))
                .flatMap(lines -> lines)
                .toList();
    }

    private static String outsider(Map<String, Object> row) {
        String who = String.valueOf(row.get("principal")).replace(ACCOUNT, "");
        boolean isCertain = Boolean.TRUE.equals(row.get("certain"));
        return "%s %s %s %s%s"
                .formatted(
                        who,
                        Boolean.TRUE.equals(row.get("administrator")) ? "administrates" : "reaches",
                        row.get("tenants"),
                        row.get("way") + (isCertain ? "" : " perhaps " + row.get("dependsOn")),
                        List.of().equals(row.get("through")) ? "" : " after it " + row.get("through"));
    }

    static String policy(String... statements) {
        return "{'Version': '2012-10-17', 'Statement': [%s]}"
                .formatted(String.join(", ", statements))
                .replace('\'', '"');
    }

    static String allow(String actions, String resource) {
        return allow(actions, resource, "");
    }

    /** @param condition operator, key and value, or empty */
    static String allow(String actions, String resource, String condition) {
        return statement("Allow", "'Action': ['%s']".formatted(actions.replace(" ", "', '")), resource, condition);
    }

    static String deny(String actions, String resource, String condition) {
        return statement("Deny", "'Action': ['%s']".formatted(actions.replace(" ", "', '")), resource, condition);
    }

    private static String statement(String effect, String actions, String resource, String condition) {
        return "{'Effect': '%s', %s, 'Resource': '%s'%s}"
                .formatted(effect, actions, resource, condition.isEmpty() ? "" : ", 'Condition': {" + condition + "}");
    }

    static String trusts(String kind, String who) {
        return trusts(kind, who, "");
    }

    static String trusts(String kind, String who, String condition) {
        String action = kind.equals("Federated") ? "sts:AssumeRoleWithWebIdentity" : "sts:AssumeRole";
        return "{'Effect': 'Allow', 'Action': '%s', 'Principal': {'%s': '%s'}%s}"
                .formatted(action, kind, who, condition.isEmpty() ? "" : ", 'Condition': {" + condition + "}");
    }

    static void user(Shell shell, String name, String... statements) {
        shell.iam().createUser(r -> r.userName(name));
        shell.iam().putUserPolicy(r -> r.userName(name).policyName("may").policyDocument(policy(statements)));
    }

    static void role(Shell shell, String name, String trust, String... statements) {
        shell.iam().createRole(r -> r.roleName(name).assumeRolePolicyDocument(policy(trust)));
        if (statements.length > 0) {
            shell.iam().putRolePolicy(r -> r.roleName(name).policyName("may").policyDocument(policy(statements)));
        }
    }

    /** Gives one of acme's principals a policy, after taking its boundary away. */
    static void unbounded(Shell shell, String holder, String... statements) {
        IamClient iam = shell.iam();
        if (holder.equals("acme--owner")) {
            iam.deleteUserPermissionsBoundary(r -> r.userName(holder));
        } else {
            iam.deleteRolePermissionsBoundary(r -> r.roleName(holder));
        }
        give(shell, holder, statements);
    }

    /** Gives one of acme's principals a policy within its boundary. */
    static void give(Shell shell, String holder, String... statements) {
        IamClient iam = shell.iam();
        String document = policy(statements);
        switch (holder) {
            case "acme--owner" ->
                iam.putUserPolicy(r -> r.userName(holder).policyName("quickfix").policyDocument(document));
            case "acme--members" ->
                iam.putGroupPolicy(
                        r -> r.groupName(holder).policyName("quickfix").policyDocument(document));
            default ->
                iam.putRolePolicy(r -> r.roleName(holder).policyName("quickfix").policyDocument(document));
        }
    }

    static void trust(Shell shell, String role, String... statements) {
        shell.iam().updateAssumeRolePolicy(r -> r.roleName(role).policyDocument(policy(statements)));
    }
}
