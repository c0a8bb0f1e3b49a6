package dev.tenantadmin.cli.reference;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an option that confirms, deletes, affects every tenant or says what is deployed: only the command line may set it, not a variable or
 * the config file.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Deliberate {}
