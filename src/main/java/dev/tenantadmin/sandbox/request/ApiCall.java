package dev.tenantadmin.sandbox.request;

import software.amazon.awssdk.core.SdkPojo;

/**
 * A decoded call that is about to run.
 *
 * @param service the signing name, such as iam
 * @param operation such as CreateRole
 * @param request in the operation's own type
 * @param caller who signed
 * @param sourceIp the address that the request came from
 * @param userAgent what the client says it is
 */
public record ApiCall(
        String service, String operation, SdkPojo request, CallerIdentity caller, String sourceIp, String userAgent) {}
