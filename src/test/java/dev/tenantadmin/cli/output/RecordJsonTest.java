package dev.tenantadmin.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordJsonTest {

    /** Neither in the order of the alphabet, nor of the types. */
    public record Mixed(String zebra, int count, boolean isProtected, boolean issued, List<Nested> list) {}

    public record Nested(String name, @Nullable Nested inner) {}

    public record Perhaps(@Nullable String nothing, Optional<String> absent, Optional<Nested> present) {}

    public record Values(
            Word word,
            Set<Word> words,
            Map<String, Set<Word>> byName,
            List<@Nullable String> gaps,
            Instant instant,
            URI uri) {}

    public enum Word {
        TIMED_OUT,
        NOT_APPLICABLE {
            @Override
            public String toString() {
                return "not applicable";
            }
        }
    }

    public record Failing(String text) {
        @Override
        public String text() {
            throw new IllegalStateException("no text");
        }
    }

    private static String json(Record source) {
        try {
            return JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(RecordJson.fields(source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void componentsBecomeFieldsInTheirOrder() {
        Nested inner = new Nested("b", null);
        assertThat(json(new Mixed("z", 3, true, false, List.of(new Nested("a", inner)))))
                .isEqualTo("{\"zebra\":\"z\",\"count\":3,\"protected\":true,\"issued\":false,"
                        + "\"list\":[{\"name\":\"a\",\"inner\":{\"name\":\"b\",\"inner\":null}}]}");
    }

    @Test
    void aNullIsWrittenAndAnEmptyOptionalIsNot() {
        assertThat(json(new Perhaps(null, Optional.empty(), Optional.empty()))).isEqualTo("{\"nothing\":null}");
        assertThat(json(new Perhaps("x", Optional.of("y"), Optional.of(new Nested("a", null)))))
                .isEqualTo("{\"nothing\":\"x\",\"absent\":\"y\",\"present\":{\"name\":\"a\",\"inner\":null}}");
    }

    @Test
    void constantsAreWordsAndMapsKeepTheirOrder() {
        Set<Word> both = EnumSet.allOf(Word.class);
        assertThat(json(new Values(
                        Word.TIMED_OUT,
                        both,
                        new TreeMap<>(Map.of("b", Set.of(), "a", both)),
                        new ArrayList<>(Arrays.asList("x", null)),
                        Instant.EPOCH,
                        URI.create("https://example.com/"))))
                .isEqualTo("{\"word\":\"timed-out\",\"words\":[\"timed-out\",\"not applicable\"],"
                        + "\"byName\":{\"a\":[\"timed-out\",\"not applicable\"],\"b\":[]},"
                        + "\"gaps\":[\"x\",null],"
                        + "\"instant\":\"1970-01-01T00:00:00Z\",\"uri\":\"https://example.com/\"}");
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> json(new Failing("x")))
                .hasMessageContaining("text")
                .hasRootCauseMessage("no text");
    }
}
