/** What is asked of AWS's policy simulator and what has to be answered, written from what tenants are promised and not from their documents. Pure. */
@NullMarked
package dev.tenantadmin.command.verify.question;

import org.jspecify.annotations.NullMarked;
