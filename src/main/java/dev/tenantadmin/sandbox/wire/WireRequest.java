package dev.tenantadmin.sandbox.wire;

import java.util.Map;

/**
 * An HTTP request.
 *
 * @param headers by lower-case name
 * @param body the whole body; every protocol here is text
 * @param from the address of the client, without a port
 */
public record WireRequest(Map<String, String> headers, String body, String from) {
    /** The address of who calls from within this machine. */
    public static final String LOOPBACK = "127.0.0.1";

    /** The same request with this body. */
    WireRequest withBody(String other) {
        return new WireRequest(headers, other, from);
    }

    /** The header with this lower-case name, or empty text. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
