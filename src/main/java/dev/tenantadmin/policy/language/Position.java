package dev.tenantadmin.policy.language;

/** A place in a document; both numbers begin with one. */
public record Position(int line, int column) {}
