package dev.tenantadmin.policy.reason;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Draws from lists. */
record Draw(Random random) {

    <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** One to so many, without those that came twice. */
    <T> List<T> some(int most, Supplier<T> supplier) {
        return Stream.generate(supplier)
                .limit(1 + random.nextInt(most))
                .distinct()
                .toList();
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }
}
