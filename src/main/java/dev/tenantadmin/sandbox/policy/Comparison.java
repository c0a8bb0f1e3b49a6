package dev.tenantadmin.sandbox.policy;

/** Compares a value of a condition with a value of the request. */
@FunctionalInterface
interface Comparison {
    Match compare(String value, String given, Variables variables);
}
