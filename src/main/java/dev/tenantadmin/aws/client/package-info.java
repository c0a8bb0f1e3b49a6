/** The SDK's clients, the caller and its rights, the call rate, and what AWS's failures mean. Knows no resources. */
@NullMarked
package dev.tenantadmin.aws.client;

import org.jspecify.annotations.NullMarked;
