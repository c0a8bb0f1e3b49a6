package dev.tenantadmin.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Predicate;
import software.amazon.awssdk.services.iam.model.Role;

/** The roles that SageMaker can assume by now. */
record AssumableRoles(Directory directory, SandboxSettings settings, Clock clock) {
    void require(String arn) {
        Instant youngest = clock.instant().minus(settings.assumeDelay());
        Predicate<Role> assumable = role -> !role.createDate().isAfter(youngest)
                && Documents.trusts(role.assumeRolePolicyDocument(), "sagemaker.amazonaws.com");
        if (directory.roleByArn(arn).filter(assumable).isEmpty()) {
            throw Refusals.validation("Could not assume role " + arn + ". Please ensure that the role exists and allows"
                    + " principal 'sagemaker.amazonaws.com' to assume the role.");
        }
    }
}
