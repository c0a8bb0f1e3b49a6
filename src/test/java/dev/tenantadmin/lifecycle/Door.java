package dev.tenantadmin.lifecycle;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** Stands before the sandbox for the time of one command: writes down every call, and lets faults happen. */
final class Door implements SdkHttpClient {

    /**
     * A call and its place among the others.
     *
     * @param depth one more than the largest depth of all calls that had ended when it began, polls aside: at least as many calls as
     *     it had to wait for one after the other
     */
    record Passage(Call call, int depth) {}

    private final SdkHttpClient inner;
    private final Fault fault;
    private final List<Passage> passages = new ArrayList<>();
    private final Map<String, Integer> times = new HashMap<>();
    private int deepestEnded;
    private boolean dead;

    Door(SdkHttpClient inner, Fault fault) {
        this.inner = inner;
        this.fault = fault;
    }

    /** All calls so far, in the order in which they began. */
    synchronized List<Passage> passages() {
        return List.copyOf(passages);
    }

    synchronized boolean dead() {
        return dead;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest wire = inner.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return pass(request, wire);
            }

            @Override
            public void abort() {
                wire.abort();
            }
        };
    }

    private HttpExecuteResponse pass(HttpExecuteRequest request, ExecutableHttpRequest wire) throws IOException {
        Passage passage = begin(request);
        try {
            return fault.meet(passage.call(), wire);
        } catch (Killed e) {
            die();
            throw e;
        } finally {
            end(passage);
        }
    }

    private Passage begin(HttpExecuteRequest request) throws IOException {
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
        String credential = request.httpRequest()
                .firstMatchingHeader("Authorization")
                .map(header -> header.split("Credential=", 2)[1].split(",", 2)[0])
                .orElse("////");
        Map<String, String> parameters = target.isEmpty() ? form(body(request)) : json(body(request));
        String operation =
                target.isEmpty() ? parameters.getOrDefault("Action", "") : target.substring(target.indexOf('.') + 1);
        synchronized (this) {
            String subject = Call.subject(parameters);
            int time = times.merge(operation + subject, 1, Integer::sum);
            Call call = new Call(credential.split("/", -1)[3], operation, subject, time);
            if (dead) {
                throw new Killed(call);
            }
            Passage passage = new Passage(call, deepestEnded + 1);
            passages.add(passage);
            return passage;
        }
    }

    private synchronized void end(Passage passage) {
        if (!passage.call().polls()) {
            deepestEnded = Math.max(deepestEnded, passage.depth());
        }
    }

    private synchronized void die() {
        dead = true;
    }

    private static String body(HttpExecuteRequest request) throws IOException {
        try (InputStream stream = request.contentStreamProvider().orElseThrow().newStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            String[] sides = pair.split("=", 2);
            form.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static Map<String, String> json(String body) throws IOException {
        Map<String, String> members = new HashMap<>();
        JSON.std.mapFrom(body).forEach((key, value) -> members.put(key, String.valueOf(value)));
        return members;
    }

    @Override
    public String clientName() {
        return inner.clientName();
    }

    @Override
    public void close() {
        inner.close();
    }
}
