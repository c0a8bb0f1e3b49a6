package dev.tenantadmin.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.testing.Enumerated;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The red team's list: what is tried against a tenant, and what two evaluators, or the commands, answer. */
class RedTeamTest {
    private static final List<String> AREAS =
            List.of("tags", "trust", "MFA", "metrics", "network", "file systems", "buckets", "data keys", "endings");
    private static final Pattern METHOD = Pattern.compile("(\\w+Test)#(\\w+)");
    private static final Pattern SOURCE = Pattern.compile("\\(\\?\\)|https://docs\\.aws\\.amazon\\.com/\\S+");
    private static final Set<String> TESTS = Set.of("Test", "ParameterizedTest", "TestFactory");
    private static final List<Tables.Expected> CASES = TenantCases.all();

    @TempDir
    Path folder;

    /** A line of red-team.tsv. */
    record Line(String area, String tried, String answer, List<String> shownBy, String source) {

        static Line read(String text) {
            String[] cells = text.split("\t", -1);
            assertThat(cells).as(text).hasSize(5);
            return new Line(cells[0], cells[1], cells[2], List.of(cells[3].split(" ; ", -1)), cells[4]);
        }

        List<String> methods() {
            return shownBy.stream().filter(METHOD.asMatchPredicate()).toList();
        }

        List<Tables.Expected> cases() {
            return shownBy.stream()
                    .filter(METHOD.asMatchPredicate().negate())
                    .flatMap(Line::cases)
                    .distinct()
                    .toList();
        }

        private static Stream<Tables.Expected> cases(String beginning) {
            List<Tables.Expected> cases = CASES.stream()
                    .filter(one -> one.asked().name().startsWith(beginning))
                    .toList();
            assertThat(cases).as("cases whose names begin with: " + beginning).isNotEmpty();
            return cases.stream();
        }

        private String shown(int cases) {
            return Stream.concat(
                            cases == 0 ? Stream.of() : Stream.of(cases + (cases == 1 ? " case" : " cases")),
                            methods().stream())
                    .collect(Collectors.joining(", "));
        }

        @Override
        public String toString() {
            return area + ": " + tried;
        }
    }

