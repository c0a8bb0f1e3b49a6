package dev.tenantadmin.sandbox.wire;

import java.util.Map;

/**
 * A request as it came over HTTP.
 *
 * @param headers by lower-case name
 * @param body all of it: every protocol here is text
 */
public record WireRequest(Map<String, String> headers, String body) {
    /** The header of this lower-case name, or nothing. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
