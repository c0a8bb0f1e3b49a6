package dev.tenantadmin.policy.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns against texts, and against patterns. */
class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "ml.m5.*, ml.m5.large, true",
        "ml.m?.large, ml.m5.large, true",
        "ml.m?.large, ml.m.large, false",
        "*a*b*, xxaxxbxx, true",
        "*a*b*, xxbxxaxx, false",
        "ml.m5.large, ML.m5.large, false",
        "a.c, abc, false",
    })
    void aTextIsOfAPattern(String pattern, String text, boolean matches) {
        assertThat(Glob.of(pattern).matches(text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "ml.*, ml.m5.*, true",
        "ml.m5.*, ml.*, false",
        "ml.m5.*, ml.m5.*, true",
        "ml.m5.?, ml.m5.*, false",
        "ml.m?.large, ml.m?.large, true",
        "ml.m5.large, ml.m?.large, false",
        "ml.*.large, ml.m?.large, true",
        "*, ?, true",
    })
    void aPatternCoversAnother(String pattern, String other, boolean covers) {
        assertThat(Glob.of(pattern).covers(other)).isEqualTo(covers);
    }
}
