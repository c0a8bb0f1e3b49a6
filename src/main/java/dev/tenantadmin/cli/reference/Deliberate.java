package dev.tenantadmin.cli.reference;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an option that confirms, deletes or reaches every tenant: it is given each time or not at all, and neither a variable nor the
 * config file may set it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Deliberate {}
