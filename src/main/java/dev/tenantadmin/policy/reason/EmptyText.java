package dev.tenantadmin.policy.reason;

/** Whether IAM takes empty text for a value of a key where it asks with Null whether there is one. AWS does not document it. */
enum EmptyText {
    A_VALUE,
    NO_VALUE,
    /** Neither is assumed: from above both hold, from below none. */
    EITHER
}
