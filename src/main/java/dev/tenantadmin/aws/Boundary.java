package dev.tenantadmin.aws;

import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Difference.FieldChanged;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;

/** The permissions boundary as a role or a user bears it. */
final class Boundary {

    /** The field of a role or a user. */
    enum Field implements Difference.Field {
        PERMISSIONS_BOUNDARY;

        @Override
        public String label() {
            return "permissions boundary";
        }
    }

    private Boundary() {}

    /** The other boundary that a difference tells of. */
    static Stream<String> other(Difference difference) {
        return difference instanceof FieldChanged changed && changed.field() == Field.PERMISSIONS_BOUNDARY
                ? Stream.ofNullable(changed.actual())
                : Stream.of();
    }

    /** An absent boundary is a difference: it is a wall that is missing. */
    static Optional<Difference> difference(@Nullable AttachedPermissionsBoundary actual, String wanted) {
        String arn = actual == null ? null : actual.permissionsBoundaryArn();
        return wanted.equals(arn)
                ? Optional.empty()
                : Optional.of(new FieldChanged(Field.PERMISSIONS_BOUNDARY, arn, wanted));
    }
}
