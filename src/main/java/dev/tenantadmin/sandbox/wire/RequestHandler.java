package dev.tenantadmin.sandbox.wire;

/** Answers requests, however they arrive. */
@FunctionalInterface
public interface RequestHandler {
    /** Answers one request; refusals are answers too. */
    WireResponse answer(WireRequest request);
}
