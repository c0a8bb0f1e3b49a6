package dev.tenantadmin.sandbox.wire;

import java.util.Map;

/**
 * An HTTP response.
 *
 * @param status the HTTP status
 * @param headers the headers to send
 * @param body the whole body
 */
public record WireResponse(int status, Map<String, String> headers, String body) {}
