package dev.tenantadmin.aws.snapshot;

import dev.tenantadmin.aws.iam.AccountDetails.Entity;
import dev.tenantadmin.aws.iam.AccountDetails.GroupDetail;
import dev.tenantadmin.aws.iam.AccountDetails.PolicyDetail;
import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.aws.iam.AccountDetails.UserDetail;
import dev.tenantadmin.policy.language.Arn;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * That an identity uses a policy, as policy or boundary, or that a user is in a group.
 *
 * @param arn of the policy; null for a group
 * @param of the policy's or group's name
 * @param by the user of a policy, such as {@code role acme--access}, or a group's member
 */
record IamUse(@Nullable String arn, String of, String by) {

    /** Everything that this entity uses. */
    static Stream<IamUse> of(Entity entity) {
        if (entity instanceof RoleDetail role) {
            return policies(role.attached(), role.boundary(), "role " + role.name());
        } else if (entity instanceof GroupDetail group) {
            return policies(group.attached(), null, "group " + group.name());
        } else if (entity instanceof UserDetail user) {
            return Stream.concat(
                    policies(user.attached(), user.boundary(), "user " + user.name()),
                    user.groups().stream().map(group -> new IamUse(null, group, user.name())));
        } else if (entity instanceof PolicyDetail) {
            return Stream.of();
        }
        throw new IllegalStateException(entity.arn());
    }

    private static Stream<IamUse> policies(List<String> attached, @Nullable String boundary, String by) {
        return Stream.concat(attached.stream(), Stream.ofNullable(boundary))
                .map(arn -> new IamUse(arn, Arn.name(arn), by));
    }
}
