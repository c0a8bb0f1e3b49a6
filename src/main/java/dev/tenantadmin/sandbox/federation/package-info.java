/**
 * Identity providers and the sessions of those whom they vouch for. Tokens and assertions are parsed, never verified. Depends on IAM, the
 * policies, the store, the request and the wire.
 */
@NullMarked
package dev.tenantadmin.sandbox.federation;

import org.jspecify.annotations.NullMarked;
