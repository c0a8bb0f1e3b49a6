package dev.tenantadmin.sandbox.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets AWS clients in any language call a request handler over HTTP, from this machine only.
 *
 * <p>Not the JDK's own server: before JDK 21 that sends the head and the body of an answer in two segments (JDK-6968351), which makes
 * clients send their requests again.
 */
public final class HttpEndpoint implements AutoCloseable {
    /** Each has a thread of its own. */
    private static final int MOST_CONNECTIONS = 1_000;

    /** Many clients may connect at the same moment. */
    private static final int BACKLOG = 512;

    private static final int THREAD_IDLE_SECONDS = 10;
    private static final int GRACE_SECONDS = 2;

    private final RequestHandler handler;
    private final ServerSocket server;
    private final URI address;
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, MOST_CONNECTIONS, THREAD_IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "sandbox");
                thread.setDaemon(true);
                return thread;
            });

    private HttpEndpoint(RequestHandler handler, ServerSocket server, String scheme) {
        this.handler = handler;
        this.server = server;
        this.address = URI.create(scheme + "://127.0.0.1:" + server.getLocalPort());
    }

    /**
     * Listens on this port of 127.0.0.1, or on any free one for 0.
     *
     * @param tls the server's TLS identity; null for plain HTTP
     */
    public static HttpEndpoint open(RequestHandler handler, int port, @Nullable SSLContext tls) throws IOException {
        InetAddress here = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
        ServerSocket server = tls == null
                ? new ServerSocket(port, BACKLOG, here)
                : tls.getServerSocketFactory().createServerSocket(port, BACKLOG, here);
        HttpEndpoint endpoint = new HttpEndpoint(handler, server, tls == null ? "http" : "https");
        // The process stays as long as it serves, so this is no daemon.
        new Thread(endpoint::accept, "sandbox-accept").start();
        return endpoint;
    }

    /** The address for clients. */
    public URI address() {
        return address;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                begin(server.accept());
            } catch (IOException e) {
                // A connection that did not come about is its client's matter, and after close() there is none to
                // accept.
            }
        }
    }

    private void begin(Socket socket) {
        HttpConnection connection = new HttpConnection(handler, socket, address.toString(), server::isClosed);
        connections.add(connection);
        try {
            threads.execute(() -> {
                try {
                    connection.run();
                } finally {
                    connections.remove(connection);
                }
            });
        } catch (RejectedExecutionException e) {
            connections.remove(connection);
            HttpConnection.close(socket);
        }
    }

    /** Lets running calls finish and accepts no others. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // It accepts no connections any more either way.
        }
        threads.shutdown();
        connections.forEach(HttpConnection::stop);
        try {
            threads.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
