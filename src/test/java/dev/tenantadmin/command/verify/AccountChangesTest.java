package dev.tenantadmin.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.testing.Enumerated;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What careless people do to an account is found, by what is meant to find it, with the right verdict, and nothing else is told. account-changes.txt
 * has how each line begins that verify has to tell.
 */
@Tag("slow")
class AccountChangesTest {

    private static final Shell MADE = make();
    private static final List<String> BEFORE =
            AccountChange.told(verify(MADE).done().json());
    private static final Map<String, List<String>> TOLD = read();

    private static Shell make() {
        Shell shell = new Shell();
        shell.run("create-tenant acme --data-location s3://lake/acme/ -q").done();
        Stream.of("acme-west", "a")
                .forEach(tenant -> shell.run("create-tenant " + tenant + " -q").done());
        return shell;
    }

    private static Ran verify(Shell shell) {
        return shell.run("verify -q -o json --simulator none");
    }

    /** The lines that a change has to lead to, by its name, which stands above them. */
    private static Map<String, List<String>> read() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        try (InputStream file =
                Objects.requireNonNull(AccountChangesTest.class.getResourceAsStream("account-changes.txt"))) {
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("\t")) {
                    lines.add(line.substring(1));
                } else {
                    lines = all.computeIfAbsent(line, none -> new ArrayList<>());
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return all;
    }

    static List<AccountChange> all() {
        return Enumerated.atLeast(69, "changes", Stream.concat(ChangesWithin.all(), ChangesOutside.all()));
    }

    @Test
    void eachChangeHasItsLines() {
        assertThat(all()).extracting(AccountChange::name).containsExactlyElementsOf(TOLD.keySet());
        assertThat(TOLD.values()).allSatisfy(lines -> assertThat(lines).isNotEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void isToldAndNothingElse(AccountChange change) {
        Shell shell = MADE.copy();
        change.change().accept(shell);

        Ran ran = verify(shell);

        List<String> told = new ArrayList<>(AccountChange.told(ran.json()));
        told.removeAll(BEFORE);
        List<String> wanted = Objects.requireNonNull(TOLD.get(change.name()));
        assertThat(told).allSatisfy(line -> assertThat(wanted).anyMatch(begin -> isAs(begin, line)));
        assertThat(wanted).allSatisfy(begin -> assertThat(told).anyMatch(line -> isAs(begin, line)));
        assertThat(ran.exit())
                .as(ran::toString)
                .isEqualTo(wanted.stream().anyMatch(AccountChangesTest::isFinding) ? 1 : 0);
    }

    /** Who else reaches what is told in full, findings and notes by how they begin. */
    private static boolean isAs(String begin, String line) {
        return (isFinding(begin) || begin.startsWith("NOTE ")) ? line.startsWith(begin) : line.equals(begin);
    }

    private static boolean isFinding(String line) {
        return line.matches("[A-Z]+ [a-z]+: .*");
    }
}
