package dev.tenantadmin.command.verify.outsider;

/**
 * The kinds of things that a way into a tenant acts on.
 *
 * @see Things for their ARNs
 */
enum Thing {
    ACCESS_ROLE,
    EXECUTION_ROLE,
    /** Each of its users. */
    USER,
    /** A user that would be under its path, where its access role admits those. */
    NEW_USER,
    GROUP,
    BOUNDARY,
    ACCESS_POLICY,
    /** The SAML providers that its roles trust. */
    SAML_PROVIDER,
    /** The OpenID Connect providers that its roles trust. */
    OIDC_PROVIDER,
    /** Instances of EC2 that could run as one of its roles: those roles that are in an instance profile. */
    INSTANCE,
    /** Each of its notebook instances. */
    NOTEBOOK,
    LIFECYCLE_CONFIG,
    ENDPOINT,
    ENDPOINT_CONFIG,
    MODEL,
    JOB,
    /** Objects in its data locations. */
    DATA,
    /** The buckets of its data locations. */
    BUCKET,
    LOG_STREAM,
    /** The log groups that it shares with all tenants. */
    LOG_GROUP,
    /** Something new, with a name of the caller's choice. */
    ANYTHING_NEW,
    /** Something of the caller's choice that is there. */
    ANYTHING
}
