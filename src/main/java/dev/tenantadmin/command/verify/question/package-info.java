/** The questions to AWS's policy simulator and the expected answers, derived from what tenants are promised, not from their documents. Pure. */
@NullMarked
package dev.tenantadmin.command.verify.question;

import org.jspecify.annotations.NullMarked;
