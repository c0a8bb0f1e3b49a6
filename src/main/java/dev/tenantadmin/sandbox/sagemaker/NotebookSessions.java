package dev.tenantadmin.sandbox.sagemaker;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.sandbox.iam.Directory;
import dev.tenantadmin.sandbox.iam.Documents;
import dev.tenantadmin.sandbox.iam.Sessions;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.store.Store;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceStatus;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The sessions of notebook instances as their execution roles. */
public record NotebookSessions(Store store, Directory directory, NotebookInstances notebooks, Sessions sessions) {
    private static final String SESSION_NAME = "SageMaker";

    /** Makes a new session of a running notebook instance's execution role. */
    public Credentials credentials(String region, String name) {
        DescribeNotebookInstanceResponse notebook = notebooks
                .find(NotebookInstances.ALL.type() + "/" + region + "/" + ResourceNames.fold(name))
                .filter(found -> found.notebookInstanceStatus() == NotebookInstanceStatus.IN_SERVICE)
                .orElseThrow(() -> new IllegalStateException("No notebook instance " + name + " runs in " + region));
        Role role = directory
                .roleByArn(notebook.roleArn())
                .filter(found -> Documents.trusts(found.assumeRolePolicyDocument(), "sagemaker.amazonaws.com"))
                .orElseThrow(() -> new IllegalStateException("SageMaker cannot assume " + notebook.roleArn()));
        AssumeRoleRequest request = AssumeRoleRequest.builder()
                .roleArn(role.arn())
                .roleSessionName(SESSION_NAME)
                .durationSeconds(Sessions.HOUR)
                .build();
        return sessions.issue(
                        role, request, Arn.of(notebook.notebookInstanceArn()).partition())
                .credentials();
    }
}
