package dev.tenantadmin.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The sandbox's HTTP client, with a list of what went through it, and refusals put in its way. */
public final class HttpRecorder implements SdkHttpClient {

    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");
    private static final Pattern READ = Pattern.compile("(Get|List|Describe|AssumeRole|CreatePresigned).*");
    private static final String REQUEST_ID = "11111111-2222-3333-4444-555555555555";

    private final SdkHttpClient sandbox;
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Instant> date = new AtomicReference<>();
    private final Map<String, Runnable> meanwhile = new ConcurrentHashMap<>();

    public HttpRecorder(SdkHttpClient sandbox) {
        this.sandbox = sandbox;
    }

    /**
     * A request that came by.
     *
     * @param region of the signature
     */
    public record Sent(String operation, String body, String region) {}

    private record Refusal(int status, String code, String message) {
        String json() {
            return "{\"__type\": \"%s\", \"message\": \"%s\"}".formatted(code, message);
        }

        String xml() {
            return """
                    <ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>\
                    <RequestId>%s</RequestId></ErrorResponse>""".formatted(code, message, REQUEST_ID);
        }
    }

    /** From now on the operation is refused. */
    public void refuse(String operation, int status, String code, String message) {
        refusals.put(operation, new Refusal(status, code, message));
    }

    /** The next such request is answered with this body, whatever the account holds. */
    public void answerOnce(String operation, String body) {
        answers.put(operation, body);
    }

    /** Something happens in the account before the request of this number from now on. */
    public void meanwhile(String operation, int number, Runnable act) {
        meanwhile.put(operation + " " + (count(operation) + number), act);
    }

    /** From now on every answer tells this as the time, as AWS's do. */
    public void date(Instant now) {
        date.set(now);
    }

    private long count(String operation) {
        return operations().stream().filter(operation::equals).count();
    }

    /** Forgets what came by. */
    public void forget() {
        sent.clear();
    }

    public List<Sent> sent() {
        return List.copyOf(sent);
    }

    public List<String> operations() {
        return sent.stream().map(Sent::operation).toList();
    }

    /** What came by that could have changed the account. */
    public List<String> writes() {
        return operations().stream()
                .filter(operation -> !READ.matcher(operation).matches())
                .toList();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
        String body = body(request);
        Matcher action = ACTION.matcher(body);
        String operation = action.find() ? action.group(1) : target.substring(target.indexOf('.') + 1);
        String signature =
                request.httpRequest().firstMatchingHeader("Authorization").orElse("////");
        sent.add(new Sent(operation, body, Arrays.asList(signature.split("/")).get(2)));
        Runnable act = meanwhile.remove(operation + " " + count(operation));
        if (act != null) {
            act.run();
        }
        Refusal refusal = refusals.get(operation);
        String answer = answers.remove(operation);
        if (answer != null) {
            return new Answered(200, answer);
        }
        return refusal == null
                ? dated(sandbox.prepareRequest(request))
                : new Answered(refusal.status, target.isEmpty() ? refusal.xml() : refusal.json());
    }

    private ExecutableHttpRequest dated(ExecutableHttpRequest request) {
        Instant now = date.get();
        return now == null ? request : new Dated(request, now);
    }

    private record Dated(ExecutableHttpRequest request, Instant now) implements ExecutableHttpRequest {

        @Override
        public HttpExecuteResponse call() throws IOException {
            HttpExecuteResponse answer = request.call();
            return HttpExecuteResponse.builder()
                    .response(answer.httpResponse().toBuilder()
                            .putHeader(
                                    "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)))
                            .build())
                    .responseBody(answer.responseBody().orElse(null))
                    .build();
        }

        @Override
        public void abort() {
            request.abort();
        }
    }

    private static String body(HttpExecuteRequest request) {
        try (InputStream stream = request.contentStreamProvider().orElseThrow().newStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Answered(int status, String body) implements ExecutableHttpRequest {

        @Override
        public HttpExecuteResponse call() {
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder()
                            .statusCode(status)
                            .putHeader("x-amzn-RequestId", REQUEST_ID)
                            .build())
                    .responseBody(AbortableInputStream.create(
                            new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                    .build();
        }

        @Override
        public void abort() {}
    }

    @Override
    public String clientName() {
        return "HttpRecorder";
    }

    @Override
    public void close() {}
}
