/**
 * Who outside of all tenants can reach a tenant, by what, and over which other principals. Pure.
 *
 * <p>{@link dev.tenantadmin.command.verify.outsider.WaysIn} is the table of ways into a tenant. A way needs several questions allowed at once; each
 * is put to the reasoner, for every user and role of the account, with its identity and group policies within its boundary. It is certain if all are
 * certain in a plain call, in the same region, at any time. What takes other circumstances, such as MFA or an address, is perhaps, and they are named.
 * {@link dev.tenantadmin.command.verify.outsider.Edge} is the table of steps from one principal to another, which chains follow to their end.
 *
 * <p>Not looked at: session policies, resource policies, service and resource control policies; what a step that is not in the table could do; who
 * administers an identity provider that a tenant trusts, but for what IAM has of it.
 */
@NullMarked
package dev.tenantadmin.command.verify.outsider;

import org.jspecify.annotations.NullMarked;
