package dev.tenantadmin.sandbox.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Lets AWS clients in any language call a request handler over HTTP, from this machine only. */
public final class HttpEndpoint implements AutoCloseable {
    /** More than any operation here takes: the longest policy, with every character percent-encoded. */
    private static final int LONGEST_BODY = 1 << 20;

    /** A client that is still sending does not read the error, so the body is read beyond its limit, but not endlessly. */
    private static final long LONGEST_DISCARDED = 64L << 20;

    /** The allowed host names. With others, a web page could call the sandbox by pointing its own name to 127.0.0.1. */
    private static final Pattern HOST =
            Pattern.compile("(127\\.0\\.0\\.1|localhost)(:\\d+)?", Pattern.CASE_INSENSITIVE);

    private static final int THREADS = 32;
    private static final int GRACE_SECONDS = 2;

    private final RequestHandler handler;
    private final HttpServer server;
    private final ExecutorService threads;

    private HttpEndpoint(RequestHandler handler, HttpServer server, ExecutorService threads) {
        this.handler = handler;
        this.server = server;
        this.threads = threads;
    }

    /**
     * Listens on this port of 127.0.0.1, or on any free one for 0.
     *
     * @param tls the server's TLS identity; null for plain HTTP
     */
    public static HttpEndpoint open(RequestHandler handler, int port, @Nullable SSLContext tls) throws IOException {
        // The JDK's server writes head and body separately; without this, every answer waits for the client's delayed
        // acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        InetAddress here = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
        HttpServer server = create(new InetSocketAddress(here, port), tls);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "sandbox");
            thread.setDaemon(true);
            return thread;
        });
        HttpEndpoint endpoint = new HttpEndpoint(handler, server, threads);
        server.createContext("/", endpoint::handle);
        server.setExecutor(threads);
        server.start();
        return endpoint;
    }

    private static HttpServer create(InetSocketAddress address, @Nullable SSLContext tls) throws IOException {
        if (tls == null) {
            return HttpServer.create(address, 0);
        }
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    /** The address for clients. */
    public URI address() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange http) throws IOException {
        Map<String, String> headers = new HashMap<>();
        http.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        WireResponse answer = answer(http, new WireRequest(headers, ""));
        if (answer != null) {
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach((name, value) -> http.getResponseHeaders().set(name, value));
            http.sendResponseHeaders(answer.status(), body.length);
            try (OutputStream out = http.getResponseBody()) {
                out.write(body);
            }
        }
    }

    private @Nullable WireResponse answer(HttpExchange http, WireRequest head) throws IOException {
        try {
            requireThisHost(head);
            return handler.answer(new WireRequest(head.headers(), body(http)));
        } catch (AwsException e) {
            return Exchange.refusal(head, e);
        } catch (NoResponseException e) {
            switch (e.reason()) {
                case RESET -> http.close();
                case SILENCE -> {
                    // The connection stays open as long as the client waits.
                }
                case KILL -> Runtime.getRuntime().halt(137);
            }
            return null;
        } catch (RuntimeException e) {
            return Exchange.refusal(head, new AwsException("InternalFailure", 500, String.valueOf(e.getMessage())));
        }
    }

    private void requireThisHost(WireRequest head) {
        if (!HOST.matcher(head.header("host")).matches()) {
            throw new AwsException(
                    "MisdirectedRequest",
                    421,
                    "The sandbox only accepts requests for 127.0.0.1 and localhost, but the Host header names another"
                            + " host. Call it at " + address() + ".");
        }
    }

    private static String body(HttpExchange http) throws IOException {
        if (http.getRequestMethod().equals("GET")) {
            // The Query protocol allows both forms.
            String query = http.getRequestURI().getRawQuery();
            return query == null ? "" : query;
        } else if (!http.getRequestMethod().equals("POST")) {
            throw new AwsException("InvalidAction", 405, "Only GET and POST are answered here.");
        }
        InputStream in = http.getRequestBody();
        byte[] body = in.readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            long discarded = body.length;
            byte[] buffer = new byte[1 << 16];
            for (int read = 0; read >= 0 && discarded < LONGEST_DISCARDED; read = in.read(buffer)) {
                discarded += read;
            }
            throw new AwsException(
                    "RequestEntityTooLarge", 413, "The request has more than " + LONGEST_BODY + " bytes.");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Lets running calls finish and accepts no others. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
    }
}
