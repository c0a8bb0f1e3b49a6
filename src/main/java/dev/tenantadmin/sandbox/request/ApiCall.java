package dev.tenantadmin.sandbox.request;

import software.amazon.awssdk.core.SdkPojo;

/**
 * A decoded call before it runs.
 *
 * @param service the signing name, such as iam
 * @param operation such as CreateRole
 * @param request in the operation's own type
 * @param caller who signed it
 * @param sourceIp the address that the request came from
 * @param userAgent the client's description of itself
 */
public record ApiCall(
        String service, String operation, SdkPojo request, CallerIdentity caller, String sourceIp, String userAgent) {}
