package dev.tenantadmin.sandbox.sagemaker;

import dev.tenantadmin.sandbox.iam.Directory;
import dev.tenantadmin.sandbox.iam.Documents;
import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Predicate;
import software.amazon.awssdk.services.iam.model.Role;

/** The roles that SageMaker can assume now. */
public record AssumableRoles(Directory directory, SandboxSettings settings, Clock clock) {
    private static final String SAGEMAKER = "sagemaker.amazonaws.com";

    /** Refuses a role that SageMaker cannot assume without naming a source, as for a notebook instance. */
    void require(String arn) {
        require(arn, role -> Documents.trusts(role.assumeRolePolicyDocument(), SAGEMAKER));
    }

    /** Refuses a role that SageMaker cannot assume with this job or model as source. */
    void require(String arn, String sourceArn) {
        require(
                arn,
                role -> Documents.trusts(
                        role.assumeRolePolicyDocument(), SAGEMAKER, CallerIdentity.ACCOUNT, sourceArn));
    }

    private void require(String arn, Predicate<Role> trusts) {
        Instant youngest = clock.instant().minus(settings.assumeDelay());
        Predicate<Role> old = role -> !role.createDate().isAfter(youngest);
        if (directory.roleByArn(arn).filter(old.and(trusts)).isEmpty()) {
            throw Refusals.validation("Could not assume role " + arn + ". Please ensure that the role exists and allows"
                    + " principal 'sagemaker.amazonaws.com' to assume the role.");
        }
    }
}
