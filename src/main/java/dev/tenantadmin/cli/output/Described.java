package dev.tenantadmin.cli.output;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The description of a JSON field, or of each field of a type, in its schema. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Described {

    /** Of the field {@code tenant}. */
    String TENANT = "The tenant's name.";

    /** Of the field {@code region}. */
    String REGION = "The tenant's home region.";

    /** Of the field {@code dryRun}. */
    String DRY_RUN = "Whether --dry-run was given, so nothing was changed.";

    /** Of the field {@code suspended} of a tenant. */
    String SUSPENDED = "Whether access is blocked for all its users and roles until resume.";

    /** Of the field {@code changes}, if it has all. */
    String ALL_CHANGES = "One for each resource of the tenant.";

    /** Of the notebooks' final statuses. */
    String NOTEBOOKS = "Maps each notebook instance's name to its SageMaker status. Empty if the command did not wait.";

    /** Of the field {@code handOver}. */
    String HAND_OVER = "The command for the tenant's people; null if there is none.";

    /** Of a notebook's field {@code name}. */
    String NOTEBOOK = "The notebook instance's name.";

    /** Of a notebook's field {@code status}. */
    String STATUS = "Its SageMaker status.";

    /** One or two sentences. */
    String value();

    /** The regular expression that the text matches; none if empty. */
    String pattern() default "";

    /** The text's JSON Schema format, if its type does not imply one; none if empty. */
    String format() default "";
}
