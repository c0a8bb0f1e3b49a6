package dev.tenantadmin.aws.client;

import dev.tenantadmin.tenant.document.Suspension;
import dev.tenantadmin.tenant.name.Names;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** A tenant's anchor, as far as the caller may read it. */
public record Anchor(IamClient iam, Names names) {

    /** What its document says of access. */
    enum State {
        ACTIVE,
        SUSPENDED,
        ABSENT,
        /** The caller may not read it. */
        UNREADABLE
    }

    /** Whether its document suspends the tenant. */
    State state() {
        String arn = names.boundaryArn();
        try {
            String version = iam.getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId();
            return Suspension.isIn(EncodedDocument.ofVersion(iam, arn, version)) ? State.SUSPENDED : State.ACTIVE;
        } catch (NoSuchEntityException e) {
            return State.ABSENT;
        } catch (IamException e) {
            if (!AwsFailures.denied(e) && !AwsFailures.refusesCaller(e)) {
                throw e;
            }
            return State.UNREADABLE;
        }
    }
}
