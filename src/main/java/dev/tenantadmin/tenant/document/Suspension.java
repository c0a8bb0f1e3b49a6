package dev.tenantadmin.tenant.document;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.policybuilder.iam.IamAction;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamResource;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/**
 * A deny of everything, put before a document's own statements, which stay unchanged. So suspending and resuming a tenant need not know its
 * settings.
 */
public final class Suspension {

    private static final IamStatement DENY = IamStatement.builder()
            .sid("Suspended")
            .effect(IamEffect.DENY)
            .addAction("*")
            .addResource("*")
            .build();

    private Suspension() {}

    /** Whether a document denies everything to everyone, whatever else it says. */
    public static boolean isIn(String document) {
        try {
            return IamPolicy.fromJson(document).statements().stream().anyMatch(Suspension::isDeny);
        } catch (RuntimeException e) {
            // Not ours if the builder cannot read it.
            return false;
        }
    }

    private static boolean isDeny(IamStatement statement) {
        return statement.effect().equals(IamEffect.DENY)
                && statement.actions().contains(IamAction.ALL)
                && statement.resources().contains(IamResource.ALL)
                && statement.conditions().isEmpty();
    }

    /** Adds the deny at the front, unless it is there already. */
    public static String added(String document) {
        return isIn(document)
                ? document
                : with(
                        document,
                        Stream.concat(Stream.of(DENY), statements(document)).toList());
    }

    /**
     * Removes the deny.
     *
     * @throws IllegalArgumentException if nothing would be left, because a document cannot be empty
     */
    public static String removed(String document) {
        List<IamStatement> left =
                statements(document).filter(statement -> !isDeny(statement)).toList();
        if (left.isEmpty()) {
            throw new IllegalArgumentException("it contains only the suspension");
        }
        return with(document, left);
    }

    private static Stream<IamStatement> statements(String document) {
        return IamPolicy.fromJson(document).statements().stream();
    }

    private static String with(String document, List<IamStatement> statements) {
        return IamPolicy.fromJson(document).toBuilder()
                .statements(statements)
                .build()
                .toJson();
    }
}
