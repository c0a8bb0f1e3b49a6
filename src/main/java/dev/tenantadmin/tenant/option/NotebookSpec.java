package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.Printable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options of a notebook; null means "leave unchanged", or the default for a new one.
 *
 * @param instanceType any {@code ml.<family>.<size>}: unknown types are allowed because AWS's list grows
 * @param volumeGb its volume size in GB, 5 to 16384 (SageMaker's limits)
 */
public record NotebookSpec(
        @Nullable String instanceType, @Nullable Integer volumeGb) {

    public static final String DEFAULT_INSTANCE_TYPE = "ml.t3.medium";
    public static final int DEFAULT_VOLUME_GB = 5;
    public static final NotebookSpec AS_IT_IS = new NotebookSpec(null, null);

    private static final int MAX_VOLUME_GB = 16384;
    private static final Pattern INSTANCE_TYPE = Pattern.compile("ml\\.[a-z][a-z0-9-]*\\.[a-z0-9-]+");

    /**
     * Checks the form of both.
     *
     * @throws IllegalArgumentException for an instance type of another form, or a volume out of range
     */
    public NotebookSpec {
        if (instanceType != null) {
            instanceType(instanceType);
        }
        if (volumeGb != null) {
            requireInRange(volumeGb);
        }
    }

    static String instanceType(String type) {
        if (!INSTANCE_TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("instance type '%s' is not of the form ml.<family>.<size>, such as %s"
                    .formatted(Printable.text(type), DEFAULT_INSTANCE_TYPE));
        }
        return type;
    }

    static int volumeGb(String text) {
        try {
            return requireInRange(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is not a whole number".formatted(Printable.text(text)), e);
        }
    }

    private static int requireInRange(int volumeGb) {
        if (volumeGb < DEFAULT_VOLUME_GB || volumeGb > MAX_VOLUME_GB) {
            throw new IllegalArgumentException("volume size %d is out of range: %d to %d GB"
                    .formatted(volumeGb, DEFAULT_VOLUME_GB, MAX_VOLUME_GB));
        }
        return volumeGb;
    }
}
