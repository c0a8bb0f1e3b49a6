package dev.tenantadmin.sandbox.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Answers the requests of one connection. An answer's head and body are one write: AWS's SDK for Go takes what follows the head later for
 * the answer to nothing, closes the connection and sends its request again.
 */
final class HttpConnection implements Runnable {
    /** The allowed host names. With others, a web page could call the sandbox by pointing its own name to 127.0.0.1. */
    private static final Pattern HOST =
            Pattern.compile("(127\\.0\\.0\\.1|localhost)(:\\d+)?", Pattern.CASE_INSENSITIVE);

    /** Longer than clients keep a connection, for one that is closed as they write costs them an answer (Go's SDK: 90 s). */
    private static final int IDLE_MILLIS = 300_000;

    /** How long a client may go on sending what is not read. */
    private static final int LINGER_MILLIS = 1_000;

    private static final long LONGEST_DISCARDED = 1 << 20;

    /** RFC 9110, section 5.6.7. SDKs read the server's clock from it. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final RequestHandler handler;
    private final Socket socket;
    private final String address;
    private final String from;
    private final BooleanSupplier ending;
    private boolean answering;
    private boolean stopped;

    /**
     * The connection of this socket to the server at this address.
     *
     * @param ending whether the server takes no more requests, so that an answer is the last one
     */
    HttpConnection(RequestHandler handler, Socket socket, String address, BooleanSupplier ending) {
        this.handler = handler;
        this.socket = socket;
        this.address = address;
        this.from = socket.getInetAddress().getHostAddress();
        this.ending = ending;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(IDLE_MILLIS);
            answerAll(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            // The client has gone: nobody is there to be told.
        }
    }

    private void answerAll(InputStream in, OutputStream out) throws IOException {
        RequestReader reader = new RequestReader(in, out, from);
        for (boolean last = false; !last; ) {
            RequestReader.Request request;
            try {
                request = reader.next();
            } catch (ProtocolException e) {
                AwsException refused =
                        new AwsException("MalformedHttpRequestException", 400, String.valueOf(e.getMessage()));
                write(out, Exchange.refusal(new WireRequest(Map.of(), "", from), refused), true, true);
                discard(in);
                return;
            }
            if (request == null || !begin()) {
                return;
            }
            try {
                WireResponse answer = answer(request);
                last = request.last() || ending.getAsBoolean();
                write(out, answer, !request.method().equals("HEAD"), last);
            } catch (NoResponseException e) {
                withoutAnswer(e.reason(), in);
                return;
            } finally {
                last |= end();
            }
        }
    }

    private WireResponse answer(RequestReader.Request request) {
        try {
            requireThisHost(request.message());
            return handler.answer(request.message().withBody(parameters(request)));
        } catch (AwsException e) {
            return Exchange.refusal(request.message(), e);
        } catch (NoResponseException e) {
            throw e;
        } catch (RuntimeException e) {
            return Exchange.refusal(
                    request.message(), new AwsException("InternalFailure", 500, String.valueOf(e.getMessage())));
        }
    }

    private void requireThisHost(WireRequest request) {
        if (!HOST.matcher(request.header("host")).matches()) {
            throw new AwsException(
                    "MisdirectedRequest",
                    421,
                    "The sandbox only accepts requests for 127.0.0.1 and localhost, but the Host header names another"
                            + " host. Call it at " + address + ".");
        }
    }

    private static String parameters(RequestReader.Request request) {
        if (request.tooLong()) {
            throw new AwsException(
                    "RequestEntityTooLarge",
                    413,
                    "The request has more than " + RequestReader.LONGEST_BODY + " bytes.");
        } else if (request.method().equals("GET")) {
            // The Query protocol allows both forms.
            int query = request.target().indexOf('?');
            return query < 0 ? "" : request.target().substring(query + 1);
        } else if (!request.method().equals("POST")) {
            throw new AwsException(
                    "InvalidAction",
                    405,
                    "The sandbox has no operation %s %s: it has some of IAM, STS and SageMaker, by GET and POST."
                            .formatted(request.method(), request.target().split("[?]", 2)[0]));
        }
        return request.message().body();
    }

    private static void write(OutputStream out, WireResponse answer, boolean withBody, boolean last)
            throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(answer.status())
                .append(answer.status() == 200 ? " OK" : " ")
                .append("\r\nDate: ")
                .append(DATE.format(Instant.now()))
                .append("\r\nContent-Length: ")
                .append(body.length);
        answer.headers()
                .forEach((name, value) ->
                        head.append("\r\n").append(name).append(": ").append(value));
        head.append(last ? "\r\nConnection: close\r\n\r\n" : "\r\n\r\n");
        ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length() + body.length);
        whole.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (withBody) {
            whole.writeBytes(body);
        }
        out.write(whole.toByteArray());
        out.flush();
    }

    private void withoutAnswer(NoResponseException.Reason reason, InputStream in) throws IOException {
        switch (reason) {
            case RESET -> socket.setSoLinger(true, 0);
            case SILENCE -> {
                if (!end()) {
                    // The connection stays open as long as the client waits.
                    socket.setSoTimeout(0);
                    in.skipNBytes(Long.MAX_VALUE);
                }
            }
            case KILL -> Runtime.getRuntime().halt(137);
        }
    }

    /** Closed with unread input, the connection would be reset, and the answer lost with it. */
    private void discard(InputStream in) throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(LINGER_MILLIS);
        in.skipNBytes(LONGEST_DISCARDED);
    }

    private synchronized boolean begin() {
        answering = !stopped;
        return answering;
    }

    private synchronized boolean end() {
        answering = false;
        return stopped;
    }

    /** Ends the connection as soon as no request is being answered. */
    synchronized void stop() {
        stopped = true;
        if (!answering) {
            close(socket);
        }
    }

    /** Closes a socket, whatever state it is in. */
    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }
}
