package dev.tenantadmin.lifecycle.backend;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.testing.Killed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** Stands before the sandbox for the time of one command: writes down every call, and lets faults happen. */
final class CallRecorder implements SdkHttpClient {

    /**
     * A call and its place among the others.
     *
     * @param depth one more than the largest depth of all calls that had ended when it began, polls aside: at least as many calls as
     *     it had to wait for one after the other
     */
    record Passage(Call call, int depth) {}

    private static final Pattern READ = Pattern.compile("(Get|List|Describe).*");

    private final SdkHttpClient inner;
    private final Fault fault;
    private final @Nullable Supplier<SdkHttpClient> truth;
    private final List<Passage> passages = new ArrayList<>();
    private final List<Call> struck = new ArrayList<>();
    private final Map<String, Integer> times = new HashMap<>();
    private int deepestEnded;
    private boolean dead;

    /** @param truth an account that is as this one is by then, and hides nothing; null where none is hidden */
    CallRecorder(SdkHttpClient inner, Fault fault, @Nullable Supplier<SdkHttpClient> truth) {
        this.inner = inner;
        this.fault = fault;
        this.truth = truth;
    }

    /** All calls so far, in the order in which they began. */
    synchronized List<Passage> passages() {
        return List.copyOf(passages);
    }

    synchronized boolean dead() {
        return dead;
    }

    /** The calls that a fault struck: their caller got another answer than the service's, or none, or one from the past. */
    synchronized List<Call> struck() {
        return List.copyOf(struck);
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
        Overheard service = new Overheard(wire);
        boolean passedOn = false;
        try {
            HttpExecuteResponse answer = fault.meet(passage.call(), service);
            passedOn = answer == service.answer;
            return truth != null && READ.matcher(passage.call().operation()).matches()
                    ? compared(
                            passage.call(),
                            answer,
                            truth.get().prepareRequest(request).call())
                    : answer;
        } catch (Killed e) {
            die();
            throw e;
        } finally {
            end(passage, !passedOn && !service.failed);
        }
    }

    /** The same answer; its call is struck if the truth is another. */
    private HttpExecuteResponse compared(Call call, HttpExecuteResponse answer, HttpExecuteResponse truth)
            throws IOException {
        byte[] body = bytes(answer);
        if (answer.httpResponse().statusCode() != truth.httpResponse().statusCode()
                || !withoutId(body).equals(withoutId(bytes(truth)))) {
            synchronized (this) {
                struck.add(call);
            }
        }
        return HttpExecuteResponse.builder()
                .response(answer.httpResponse())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build();
    }

    private static byte[] bytes(HttpExecuteResponse answer) throws IOException {
        return answer.responseBody().isPresent() ? answer.responseBody().get().readAllBytes() : new byte[0];
    }

    private static String withoutId(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).replaceAll("<RequestId>.*?</RequestId>", "");
    }

    /** Remembers what the service itself answered. */
    private static final class Overheard implements ExecutableHttpRequest {
        private final ExecutableHttpRequest wire;
        private @Nullable HttpExecuteResponse answer;
        private boolean failed;

        Overheard(ExecutableHttpRequest wire) {
            this.wire = wire;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            failed = true;
            HttpExecuteResponse got = wire.call();
            failed = false;
            answer = got;
            return got;
        }

        @Override
        public void abort() {
            wire.abort();
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

    private synchronized void end(Passage passage, boolean isStruck) {
        if (isStruck) {
            struck.add(passage.call());
        }
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
