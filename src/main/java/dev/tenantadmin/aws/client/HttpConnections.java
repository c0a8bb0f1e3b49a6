package dev.tenantadmin.aws.client;

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
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The SDK's client over {@link HttpURLConnection}, with TLS only for https. Preparing TLS takes longer than everything else before the
 * first call, and the SDK's client does so even for plain http addresses of emulators.
 */
final class HttpConnections implements SdkHttpClient {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Map<String, String> environment;
    private final EarlyConnections early;
    private final Map<String, SdkHttpClient> byProtocol = new ConcurrentHashMap<>();

    /**
     * Connects nowhere yet.
     *
     * @param environment where trusted certificates are looked for
     * @param early makes connections for TLS
     */
    HttpConnections(Map<String, String> environment, EarlyConnections early) {
        this.environment = environment;
        this.early = early;
    }

    private static HttpURLConnection connection(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout((int) CONNECT.toMillis());
            connection.setReadTimeout((int) ANSWER.toMillis());
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        return UrlConnectionHttpClient.create("https".equals(protocol) ? this::overTls : HttpConnections::connection);
    }

    /** The SDK's own, which finds the proxy in the environment, but looks for that of http unless it is told. */
    private SdkHttpClient throughProxy(String protocol) {
        UrlConnectionHttpClient.Builder builder = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(ANSWER)
                .proxyConfiguration(proxy -> proxy.scheme(protocol));
        TrustedCertificates.of(environment).managers().ifPresent(all -> builder.tlsTrustManagersProvider(() -> all));
        return builder.build();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return byProtocol
                .computeIfAbsent(request.httpRequest().protocol(), this::client)
                .prepareRequest(request);
    }

    @Override
    public String clientName() {
        return "UrlConnection";
    }

    @Override
    public void close() {
        byProtocol.values().forEach(SdkHttpClient::close);
    }
}
