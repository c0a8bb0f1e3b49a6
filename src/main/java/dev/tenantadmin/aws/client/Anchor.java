package dev.tenantadmin.aws.client;

import dev.tenantadmin.tenant.document.Suspension;
import dev.tenantadmin.tenant.name.Names;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** A tenant's anchor, as far as the caller may read it. */
public record Anchor(IamClient iam, Names names) {

    /** Whether its document suspends the tenant; empty if the caller may not read it. */
    Optional<Boolean> suspends() {
        String arn = names.boundaryArn();
        try {
            String version = iam.getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId();
            return Optional.of(Suspension.isIn(EncodedDocument.ofVersion(iam, arn, version)));
        } catch (NoSuchEntityException e) {
            return Optional.of(false);
        } catch (IamException e) {
            if (!AwsFailures.denied(e) && !AwsFailures.refusesCaller(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
