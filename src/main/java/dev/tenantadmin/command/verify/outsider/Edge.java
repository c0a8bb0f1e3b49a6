package dev.tenantadmin.command.verify.outsider;

import dev.tenantadmin.tenant.name.Home;
import java.util.List;

/**
 * A kind of step by which a principal gets the rights of another, or more of its own.
 *
 * @param id stable, for reports
 * @param gives what it is good for
 * @param words before the name of what it is done to: "assumes role"
 * @param actions one of them is enough
 * @param on what they are allowed on
 */
public record Edge(String id, Gives gives, String words, List<String> actions, On on) {

    /** Changes with what is followed; a report names it, because other steps are not looked for. */
    public static final int VERSION = 2;

    /** What a step is good for. */
    public enum Gives {
        /** To be that principal. */
        ANOTHER,
        /** The group's rights. */
        GROUP,
        /** Any right within the boundary. */
        ALL,
        /** No boundary any more, or one of its choice. */
        NO_BOUNDARY,
        /** A path and a name that the trust policies of a tenant admit. */
        NAME
    }

    /** What a step is done to. */
    public enum On {
        ROLE,
        /** Instances of EC2 that could run as the role: it is in an instance profile, and admits EC2. */
        INSTANCE,
        USER,
        GROUP,
        /** A group that the user is in. */
        GROUP_OF_USER,
        /** A managed policy of the account that the principal has. */
        ATTACHED_POLICY,
        /** The managed policy that is the principal's boundary. */
        BOUNDARY_POLICY
    }

    static final String PASS = "pass-role";

    /**
     * All that are followed. Not among them: compute that runs as a role already, but for instances of EC2, of which it is not known whether there
     * are any; older versions of policies, MFA devices of a user whose password is not set, services that are not in {@link Runner}, resource
     * policies.
     */
    static final List<Edge> ALL = List.of(
            edge("assume", Gives.ANOTHER, "assumes role", "sts:AssumeRole", On.ROLE),
            edge("trust", Gives.ANOTHER, "changes the trust policy of role", "iam:UpdateAssumeRolePolicy", On.ROLE),
            edge("key", Gives.ANOTHER, "makes access keys of user", "iam:CreateAccessKey", On.USER),
            edge(
                    "password",
                    Gives.ANOTHER,
                    "sets the password of user",
                    "iam:CreateLoginProfile iam:UpdateLoginProfile",
                    On.USER),
            edge(PASS, Gives.ANOTHER, "runs work as role", "iam:PassRole", On.ROLE),
            edge("instance", Gives.ANOTHER, "uses instances of role", WaysIn.USE_INSTANCE, On.INSTANCE),
            edge("rename", Gives.NAME, "gives a tenant's path and name to user", "iam:UpdateUser", On.USER),
            edge("join", Gives.GROUP, "joins group", "iam:AddUserToGroup", On.GROUP),
            edge("role-policy", Gives.ALL, "adds policies to role", "iam:PutRolePolicy iam:AttachRolePolicy", On.ROLE),
            edge("user-policy", Gives.ALL, "adds policies to user", "iam:PutUserPolicy iam:AttachUserPolicy", On.USER),
            edge(
                    "group-policy",
                    Gives.ALL,
                    "adds policies to group",
                    "iam:PutGroupPolicy iam:AttachGroupPolicy",
                    On.GROUP_OF_USER),
            edge("policy-version", Gives.ALL, "changes policy", "iam:CreatePolicyVersion", On.ATTACHED_POLICY),
            edge(
                    "role-boundary-removal",
                    Gives.NO_BOUNDARY,
                    "removes the boundary of role",
                    "iam:DeleteRolePermissionsBoundary",
                    On.ROLE),
            edge(
                    "role-boundary",
                    Gives.NO_BOUNDARY,
                    "changes the boundary of role",
                    "iam:PutRolePermissionsBoundary",
                    On.ROLE),
            edge(
                    "user-boundary-removal",
                    Gives.NO_BOUNDARY,
                    "removes the boundary of user",
                    "iam:DeleteUserPermissionsBoundary",
                    On.USER),
            edge(
                    "user-boundary",
                    Gives.NO_BOUNDARY,
                    "changes the boundary of user",
                    "iam:PutUserPermissionsBoundary",
                    On.USER),
            edge(
                    "boundary-version",
                    Gives.NO_BOUNDARY,
                    "changes boundary",
                    "iam:CreatePolicyVersion",
                    On.BOUNDARY_POLICY));

    private static Edge edge(String id, Gives gives, String words, String actions, On on) {
        return new Edge(id, gives, words, List.of(actions.split(" ", -1)), on);
    }

    /** The ARNs of what it is done to. */
    String anybodys(Home home) {
        return switch (on) {
            case ROLE -> home.iam("role/*");
            case INSTANCE -> Things.instances(home);
            case USER -> home.iam("user/*");
            case GROUP, GROUP_OF_USER -> home.iam("group/*");
            case ATTACHED_POLICY, BOUNDARY_POLICY -> home.iam("policy/*");
        };
    }
}
