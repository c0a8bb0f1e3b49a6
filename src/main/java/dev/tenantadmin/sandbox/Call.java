package dev.tenantadmin.sandbox;

import software.amazon.awssdk.core.SdkPojo;

/**
 * A decoded call that is about to run.
 *
 * @param service the signing name, such as iam
 * @param operation such as CreateRole
 * @param request in the operation's own type
 * @param caller who signed
 */
record Call(String service, String operation, SdkPojo request, Caller caller) {}
