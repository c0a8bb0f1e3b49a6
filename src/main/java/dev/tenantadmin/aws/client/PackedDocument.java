package dev.tenantadmin.aws.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/** A policy document as IAM returned it, in a fifth of the room: an account has tens of thousands, and few are needed at once. */
public final class PackedDocument {

    private final byte[] packed;
    private final int length;

    private PackedDocument(byte[] packed, int length) {
        this.packed = packed;
        this.length = length;
    }

    /** Packs what IAM returned. */
    public static PackedDocument of(String encoded) {
        byte[] plain = encoded.getBytes(StandardCharsets.UTF_8);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 4 + 64);
        try (OutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return new PackedDocument(packed.toByteArray(), plain.length);
    }

    /** As IAM returned it. */
    public String encoded() {
        Inflater inflater = new Inflater(true);
        byte[] plain = new byte[length];
        try {
            inflater.setInput(packed);
            int read = 0;
            while (read < length) {
                int more = inflater.inflate(plain, read, length - read);
                if (more == 0) {
                    throw new IllegalStateException("%d of %d bytes".formatted(read, length));
                }
                read += more;
            }
        } catch (DataFormatException e) {
            throw new IllegalStateException(e);
        } finally {
            inflater.end();
        }
        return new String(plain, StandardCharsets.UTF_8);
    }

    /** Decoded. */
    public String document() {
        return EncodedDocument.decode(encoded());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PackedDocument document && Arrays.equals(packed, document.packed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packed);
    }

    @Override
    public String toString() {
        return document();
    }
}
