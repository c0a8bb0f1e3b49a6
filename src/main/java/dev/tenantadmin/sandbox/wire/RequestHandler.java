package dev.tenantadmin.sandbox.wire;

/** What answers requests, whichever way they came. */
@FunctionalInterface
public interface RequestHandler {
    /** Answers one request; refusals are answers too. */
    WireResponse answer(WireRequest request);
}
