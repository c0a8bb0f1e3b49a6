package dev.tenantadmin.sandbox.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** Lets SDK clients call a request handler in the same process; signing, retries and error parsing are the SDK's own. */
public final class InProcessHttpClient implements SdkHttpClient {
    private final RequestHandler handler;
    private volatile boolean killed;

    /** Sends all requests to this handler, whatever their host. */
    public InProcessHttpClient(RequestHandler handler) {
        this.handler = handler;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return response(answer(wireRequest(request)));
            }

            @Override
            public void abort() {}
        };
    }

    private WireResponse answer(WireRequest request) throws IOException {
        if (killed) {
            throw new ProcessKilled();
        }
        try {
            return handler.answer(request);
        } catch (NoResponseException e) {
            switch (e.reason()) {
                case RESET -> throw new SocketException("Connection reset");
                case SILENCE -> throw new SocketTimeoutException("Read timed out");
                case KILL -> {
                    killed = true;
                    throw new ProcessKilled();
                }
            }
            throw e;
        }
    }

    @Override
    public String clientName() {
        return "Sandbox";
    }

    @Override
    public void close() {}

    private static WireRequest wireRequest(HttpExecuteRequest request) throws IOException {
        Map<String, String> headers = new HashMap<>();
        request.httpRequest()
                .forEachHeader((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        String body = "";
        if (request.contentStreamProvider().isPresent()) {
            try (InputStream stream = request.contentStreamProvider().get().newStream()) {
                body = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        return new WireRequest(headers, body, WireRequest.LOOPBACK);
    }

    private static HttpExecuteResponse response(WireResponse answer) {
        SdkHttpFullResponse.Builder http = SdkHttpFullResponse.builder().statusCode(answer.status());
        answer.headers().forEach((name, value) -> http.putHeader(name, List.of(value)));
        return HttpExecuteResponse.builder()
                .response(http.build())
                .responseBody(AbortableInputStream.create(
                        new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8))))
                .build();
    }
}
