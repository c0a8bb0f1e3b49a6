package dev.tenantadmin.lifecycle.backend;

import dev.tenantadmin.testing.Ran;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** A command that stands still where it comes to one call, until it is let go. */
public final class Halting implements Fault {

    private final CountDownLatch stands = new CountDownLatch(1);
    private final CountDownLatch goes = new CountDownLatch(1);
    private final Predicate<Call> halt;
    private final CompletableFuture<Ran> end;
    private volatile boolean halted;

    public Halting(ExecutorService threads, SandboxAccount account, Predicate<Call> halt, String... command) {
        this.halt = halt;
        this.end = CompletableFuture.supplyAsync(
                        () -> account.runStruckOrNot(this, command).outcome(), threads)
                .whenComplete((outcome, failure) -> stands.countDown());
    }

    @Override
    public HttpExecuteResponse meet(Call call, ExecutableHttpRequest wire) throws IOException {
        if (halted || halt.test(call)) {
            halted = true;
            stands.countDown();
            try {
                goes.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
        return wire.call();
    }

    public Halting awaitHalt() throws InterruptedException {
        stands.await();
        return this;
    }

    public Ran finish() {
        goes.countDown();
        return end.join();
    }
}
