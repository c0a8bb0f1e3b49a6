package dev.tenantadmin.aws.http;

import dev.tenantadmin.reconcile.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS connections that are begun before anything is to be sent, each in a thread of its own: a handshake takes two round trips and, in a
 * process this young, as long again to load its code. It makes the sockets of {@link javax.net.ssl.HttpsURLConnection}, which asks for one, connects it,
 * and shakes hands: the first for an address that was begun gets that connection, all others a new one.
 */
public final class EarlyConnections extends SSLSocketFactory {

    /** How long to wait for a connection, and for each answer in its handshake. */
    static final Duration CONNECT = Duration.ofSeconds(5);

    /** Servers close connections on which nothing is sent; AWS's wait longer than this. */
    private static final Duration FRESH = Duration.ofSeconds(4);

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Map<String, String> environment;
    private @Nullable SSLContext context;
    private final Map<String, Begun> begun = new ConcurrentHashMap<>();

    private record Begun(FutureTask<SSLSocket> socket, long since) {}

    /**
     * Begins nothing yet.
     *
     * @param environment where proxies and trusted certificates are looked for
     */
    public EarlyConnections(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Whether calls by this protocol go through a proxy, to which nothing is begun. */
    boolean isProxied(String protocol) {
        return Stream.of(protocol + "_proxy", protocol.toUpperCase(Locale.ROOT) + "_PROXY")
                .anyMatch(environment::containsKey);
    }

    /**
     * Begins connections to these services, as far as they take TLS and no proxy.
     *
     * @param override an endpoint for all services, or null
     */
    public void begin(Set<ServiceEndpoint> services, String region, @Nullable URI override) {
        if (!isProxied("https")) {
            services.forEach(
                    service -> service.endpoint(region, override, environment).ifPresent(this::begin));
        }
    }

    /**
     * Loads whom to trust and what TLS needs, which takes longer than a handshake.
     *
     * @throws SSLException if there is no TLS, as its first use will say too
     */
    public void prepare() throws SSLException {
        SSLEngine engine = context().createSSLEngine("localhost", 443);
        engine.setUseClientMode(true);
        engine.beginHandshake();
        engine.wrap(
                ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
    }

    private synchronized SSLContext context() {
        if (context == null) {
            context = TrustedCertificates.of(environment).context();
        }
        return context;
    }

    private SSLSocketFactory tls() {
        return context().getSocketFactory();
    }

    private void begin(URI address) {
        if (!"https".equals(address.getScheme()) || address.getHost() == null) {
            return;
        }
        int port = address.getPort() < 0 ? 443 : address.getPort();
        String key = key(address.getHost(), port);
        if (known.add(key)) {
            FutureTask<SSLSocket> task =
                    new FutureTask<>(() -> connected(address.getHost(), port, (int) CONNECT.toMillis()));
            begun.put(key, new Begun(task, System.nanoTime()));
            Thread thread = new Thread(task, "connect");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** A new connection, its handshake done and its host's name checked; each step takes at most this long. */
    private SSLSocket connected(String host, int port, int millis) throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(host, port), millis);
            SSLSocket socket = (SSLSocket) tls().createSocket(plain, host, port, true);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(millis);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    /**
     * The connection that was begun to there, or a new one.
     *
     * @param millis how long each step may take; zero for no limit
     */
    SSLSocket take(InetSocketAddress address, int millis) throws IOException {
        String host = address.getHostString();
        Begun early = begun.remove(key(host, address.getPort()));
        if (early != null) {
            SSLSocket socket = result(early.socket(), millis);
            if (System.nanoTime() - early.since() < FRESH.toNanos()) {
                return socket;
            }
            socket.close();
        }
        return connected(host, address.getPort(), millis);
    }

    private static SSLSocket result(FutureTask<SSLSocket> early, int millis) throws IOException {
        try {
            return millis == 0 ? early.get() : early.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw (IOException) new SocketTimeoutException("not connected yet").initCause(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Failure.Kind.INTERRUPTED, "interrupted", e);
        }
    }

    private static String key(String host, int port) {
        return host + ":" + port;
    }

    @Override
    public Socket createSocket() {
        return new EarlySocket(this);
    }

    @Override
    public Socket createSocket(@Nullable Socket socket, String host, int port, boolean close) throws IOException {
        return tls().createSocket(socket, host, port, close);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return tls().createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return tls().createSocket(host, port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return tls().createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return tls().createSocket(host, port, local, localPort);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls().getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls().getSupportedCipherSuites();
    }
}
