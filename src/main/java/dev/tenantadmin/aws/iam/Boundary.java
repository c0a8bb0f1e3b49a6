package dev.tenantadmin.aws.iam;

import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Difference.FieldChanged;
import dev.tenantadmin.reconcile.Observation;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;

/** The permissions boundary of a role or a user. */
public final class Boundary {

    /** The field of a role or a user. */
    public enum Field implements Difference.Field {
        PERMISSIONS_BOUNDARY;

        @Override
        public String label() {
            return "permissions boundary";
        }
    }

    private Boundary() {}

    /** The boundary of a role or user: the wanted one if nothing differs. */
    public static Optional<String> borne(Observation.Present seen, String wanted) {
        return seen.differences().stream()
                .flatMap(difference ->
                        difference instanceof FieldChanged changed && changed.field() == Field.PERMISSIONS_BOUNDARY
                                ? Stream.of(Optional.ofNullable(changed.actual()))
                                : Stream.of())
                .findFirst()
                .orElse(Optional.of(wanted));
    }

    /** An absent boundary is a difference: a wall is missing. */
    static Optional<Difference> difference(@Nullable AttachedPermissionsBoundary actual, String wanted) {
        String arn = actual == null ? null : actual.permissionsBoundaryArn();
        return wanted.equals(arn)
                ? Optional.empty()
                : Optional.of(new FieldChanged(Field.PERMISSIONS_BOUNDARY, arn, wanted));
    }
}
