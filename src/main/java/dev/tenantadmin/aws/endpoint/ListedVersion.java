package dev.tenantadmin.aws.endpoint;

/**
 * A model or an endpoint config as a List call shows it.
 *
 * @param kind which of both
 * @param name the whole name, such as {@code acme--fraud--1a2b3c4d}
 */
public record ListedVersion(String region, Workloads.Kind kind, String name) {}
