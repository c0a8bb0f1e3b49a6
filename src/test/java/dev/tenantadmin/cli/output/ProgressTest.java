package dev.tenantadmin.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.testing.FakeClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final StringWriter text = new StringWriter();
    private final PrintWriter err = new PrintWriter(text);

    private static Event waiting(String what, String status, long seconds) {
        return new Event.Waiting(what, status, Duration.ofSeconds(seconds));
    }

    @Test
    void aLogTellsNewStatesAndEveryMinuteThatItGoesOn() {
        PlainLines lines = new PlainLines(err);
        lines.on(waiting("a", "Pending", 0));
        lines.on(waiting("b", "Pending", 1));
        lines.on(waiting("a", "Pending", 30));
        lines.on(waiting("a", "Pending", 60));
        lines.on(waiting("a", "Pending", 119));
        lines.on(waiting("a", "Updating", 120));
        lines.on(new Event.Notice("note"));
        lines.clear();

        assertThat(text.toString().lines())
                .containsExactly(
                        "waiting for a: Pending (0s)",
                        "waiting for b: Pending (1s)",
                        "waiting for a: Pending (1m)",
                        "waiting for a: Updating (2m)",
                        "note");
    }

    @Test
    void aLiveLineNeverWraps() {
        LiveLine line = new LiveLine(err, 20);
        line.on(waiting("notebook instance acme--main", "Pending", 1));
        line.on(new Event.Notice("a note that is longer than twenty columns"));
        line.clear();

        assertThat(text.toString().replace(System.lineSeparator(), "\n"))
                .isEqualTo(
                        "\r\u001b[Kwaiting for noteboo\r\u001b[Ka note that is longer than twenty columns\n\r\u001b[K");
    }

    private static Event unanswered(int attempt, long seconds) {
        return new Event.Unanswered("https://sts.example.com", attempt, Duration.ofSeconds(seconds));
    }

    @Test
    void aLogTellsOnceThatAnAnswerTakesLong() {
        PlainLines lines = new PlainLines(err);
        lines.on(unanswered(1, 3));
        lines.on(unanswered(2, 0));

        assertThat(text.toString().lines())
                .containsExactly("no answer from https://sts.example.com for 3s (attempt 1)");
    }

    @Test
    void aLiveLineTellsOfAnAnswerUntilItComes() {
        FakeClock clock = new FakeClock();
        LiveLine line = new LiveLine(err, 80, clock);
        line.on(waiting("a", "Pending", 1));
        line.on(unanswered(1, 3));
        clock.pass(Duration.ofSeconds(1));
        line.tick();
        line.on(unanswered(2, 0));
        line.on(new Event.Answered("https://sts.example.com"));
        line.clear();

        assertThat(text.toString().split("\r\u001b\\[K", -1))
                .containsExactly(
                        "",
                        "waiting for a: Pending (1s)",
                        "no answer from https://sts.example.com for 3s (attempt 1)",
                        "no answer from https://sts.example.com for 4s (attempt 1)",
                        "no answer from https://sts.example.com for 0s (attempt 2)",
                        "",
                        "waiting for a: Pending (2s)",
                        "");
    }

    @Test
    void aLiveLineCountsOnWhileNobodyLooks() {
        FakeClock clock = new FakeClock();
        LiveLine line = new LiveLine(err, 80, clock);
        line.on(waiting("a", "Pending", 58));
        clock.pass(Duration.ofSeconds(3));
        line.tick();
        line.clear();
        line.tick();

        assertThat(text.toString())
                .isEqualTo("\r\u001b[Kwaiting for a: Pending (58s)\r\u001b[Kwaiting for a: Pending (1m1s)\r\u001b[K");
    }
}
