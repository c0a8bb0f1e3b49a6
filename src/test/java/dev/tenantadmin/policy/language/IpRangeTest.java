package dev.tenantadmin.policy.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranges hold ranges and addresses, and know what lies just beyond. */
class IpRangeTest {

    private static IpRange range(String text) {
        return IpRange.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, 203.0.113.7, true",
        "203.0.113.0/24, 203.0.113.128/25, true",
        "203.0.113.0/24, 203.0.113.0/24, true",
        "203.0.113.0/24, 203.0.113.0/23, false",
        "203.0.113.0/24, 203.0.112.7, false",
        "0.0.0.0/0, 203.0.113.0/24, true",
        "0.0.0.0/0, 2001:db8::/32, false",
        "2001:db8::/32, 2001:db8:1::/48, true",
        "2001:db8::/32, 2001:db9::1, false",
    })
    void aRangeHoldsWhatLiesInIt(String range, String other, boolean holds) {
        assertThat(range(range).contains(range(other))).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, 203.0.112.0",
        "203.0.113.7/32, 203.0.113.6",
        "128.0.0.0/1, 0.0.0.0",
        "2001:db8::/32, 2001:db9:0:0:0:0:0:0",
    })
    void theNearestAddressBeyondIsOneBitAway(String range, String beyond) {
        assertThat(range(range).beyond().map(IpRange::address)).contains(beyond);
        assertThat(range(range).contains(range(beyond))).isFalse();
    }

    @Test
    void nothingIsBeyondEverything() {
        assertThat(range("0.0.0.0/0").beyond()).isEmpty();
        assertThat(range("::/0").beyond()).isEmpty();
    }
}
