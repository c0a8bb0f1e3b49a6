package dev.tenantadmin.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ParallelTest {

    private final Parallel parallel = new Parallel();

    @AfterEach
    void close() {
        parallel.close();
    }

    private static Callable<Integer> failing(RuntimeException failure) {
        return () -> {
            throw failure;
        };
    }

    @Test
    void tasksRunSideBySideAndResultsKeepTheirOrder() {
        CyclicBarrier all = new CyclicBarrier(Parallel.WIDTH);
        List<Callable<Integer>> tasks = IntStream.range(0, Parallel.WIDTH)
                .<Callable<Integer>>mapToObj(i -> () -> {
                    all.await();
                    return i;
                })
                .toList();

        assertThat(parallel.all(tasks))
                .containsExactlyElementsOf(
                        IntStream.range(0, Parallel.WIDTH).boxed().toList());
    }

    @Test
    void moreTasksThanThreadsAllRun() {
        assertThat(parallel.all(IntStream.range(0, 200)
                        .<Callable<Integer>>mapToObj(i -> () -> i)
                        .toList()))
                .hasSize(200)
                .isSorted();
        assertThat(parallel.all(List.<Callable<Integer>>of())).isEmpty();
    }

    @Test
    void theFirstFailureInOrderIsThrownWithTheOthersWhenAllHaveEnded() {
        CountDownLatch secondFailed = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        RuntimeException first = new IllegalStateException("first");
        RuntimeException second = new IllegalArgumentException("second");

        assertThatThrownBy(() -> parallel.all(List.<Callable<Integer>>of(
                        () -> {
                            secondFailed.await();
                            throw first;
                        },
                        () -> {
                            secondFailed.countDown();
                            throw second;
                        },
                        ended::incrementAndGet,
                        failing(first))))
                .isSameAs(first)
                .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(second));
        assertThat(ended).hasValue(1);
    }

    @Test
    void whatATaskThrowsComesOutWhenItsResultIsWanted() {
        RuntimeException failure = new IllegalStateException("no");
        Supplier<Integer> begun = parallel.begin(failing(failure));

        assertThatThrownBy(begun::get).isSameAs(failure);
        assertThatThrownBy(() -> parallel.begin(() -> {
                            throw new IOException("checked");
                        })
                        .get())
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void anInterruptedWaitIsAnInterruptedCommand() {
        CountDownLatch never = new CountDownLatch(1);
        Supplier<Boolean> endless = parallel.begin(() -> never.await(1, TimeUnit.MINUTES));
        Thread.currentThread().interrupt();

        assertThatThrownBy(endless::get)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INTERRUPTED));
        assertThat(Thread.interrupted()).isTrue();
    }
}
