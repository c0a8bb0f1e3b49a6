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
    /** A user that would be under its path. */
    NEW_USER,
    GROUP,
    BOUNDARY,
    ACCESS_POLICY,
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
