package dev.tenantadmin.policy.language;

/** A position in a document; both numbers start at one. */
public record Position(int line, int column) {}
