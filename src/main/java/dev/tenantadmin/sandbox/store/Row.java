package dev.tenantadmin.sandbox.store;

import dev.tenantadmin.sandbox.wire.AwsException;
import dev.tenantadmin.sandbox.wire.Pojos;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** A stored value: a slice of the state file, parsed when first needed. */
final class Row {
    private static final String REMOVAL = "null";

    private final byte[] bytes;
    private final int offset;
    private final int length;
    private final int line;
    private @Nullable SdkPojo value;

    Row(byte[] bytes, int offset, int length, int line) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.line = line;
    }

    Row(SdkPojo value) {
        this(new byte[0], 0, 0, 0);
        this.value = value;
    }

    boolean isRemoval() {
        return length == REMOVAL.length() && text().equals(REMOVAL);
    }

    int line() {
        return line;
    }

    String json() {
        return bytes.length > 0 ? text() : Pojos.toJson(value(SdkPojo.class));
    }

    private String text() {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    /** The value; throws IllegalArgumentException if the text is not one. */
    <T extends SdkPojo> T value(Class<T> type) {
        SdkPojo known = value;
        if (known == null) {
            try {
                known = Pojos.fromJson(type, bytes, offset, length);
            } catch (IOException | AwsException e) {
                throw new IllegalArgumentException(e);
            }
            value = known;
        }
        return type.cast(known);
    }
}
