package dev.tenantadmin.command.verify.question;

/** One question, whether an action on a target is allowed, and the expected answer. */
public record Ask(String action, Target target, Expected expected) {}
