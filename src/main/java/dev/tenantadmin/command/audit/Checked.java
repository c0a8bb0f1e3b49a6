package dev.tenantadmin.command.audit;

/**
 * The resource that a control checks.
 *
 * @param name unique among those of its kind: {@code acme--main}, {@code execution of role acme--execution}
 */
public record Checked(Kind kind, String name) {

    /** The kind of resource. */
    public enum Kind {
        NOTEBOOK_INSTANCE("notebook instance"),
        POLICY("IAM policy"),
        INLINE_POLICY("inline policy"),
        USER("IAM user"),
        MODEL("model"),
        ENDPOINT_CONFIG("endpoint configuration"),
        TRAINING_JOB("training job"),
        PROCESSING_JOB("processing job"),
        TRANSFORM_JOB("transform job"),
        LIFECYCLE_CONFIG("lifecycle config");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** {@code notebook instance acme--main}. */
    public String title() {
        return kind.words + " " + name;
    }
}
