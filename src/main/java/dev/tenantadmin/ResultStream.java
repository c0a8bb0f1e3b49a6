package dev.tenantadmin;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Standard output. That a result cannot be written ends the run, which {@link java.io.PrintWriter} would pass over. */
final class ResultStream extends OutputStream {

    private static final Path ITSELF = Path.of("/dev/fd/1");

    /** Of a file's mode: what kind of file it is, and which kinds have a reader. */
    private static final int KIND = 0170000;

    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final Consumer<IOException> end;

    /** @param end ends the run, and does not return */
    ResultStream(Consumer<IOException> end) {
        this.end = end;
    }

    /** Whether there was a reader, who alone can make writing fail by leaving. */
    static boolean isRead() {
        try {
            int kind = (Integer) Files.getAttribute(ITSELF, "unix:mode") & KIND;
            return kind == PIPE || kind == SOCKET;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            end.accept(e);
            throw new UncheckedIOException(e);
        }
    }
}
