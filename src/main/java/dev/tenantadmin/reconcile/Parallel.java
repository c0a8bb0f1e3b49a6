package dev.tenantadmin.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Runs tasks in parallel, up to a limit. A task must not wait for another. */
public final class Parallel implements AutoCloseable {

    /** Enough for the widest stage of a tenant; IAM's rate limits make more useless. */
    public static final int WIDTH = 16;

    private final ExecutorService threads;

    /** At most {@link #WIDTH} at once. */
    public Parallel() {
        this(WIDTH);
    }

    /** At most this many at once. */
    public Parallel(int width) {
        this.threads = Executors.newFixedThreadPool(width, runnable -> {
            Thread thread = new Thread(runnable, "parallel");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts a task; the supplier waits for its result and throws what the task threw. */
    public <T> Supplier<T> begin(Callable<T> task) {
        Future<T> running = threads.submit(task);
        return () -> result(running);
    }

    /**
     * Runs all tasks to their end and returns their results in task order. If tasks failed, throws the first failure in that order, with
     * the others suppressed in it.
     */
    public <T> List<T> all(List<Callable<T>> tasks) {
        List<Supplier<T>> running = tasks.stream().map(this::begin).toList();
        List<T> results = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        for (Supplier<T> task : running) {
            try {
                results.add(task.get());
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (failures.isEmpty()) {
            return results;
        }
        RuntimeException first = failures.get(0);
        failures.stream().skip(1).filter(f -> f != first).forEach(first::addSuppressed);
        throw first;
    }

    private static <T> T result(Future<T> running) {
        try {
            return running.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Failure.Kind.INTERRUPTED, "interrupted", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
