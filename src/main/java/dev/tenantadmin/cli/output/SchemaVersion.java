package dev.tenantadmin.cli.output;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The version of the JSON that a record becomes, where it is not {@link JsonOutput#SCHEMA_VERSION}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SchemaVersion {

    /** The version. */
    int value();
}
