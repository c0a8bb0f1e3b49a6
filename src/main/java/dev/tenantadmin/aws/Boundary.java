package dev.tenantadmin.aws;

import dev.tenantadmin.reconcile.Difference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;

/** The permissions boundary as a role or a user bears it. */
final class Boundary {

    static final String FIELD = "permissions boundary";

    private Boundary() {}

    /** An absent boundary is a difference: it is a wall that is missing. */
    static Optional<Difference> difference(@Nullable AttachedPermissionsBoundary actual, String wanted) {
        String arn = actual == null ? "absent" : actual.permissionsBoundaryArn();
        return wanted.equals(arn) ? Optional.empty() : Optional.of(Difference.of(FIELD, arn, wanted));
    }
}
