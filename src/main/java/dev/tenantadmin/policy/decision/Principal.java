package dev.tenantadmin.policy.decision;

import dev.tenantadmin.policy.language.Arn;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param kind what it is
 * @param arn the ARN of the user or session; the name of a service; the ARN of the identity provider
 * @param account its account; empty for a service
 * @param id its unique id, without a session's name
 * @param roleArn the ARN of a session's role, with its path
 */
public record Principal(
        Kind kind,
        String arn,
        String account,
        String id,
        @Nullable String roleArn) {
    /** The kinds of principals that call. */
    public enum Kind {
        USER,
        SESSION,
        SERVICE,
        FEDERATED
    }

    /** Somebody whom an identity provider vouches for and who does not belong to an account yet. */
    public static Principal federated(String providerArn) {
        return new Principal(Kind.FEDERATED, providerArn, "", "", null);
    }

    /** An AWS service, such as sagemaker.amazonaws.com. */
    public static Principal service(String name) {
        return new Principal(Kind.SERVICE, name, "", "", null);
    }

    /** A user of an account. */
    public static Principal user(String arn, String id) {
        return new Principal(Kind.USER, arn, accountOf(arn), id, null);
    }

    /** A session of a role. */
    public static Principal session(String arn, String roleArn, String roleId) {
        return new Principal(Kind.SESSION, arn, accountOf(arn), roleId, roleArn);
    }

    private static String accountOf(String arn) {
        return Arn.parse(arn).map(Arn::account).orElse("");
    }
}
