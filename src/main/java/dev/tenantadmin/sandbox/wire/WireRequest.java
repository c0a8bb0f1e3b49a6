package dev.tenantadmin.sandbox.wire;

import java.util.Map;

/**
 * An HTTP request.
 *
 * @param headers by lower-case name
 * @param body the whole body; every protocol here is text
 */
public record WireRequest(Map<String, String> headers, String body) {
    /** The header with this lower-case name, or empty text. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
