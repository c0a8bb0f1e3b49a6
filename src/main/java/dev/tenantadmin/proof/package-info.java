/**
 * The proof of isolation: what is asked of AWS's policy simulator and what has to be answered, written from what tenants are promised and not
 * from their policy documents, and what the answers come to. Pure records and functions.
 */
@NullMarked
package dev.tenantadmin.proof;

import org.jspecify.annotations.NullMarked;
