package dev.tenantadmin.sandbox.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the requests of one connection, one after the other, as RFC 9112 writes them. */
final class RequestReader {
    /** More than any operation here takes: the longest policy, with every character percent-encoded. */
    static final int LONGEST_BODY = 1 << 20;

    /** A client that is still sending does not read the error, so the body is read beyond its limit, but not endlessly. */
    private static final long LONGEST_DISCARDED = 64L << 20;

    private static final int LONGEST_HEAD = 1 << 16;

    private static final Pattern REQUEST_LINE =
            Pattern.compile("(?<method>[!#$%&'*+.^_`|~\\w-]+) (?<target>\\S+) HTTP/1\\.(?<minor>\\d)");
    private static final Pattern HEADER = Pattern.compile("(?<name>[!#$%&'*+.^_`|~\\w-]+):(?<value>.*)");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
    private static final Pattern CHUNK = Pattern.compile("(?<length>\\p{XDigit}{1,15})[ \t]*(;.*)?");
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /**
     * A request.
     *
     * @param tooLong whether the body is longer than the longest one, and is left out
     * @param last whether no other follows on this connection
     */
    record Request(String method, String target, WireRequest message, boolean tooLong, boolean last) {}

    private final InputStream in;
    private final OutputStream out;
    private final String from;
    private final byte[] buffer = new byte[1 << 13];
    private int headLeft;

    /** Reads from the input of a connection from this address; its output is for the invitation to send a body. */
    RequestReader(InputStream in, OutputStream out, String from) {
        this.in = new BufferedInputStream(in);
        this.out = out;
        this.from = from;
    }

    /**
     * The next request; null when the client has closed the connection instead.
     *
     * @throws ProtocolException if it is no request, after which the connection cannot be read on
     */
    @Nullable
    Request next() throws IOException {
        headLeft = LONGEST_HEAD;
        String line = line();
        while (line != null && line.isEmpty()) {
            line = line();
        }
        if (line == null) {
            return null;
        }
        Matcher first = REQUEST_LINE.matcher(line);
        if (!first.matches()) {
            throw new ProtocolException("This is not a request line of HTTP/1.1.");
        }
        Map<String, String> headers = headers();
        boolean old = first.group("minor").equals("0");
        Body body = new Body();
        boolean whole = read(body, headers, old);
        return new Request(
                first.group("method"),
                first.group("target"),
                new WireRequest(headers, body.tooLong() ? "" : body.text(), from),
                body.tooLong(),
                old
                        || !whole
                        || headers.getOrDefault("connection", "")
                                .toLowerCase(Locale.ROOT)
                                .contains("close"));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = present(line()); !line.isEmpty(); line = present(line())) {
            Matcher header = HEADER.matcher(line);
            if (!header.matches()) {
                throw new ProtocolException("This is not a header of HTTP/1.1.");
            }
            headers.merge(
                    header.group("name").toLowerCase(Locale.ROOT),
                    header.group("value").strip(),
                    (one, other) -> one + "," + other);
        }
        return headers;
    }

    /** Reads a body; returns whether to its end. */
    private boolean read(Body body, Map<String, String> headers, boolean old) throws IOException {
        String encoding = headers.get("transfer-encoding");
        String length = headers.getOrDefault("content-length", "0");
        // One that has both may mean two different requests to two readers (RFC 9112, section 6.3).
        if (!LENGTH.matcher(length).matches() || (encoding != null && headers.containsKey("content-length"))) {
            throw new ProtocolException("The length of the request's body is not clear.");
        } else if (encoding != null && !encoding.equalsIgnoreCase("chunked")) {
            throw new ProtocolException("The only transfer encoding here is chunked.");
        }
        long bytes = Long.parseLong(length);
        if (!old
                && (encoding != null || bytes > 0)
                && headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
            out.write(CONTINUE);
            out.flush();
        }
        return encoding == null ? body.take(bytes) : chunks(body);
    }

    private boolean chunks(Body body) throws IOException {
        while (true) {
            headLeft = LONGEST_HEAD;
            Matcher chunk = CHUNK.matcher(present(line()));
            if (!chunk.matches()) {
                throw new ProtocolException("This is not a chunk of HTTP/1.1.");
            }
            long length = Long.parseLong(chunk.group("length"), 16);
            if (length == 0) {
                headers();
                return true;
            } else if (!body.take(length)) {
                return false;
            } else if (!present(line()).isEmpty()) {
                throw new ProtocolException("A chunk is longer than its length.");
            }
        }
    }

    /** The next line of a head; null at the end of the input. */
    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder(128);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                if (line.isEmpty()) {
                    return null;
                }
                throw new EOFException();
            } else if (--headLeft < 0) {
                throw new ProtocolException("The request's head has more than " + LONGEST_HEAD + " bytes.");
            }
            line.append((char) c);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    private static String present(@Nullable String line) throws EOFException {
        if (line == null) {
            throw new EOFException();
        }
        return line;
    }

    /** What is kept of a body. */
    private final class Body {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private long received;

        /** Reads this many bytes; returns whether all, for there is an end to what is discarded. */
        private boolean take(long length) throws IOException {
            for (long left = length; left > 0; ) {
                if (received >= LONGEST_DISCARDED) {
                    return false;
                }
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException();
                }
                received += read;
                left -= read;
                if (!tooLong()) {
                    kept.write(buffer, 0, read);
                }
            }
            return true;
        }

        private boolean tooLong() {
            return received > LONGEST_BODY;
        }

        private String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
