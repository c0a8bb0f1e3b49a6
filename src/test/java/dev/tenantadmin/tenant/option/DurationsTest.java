package dev.tenantadmin.tenant.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "90s, 90, 1m30s",
        "30m, 1800, 30m",
        "1h, 3600, 1h",
        "1h30m, 5400, 1h30m",
        "1h0m1s, 3601, 1h1s",
        "7d, 604800, 168h",
        "1d12h, 129600, 36h",
        "999999h, 3599996400, 999999h"
    })
    void areReadAndWritten(String text, long seconds, String shortest) {
        assertThat(Durations.parse(text)).hasSeconds(seconds);
        assertThat(Durations.text(Durations.parse(text))).isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "30", "m", "1h1d", "-1s", "1.5h", "1m1h", "1H", " 1h", "1h ", "0s", "0h0m", "9999999s", "١s"
            })
    void nonsenseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessageStartingWith("'" + text + "' is no");
    }

    @Test
    void lessThanASecondIsNone() {
        assertThat(Durations.text(Duration.ofMillis(999))).isEqualTo("0s");
    }
}
