package dev.tenantadmin.tenant.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tenantadmin.tenant.name.TenantName;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every option, whichever there are. */
class OptionsTest {

    private static final TenantName ACME = new TenantName("acme");

    static Stream<Option<?>> every() {
        return Options.ALL.stream();
    }

    static Stream<Option<?>> remembered() {
        return every().filter(option -> option.tag() != null);
    }

    @Test
    void everyConstantIsAmongAll() throws IllegalAccessException {
        int constants = 0;
        for (Field field : Options.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == Option.class) {
                assertThat(Options.ALL).contains((Option<?>) field.get(null));
                constants++;
            }
        }
        assertThat(Options.ALL).hasSize(constants).hasSizeGreaterThan(20);
        assertThat(every().map(Option::name)).doesNotHaveDuplicates();
        assertThat(every().map(Option::key)).doesNotHaveDuplicates();
        assertThat(remembered()
                        .map(option -> option.tag() == null ? "" : option.tag().key()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("every")
    void theExampleIsTakenAndIsOfItsPattern(Option<?> option) {
        String example = option.example().value();

        assertThat(option.parse(List.of(example))).isNotNull();
        assertThat(example).containsPattern(option.example().pattern());
    }

    @ParameterizedTest
    @MethodSource("every")
    void noneTakesBackWhatCanBeTakenBackAndNothingElse(Option<?> option) {
        if (option.type().removable() && option.type().form() != OptionType.Form.FLAG) {
            assertThat(option.parse(List.of(Option.NONE)))
                    .isEqualTo(option.type().unset());
            assertThat(option.lineDescription()).endsWith("or none.");
        } else {
            assertThat(option.lineDescription()).doesNotContain("or none");
        }
    }

    @ParameterizedTest
    @MethodSource("remembered")
    <T> void aValueComesBackFromTheTags(Option<T> option) {
        T value = option.type().form() == OptionType.Form.FILE
                ? option.parse(List.of("#!/bin/bash\n"))
                : option.parse(List.of(option.example().value()));
        Settings settings = Settings.plain("jane").with(option, value);
        if (option.equals(Options.DATA_KEY)) {
            settings = settings.with(
                    Options.DATA_LOCATION,
                    Options.DATA_LOCATION.parse(
                            List.of(Options.DATA_LOCATION.example().value())));
        }

        Map<String, String> tags = settings.toTags(ACME);
        Settings read = Settings.fromTags(tags, () -> "jane");

        assertThat(option.texts(read.get(option)))
                .isEqualTo(option.texts(value))
                .isNotEmpty();
        assertThat(read.toTags(ACME)).isEqualTo(tags);
        if (option.type().removable()) {
            assertThat(settings.with(option, option.type().unset()).toTags(ACME))
                    .isEqualTo(without(tags, option));
        }
    }

    private static Map<String, String> without(Map<String, String> tags, Option<?> option) {
        Map<String, String> kept = new TreeMap<>(tags);
        kept.keySet().removeIf(key -> Options.ofTag(key).filter(option::equals).isPresent());
        return kept;
    }

    @ParameterizedTest
    @MethodSource("remembered")
    void noOrganisationMayUseItsTag(Option<?> option) {
        String key = option.tag() == null ? "" : option.tag().key();
        for (String reserved : Arrays.asList(key, key + ".2")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Tags.check(Map.of(reserved, "x")))
                    .withMessageContaining("reserved");
        }
    }

    @Test
    void aKeyWithoutDataIsForgottenWithTheData() {
        Settings keyed = Settings.plain("jane")
                .with(Options.DATA_LOCATION, Options.DATA_LOCATION.parse(List.of("s3://lake/acme/")))
                .with(
                        Options.DATA_KEY,
                        Options.DATA_KEY.parse(
                                List.of(Options.DATA_KEY.example().value())));

        assertThat(keyed.with(Options.DATA_LOCATION, List.of()).options()).isEqualTo(OptionValues.NONE);
    }
}
