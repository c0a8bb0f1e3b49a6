package dev.tenantadmin.sandbox.policy;

/**
 * How a statement reaches the principal of a request. In the same account it matters which way: only who is named alone needs no
 * identity policy (IAM user guide, "policy evaluation logic").
 */
enum Reach {
    NOT,
    /** The principal's account: the account's own policies have to allow as well. */
    ACCOUNT,
    /** The role of the session that calls. */
    ROLE,
    /** The principal itself; every statement of an identity policy does. */
    SELF
}
