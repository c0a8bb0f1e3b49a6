package dev.tenantadmin.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

/** What a test enumerates: it says how many there are, and fails below a number, so that no test passes because it tried nothing. */
public final class Enumerated {

    private Enumerated() {}

    /** All of them, of which there have to be so many. */
    public static <T> List<T> atLeast(int least, String what, Stream<T> all) {
        List<T> list = all.toList();
        atLeast(least, what, list.size());
        return list;
    }

    /** Says and demands a number that was counted elsewhere. */
    public static void atLeast(int least, String what, long number) {
        System.out.printf("%s: %,d%n", what, number);
        assertThat(number).as(what).isGreaterThanOrEqualTo(least);
    }
}
