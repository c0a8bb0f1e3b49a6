package dev.tenantadmin.aws.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.HttpsURLConnection;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The SDK's client over {@link HttpURLConnection}, with TLS only for https. Preparing TLS takes longer than everything else before the
 * first call, and the SDK's client does so even for plain http addresses of emulators.
 */
public final class HttpConnections implements SdkHttpClient {

    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Map<String, String> environment;
    private final EarlyConnections early;
    private final CallWatch watch;
    private final Map<String, SdkHttpClient> byProtocol = new ConcurrentHashMap<>();

    /**
     * Connects nowhere yet.
     *
     * @param environment where trusted certificates are looked for
     * @param early makes connections for TLS
     * @param watch sends what is to be sent, and limits how long that may take
     */
    public HttpConnections(Map<String, String> environment, EarlyConnections early, CallWatch watch) {
        this.environment = environment;
        this.early = early;
        this.watch = watch;
    }

    private HttpURLConnection connection(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(atMost(EarlyConnections.CONNECT));
            connection.setReadTimeout(atMost(ANSWER));
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Milliseconds; zero would mean for ever. */
    private int atMost(Duration time) {
        return (int) Math.max(1, Math.min(time.toMillis(), watch.left().toMillis()));
    }

    private HttpURLConnection overTls(URI address) {
        HttpURLConnection connection = connection(address);
        if (connection instanceof HttpsURLConnection https) {
            https.setSSLSocketFactory(early);
        }
        return connection;
    }

    private SdkHttpClient client(String protocol) {
        if (early.isProxied(protocol)) {
            return throughProxy(protocol);
        }
        return UrlConnectionHttpClient.create("https".equals(protocol) ? this::overTls : this::connection);
    }

    /** The SDK's own, which finds the proxy in the environment, but looks for that of http unless it is told. */
    private SdkHttpClient throughProxy(String protocol) {
        UrlConnectionHttpClient.Builder builder = UrlConnectionHttpClient.builder()
                .connectionTimeout(EarlyConnections.CONNECT)
                .socketTimeout(ANSWER)
                .proxyConfiguration(proxy -> proxy.scheme(protocol));
        TrustedCertificates.of(environment).managers().ifPresent(all -> builder.tlsTrustManagersProvider(() -> all));
        return builder.build();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = byProtocol
                .computeIfAbsent(request.httpRequest().protocol(), this::client)
                .prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return watch.call(request.httpRequest(), prepared);
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    @Override
    public String clientName() {
        return "UrlConnection";
    }

    @Override
    public void close() {
        watch.close();
        byProtocol.values().forEach(SdkHttpClient::close);
    }
}
