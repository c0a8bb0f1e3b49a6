package dev.tenantadmin.lifecycle.backend;

import dev.tenantadmin.testing.Ran;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** An AWS account, or what passes for one: a place to run commands against, and clients to see what they did. */
public interface Backend {

    /** What a backend may lack. */
    enum Ability {
        USERS,
        URL,
        UPDATE
    }

    Set<Ability> abilities();

    Ran run(String... commandLine);

    IamClient iam();

    SageMakerClient sagemaker();

    /** Everything in the account that a tenant could have left there. */
    default Set<String> contents() {
        Set<String> found = new TreeSet<>();
        iam().listPoliciesPaginator(r -> r.scope(PolicyScopeType.LOCAL))
                .policies()
                .forEach(policy -> found.add("policy " + policy.policyName()));
        iam().listRolesPaginator().roles().forEach(role -> found.add("role " + role.roleName()));
        iam().listGroupsPaginator().groups().forEach(group -> found.add("group " + group.groupName()));
        iam().listUsersPaginator().users().forEach(user -> found.add("user " + user.userName()));
        sagemaker()
                .listNotebookInstancesPaginator()
                .notebookInstances()
                .forEach(notebook -> found.add("notebook instance " + notebook.notebookInstanceName()));
        return found;
    }

    /** A notebook's status and instance type, and whether it bears the mark of a restart: {@code InService ml.t3.medium}. */
    default String notebook(String name) {
        var seen = sagemaker().describeNotebookInstance(r -> r.notebookInstanceName(name));
        boolean marked = sagemaker().listTags(r -> r.resourceArn(seen.notebookInstanceArn())).tags().stream()
                .anyMatch(tag -> tag.key().equals("restarting"));
        return "%s %s%s"
                .formatted(
                        seen.notebookInstanceStatusAsString(),
                        seen.instanceTypeAsString(),
                        marked ? " restarting" : "");
    }
}