    static List<Line> lines() {
        return Enumerated.atLeast(
                80,
                "lines of the red team's list",
                Tables.lines("red-team.tsv").stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(Line::read));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void isDecidedAsTheLineSays(Line line) {
        assertThat(line.answer()).isIn("denied", "allowed");
        assertThat(line.cases())
                .allSatisfy(one -> assertThat(ours(one)).as(one.toString()).isEqualTo(line.answer()));
    }

    @Test
    void everyAreaIsTriedAndEverySourceIsNamed() {
        List<Line> lines = lines();
        Map<String, Long> counts =
                lines.stream().collect(Collectors.groupingBy(Line::area, LinkedHashMap::new, Collectors.counting()));
        assertThat(counts.keySet()).containsExactlyElementsOf(AREAS);
        counts.forEach((area, count) -> Enumerated.atLeast(3, "lines on " + area, count));
        assertThat(lines).extracting(Line::tried).doesNotHaveDuplicates();
        assertThat(lines).allSatisfy(line -> assertThat(line.source()).matches(SOURCE));
        for (String area : AREAS) {
            assertThat(lines)
                    .as("denied and allowed of " + area)
                    .filteredOn(line -> line.area().equals(area))
                    .extracting(Line::answer)
                    .contains("denied", "allowed");
        }
    }

    /** By simple name, wherever the class is. */
    @Test
    void whatOnlyCommandsDecideIsATest() throws IOException, URISyntaxException, ReflectiveOperationException {
        Map<String, Class<?>> classes = new TreeMap<>();
        Path root = Path.of(RedTeamTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("Test.class")).toList()) {
                String name = root.relativize(file)
                        .toString()
                        .replaceAll("[/\\\\]", ".")
                        .replaceAll("\\.class$", "");
                assertThat(classes.put(
                                name.substring(name.lastIndexOf('.') + 1),
                                Class.forName(name, false, RedTeamTest.class.getClassLoader())))
                        .as("a second class " + name)
                        .isNull();
            }
        }
        List<String> methods = lines().stream()
                .flatMap(line -> line.methods().stream())
                .distinct()
                .toList();
        Enumerated.atLeast(15, "tests of commands on the red team's list", methods.size());
        for (String method : methods) {
            String[] parts = method.split("#", 2);
            assertThat(classes).as(method).containsKey(parts[0]);
            assertThat(Objects.requireNonNull(classes.get(parts[0])).getDeclaredMethods())
                    .as(method)
                    .anyMatch(one -> one.getName().equals(parts[1])
                            && Stream.of(one.getAnnotations())
                                    .anyMatch(is ->
                                            TESTS.contains(is.annotationType().getSimpleName())));
        }
    }

    /** Leaves the table in target/red-team.tsv. What disagreements.txt explains stands apart. */
    @Test
    void bothAnswersStandInTheTable() throws IOException, InterruptedException {
        List<Line> lines = lines();
        Map<Case, String> theirs = theirs(lines);
        Set<String> known = Tables.disagreements().keySet();
        List<String> table = new ArrayList<>(List.of("area\ttried\tours\tindependent\tshown by\tsource on AWS"));
        List<String> differ = new ArrayList<>();
        for (Line line : lines) {
            List<Case> asked = line.cases().stream().map(Tables.Expected::asked).toList();
            List<Case> open =
                    asked.stream().filter(one -> !known.contains(one.name())).toList();
            open.stream()
                    .filter(one -> theirs != null && !line.answer().equals(theirs.get(one)))
                    .forEach(one -> differ.add(one.name()));
            String independent = asked.isEmpty()
                    ? "no question of policies alone"
                    : theirs == null ? "not there" : answers(open.stream().map(one -> String.valueOf(theirs.get(one))));
            table.add(String.join(
                    "\t",
                    line.area(),
                    line.tried(),
                    asked.isEmpty()
                            ? line.answer() + ", by the tests"
                            : answers(line.cases().stream().map(RedTeamTest::ours)),
                    open.size() == asked.size()
                            ? independent
                            : independent + ", %d apart".formatted(asked.size() - open.size()),
                    line.shown(asked.size()),
                    line.source()));
        }
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "red-team.tsv"), table);
        assertThat(differ)
                .as("cases that the independent evaluator decides otherwise")
                .isEmpty();
    }

    /** What the independent evaluator answers, or nothing where it is not there. */
    private @Nullable Map<Case, String> theirs(List<Line> lines) throws IOException, InterruptedException {
        if (!IndependentEvaluator.isWanted()) {
            return null;
        }
        List<Case> cases = lines.stream()
                .flatMap(line -> line.cases().stream())
                .map(Tables.Expected::asked)
                .distinct()
                .toList();
        Enumerated.atLeast(800, "requests of the red team that two evaluators decide", cases.size());
        List<String> answers = IndependentEvaluator.answers(
                folder, cases.stream().map(Case::toJson).toList());
        Map<Case, String> theirs = new HashMap<>();
        for (int i = 0; i < cases.size(); i++) {
            theirs.put(cases.get(i), theirs(Case.read(answers.get(i))));
        }
        return theirs;
    }

    /** Where it left keys out, only what denies without them is an answer to the same question. */
    private static String theirs(Map<String, Object> answer) {
        boolean isWhole = !(answer.get("ignored") instanceof List<?> keys) || keys.isEmpty();
        String without = isWhole ? "" : " without " + answer.get("ignored");
        return switch (String.valueOf(answer.get("result"))) {
            case IndependentEvaluator.ALLOWED -> "allowed" + without;
            case "ImplicitlyDenied" -> "denied" + without;
            case "ExplicitlyDenied" -> "denied";
            default -> String.valueOf(answer.get("error"));
        };
    }

    private static String ours(Tables.Expected one) {
        return one.asked().decide() == Decision.Outcome.ALLOWED ? "allowed" : "denied";
    }

    private static String answers(Stream<String> each) {
        return each.distinct().sorted().collect(Collectors.joining(" and "));
    }
}
