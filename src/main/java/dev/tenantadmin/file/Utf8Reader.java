package dev.tenantadmin.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads UTF-8, whatever the locale, and knows the line that is none: {@link NotUtf8Exception}. The JDK's own readers replace
 * such bytes or do not tell where they are.
 */
public final class Utf8Reader extends Reader {

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(8192).limit(0);
    private final CharBuffer characters = CharBuffer.allocate(8192).limit(0);
    private int line = 1;
    private boolean ended;

    /** Reads a stream, as much at a time as it has. */
    public Utf8Reader(InputStream in) {
        this.in = in;
    }

    /**
     * Opens a file.
     *
     * @throws IOException for which {@link UnreadableFile#reason} has words
     */
    public static Utf8Reader of(Path file) throws IOException {
        return new Utf8Reader(Files.newInputStream(file));
    }

    /** The whole text of a file. */
    public static String text(Path file) throws IOException {
        try (Reader reader = of(file)) {
            StringBuilder text = new StringBuilder();
            char[] part = new char[8192];
            for (int length = reader.read(part); length >= 0; length = reader.read(part)) {
                text.append(part, 0, length);
            }
            return text.toString();
        }
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!characters.hasRemaining()) {
            if (ended) {
                return -1;
            }
            decodeMore();
        }
        int count = Math.min(length, characters.remaining());
        characters.get(into, offset, count);
        return count;
    }

    private void decodeMore() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = count < 0;
        bytes.position(bytes.position() + Math.max(count, 0)).flip();
        characters.clear();
        CoderResult result = decoder.decode(bytes, characters, ended);
        characters.flip();
        for (int i = characters.position(); i < characters.limit(); i++) {
            if (characters.get(i) == '\n') {
                line++;
            }
        }
        if (result.isError()) {
            throw new NotUtf8Exception(line);
        }
    }

    @Override
    public boolean ready() throws IOException {
        return characters.hasRemaining() || in.available() > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
