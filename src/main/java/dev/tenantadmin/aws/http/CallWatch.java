package dev.tenantadmin.aws.http;

import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.Durations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Tells of calls that wait long for an answer, and ends those that last longer than the command may. */
public final class CallWatch implements AutoCloseable {

    /** How long nobody needs to hear of a call. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration LOOK = Duration.ofMillis(250);

    /** A command that has waited to its end looks once more whether what it waited for has come. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(1);

    /** The SDK counts a call's attempts in a header. */
    private static final String COUNT = "amz-sdk-request";

    private static final Pattern ATTEMPT = Pattern.compile("attempt=(\\d+)");

    /** A call got no answer, as an exception that the SDK retries. */
    public static final class NoAnswer extends IOException {

        private static final long serialVersionUID = 1;

        private final String address;
        private final int attempts;
        private final IOException reason;

        private NoAnswer(Sent call, IOException cause) {
            super(cause);
            this.address = call.address();
            this.attempts = call.attempt();
            this.reason = cause;
        }

        /** What happened, where, and how often. */
        public String words() {
            return "%s (%d %s)".formatted(what(), attempts, attempts == 1 ? "attempt" : "attempts");
        }

        private String what() {
            if (reason instanceof InterruptedIOException) {
                return "no answer from " + address;
            }
            if (reason instanceof UnknownHostException) {
                return "cannot reach %s: there is no host of this name".formatted(address);
            }
            String said = Printable.text(String.valueOf(reason.getMessage()));
            return reason instanceof SSLException
                    ? "cannot make a TLS connection with %s: %s".formatted(address, said)
                    : "cannot reach %s: %s".formatted(address, said.toLowerCase(Locale.ROOT));
        }
    }

    private record Sent(String address, int attempt, long since, ExecutableHttpRequest request, AtomicBoolean aborted) {

        Duration lasted() {
            return Duration.ofNanos(System.nanoTime() - since);
        }

        void abort() {
            aborted.set(true);
            request.abort();
        }
    }

    private final Duration timeout;
    private final Event.Listener listener;
    private final Set<Sent> unanswered = new LinkedHashSet<>();
    private final Set<String> late = new HashSet<>();
    private long deadline;
    private @Nullable Timer looking;

    /**
     * @param timeout how long the command may last, from now on
     * @param listener is told which calls wait
     */
    public CallWatch(Duration timeout, Event.Listener listener) {
        this.timeout = timeout;
        this.listener = listener;
        this.deadline = System.nanoTime() + timeout.plus(LAST_LOOK).toNanos();
    }

    /** Gives the command its whole time again, because each of many tenants has it. What has passed stays so. */
    public synchronized void beginAgain() {
        if (!left().isZero()) {
            deadline = System.nanoTime() + timeout.plus(LAST_LOOK).toNanos();
        }
    }

    /** How long a call may take now; zero if no more. */
    synchronized Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /**
     * Waits for what another thread gets, which may go on when the time is over.
     *
     * @throws Failure of kind TIMED_OUT when the time is over
     */
    public <T> T await(String what, Supplier<T> source) {
        FutureTask<T> getting = new FutureTask<>(source::get);
        Thread thread = new Thread(getting, what);
        thread.setDaemon(true);
        thread.start();
        try {
            if (left().compareTo(PATIENCE) > 0) {
                try {
                    return getting.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    listener.on(new Event.Notice("waiting for " + what));
                }
            }
            return getting.get(left().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw gaveUp("got no " + what, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Failure.Kind.INTERRUPTED, "interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    /**
     * Sends the request and reads the whole answer.
     *
     * @throws NoAnswer if there is none
     * @throws Failure of kind TIMED_OUT if it is too late for another attempt
     */
    HttpExecuteResponse call(SdkHttpRequest what, ExecutableHttpRequest request) throws IOException {
        Sent call = begin(what, request);
        try {
            HttpExecuteResponse answer = whole(request.call());
            if (call.aborted().get()) {
                // What was read before it was cut off looks like all of it.
                throw new SocketTimeoutException("too late");
            }
            return answer;
        } catch (IOException e) {
            if (left().isZero()) {
                // Its connection may have been closed here.
                NoAnswer late = new NoAnswer(call, e instanceof ConnectException ? e : timedOut(e));
                throw gaveUp(late.words(), late);
            }
            NoAnswer none = new NoAnswer(call, e);
            end(call, false);
            throw none;
        } finally {
            end(call, true);
        }
    }

    private static HttpExecuteResponse whole(HttpExecuteResponse answer) throws IOException {
        AbortableInputStream body = answer.responseBody().orElse(null);
        if (body == null) {
            return answer;
        }
        try (body) {
            return HttpExecuteResponse.builder()
                    .response(answer.httpResponse())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body.readAllBytes())))
                    .build();
        }
    }

    private static IOException timedOut(IOException cause) {
        SocketTimeoutException late = new SocketTimeoutException("too late");
        late.initCause(cause);
        return late;
    }

    private Sent begin(SdkHttpRequest what, ExecutableHttpRequest request) {
        Sent call = new Sent(address(what), attempt(what), System.nanoTime(), request, new AtomicBoolean());
        if (left().isZero()) {
            throw gaveUp("there is no time left to call " + call.address(), null);
        }
        synchronized (this) {
            unanswered.add(call);
            if (looking == null) {
                looking = new Timer("calls", true);
                looking.schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                look();
                            }
                        },
                        LOOK.toMillis(),
                        LOOK.toMillis());
            }
            if (!late.contains(call.address())) {
                return call;
            }
        }
        tell(call);
        return call;
    }

    private void end(Sent call, boolean answered) {
        synchronized (this) {
            if (!unanswered.remove(call) || !answered || !late.remove(call.address())) {
                return;
            }
        }
        listener.on(new Event.Answered(call.address()));
    }

    private void tell(Sent call) {
        listener.on(new Event.Unanswered(call.address(), call.attempt(), call.lasted()));
    }

    private Failure gaveUp(String why, @Nullable NoAnswer cause) {
        return new Failure(
                        Failure.Kind.TIMED_OUT,
                        "gave up after %s: %s".formatted(Durations.text(timeout), why),
                        true,
                        null,
                        cause)
                .withoutRest();
    }

    /** The longest unanswered of each address is told, once. */
    private void look() {
        List<Sent> now;
        synchronized (this) {
            now = List.copyOf(unanswered);
        }
        boolean isOver = left().isZero();
        for (Sent call : now) {
            if (call.lasted().compareTo(PATIENCE) >= 0 && isFirst(call.address())) {
                tell(call);
            }
            if (isOver) {
                call.abort();
            }
        }
    }

    private synchronized boolean isFirst(String address) {
        return late.add(address);
    }

    private static String address(SdkHttpRequest what) {
        boolean usual = what.port() == ("https".equals(what.protocol()) ? 443 : 80);
        return what.protocol() + "://" + what.host() + (usual ? "" : ":" + what.port());
    }

    private static int attempt(SdkHttpRequest what) {
        Matcher count = ATTEMPT.matcher(what.firstMatchingHeader(COUNT).orElse(""));
        return count.find() ? Integer.parseInt(count.group(1)) : 1;
    }

    @Override
    public synchronized void close() {
        if (looking != null) {
            looking.cancel();
        }
    }
}
