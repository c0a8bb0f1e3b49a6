package dev.tenantadmin.sandbox.wire;

import java.util.Map;

/**
 * An answer to go out over HTTP.
 *
 * @param status the HTTP status
 * @param headers as they are to be sent
 * @param body all of it
 */
public record WireResponse(int status, Map<String, String> headers, String body) {}
