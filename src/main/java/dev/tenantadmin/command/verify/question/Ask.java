package dev.tenantadmin.command.verify.question;

/** One question: may this be done to that? And what has to be answered. */
public record Ask(String action, Target target, Expected expected) {}
