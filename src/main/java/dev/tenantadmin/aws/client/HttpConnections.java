package dev.tenantadmin.aws.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    private final SdkHttpClient plain = UrlConnectionHttpClient.create(HttpConnections::connection);
    private final boolean proxied;
    private @Nullable SdkHttpClient whole;

    /** @param environment where the SDK's client finds a proxy; this client does not look there */
    HttpConnections(Map<String, String> environment) {
        this.proxied = Stream.of("http_proxy", "HTTP_PROXY").anyMatch(environment::containsKey);
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

    private synchronized SdkHttpClient whole() {
        if (whole == null) {
            whole = UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(ANSWER)
                    .build();
        }
        return whole;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        boolean inTheClear = !proxied && "http".equals(request.httpRequest().protocol());
        return (inTheClear ? plain : whole()).prepareRequest(request);
    }

    @Override
    public String clientName() {
        return plain.clientName();
    }

    @Override
    public synchronized void close() {
        plain.close();
        if (whole != null) {
            whole.close();
        }
    }
}
