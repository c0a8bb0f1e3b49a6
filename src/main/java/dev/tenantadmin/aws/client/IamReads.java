package dev.tenantadmin.aws.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/**
 * What is read of IAM to plan a tenant: live, or from a reading of the whole account, which tells the tenant's own entities and asks IAM for others'.
 * Empty is what does not exist. Documents are decoded, but for a role's trust policy.
 */
public interface IamReads {

    /** A role, a group or a user. */
    record Identity(Kind kind, String name) {

        /** Which of the three. */
        public enum Kind {
            ROLE,
            GROUP,
            USER
        }

        public static Identity role(String name) {
            return new Identity(Kind.ROLE, name);
        }

        public static Identity group(String name) {
            return new Identity(Kind.GROUP, name);
        }

        public static Identity user(String name) {
            return new Identity(Kind.USER, name);
        }
    }

    /**
     * A group.
     *
     * @param users the names of its members
     */
    record GroupMembers(String path, List<String> users) {}

    /** GetRole; a reading does not tell the longest session. */
    Optional<Role> role(String name);

    /** GetUser. */
    Optional<User> user(String name);

    /** ListUsers under a path, whoever made them. */
    List<User> users(String path);

    /** GetGroup, all pages. */
    Optional<GroupMembers> group(String name);

    /** ListGroupsForUser: their names. */
    Optional<List<String>> groupsOf(String user);

    /** ListAttachedRolePolicies, or of a group or user: the ARNs. */
    Optional<List<String>> attached(Identity identity);

    /** ListRolePolicies, or of a group or user. */
    Optional<List<String>> inlinePolicies(Identity identity);

    /** GetRolePolicy, or of a group or user: the document. */
    Optional<String> inlinePolicy(Identity identity, String policy);

    /** ListPolicies, the account's own: ARNs by the name in lower case, because names are unique ignoring case, whatever the path. */
    Map<String, String> policies();

    /** GetPolicy, with its tags. */
    Optional<Policy> policy(String arn);

    /** GetPolicyVersion: the document. */
    Optional<String> document(String policyArn, String version);

    /** ListPolicyTags. */
    Optional<List<Tag>> policyTags(String arn);

    /** ListEntitiesForPolicy: who uses it, as policy or as boundary, each such as {@code role acme--access}, in order. */
    Optional<List<String>> uses(String policyArn);

    /** ListInstanceProfilesForRole: their names. */
    Optional<List<String>> instanceProfiles(String role);

    /** ListVirtualMFADevices: the serial numbers of those assigned to nobody. */
    List<String> unassignedDevices();
}
