package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.cli.output.DifferenceWords;
import dev.tenantadmin.command.TenantAdmin;
import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tag's value decides nothing, whatever word it is. */
@Tag("slow")
class TagWordsTest {

    private static final String ANCHOR = "arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/acme/acme--boundary";

    /** What IAM takes as a tag's value. */
    private static final String VALUE = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,256}";

    private static final int FEWEST_WORDS = 300;
    private static final int TAGS_AT_ONCE = 30;

    private final Shell shell = new Shell();

    @ParameterizedTest
    @CsvSource({
        "state=suspended, state=active",
        "phase=suspended, phase=live",
        "note=x, note=taken back",
        "color=absent, color=none",
        "kind=as made, kind=absent"
    })
    void anOrdinaryTagIsAnOrdinaryTag(String first, String then) {
        String key = then.substring(0, then.indexOf('='));
        String value = then.substring(then.indexOf('=') + 1);
        shell.run("create-tenant", "acme", "--tag", first).done();

        shell.run("create-tenant", "acme", "--tag", then).done();

        assertThat(everywhere(key)).hasSizeGreaterThan(4).allMatch(value::equals);
        Ran described = shell.run("-o", "json", "describe-tenant", "acme").done();
        assertThat(described.json())
                .containsEntry("suspended", false)
                .containsEntry("complete", true)
                .containsEntry("tags", Map.of(key, value));
        assertThat(shell.run("url acme").done().out()).startsWith("https://");
    }

    @Test
    void applySuspendsNobodyForATag() throws IOException {
        Path file = Files.createTempFile("tenants", ".yaml");
        for (String value : List.of("suspended", "live")) {
            Files.writeString(file, "tenants:\n  - name: acme\n    tags: {phase: %s}\n".formatted(value));
            shell.run("apply", "-f", file.toString()).done();
        }
        Files.delete(file);

        assertThat(shell.run("-o json describe-tenant acme").done().json())
                .containsEntry("suspended", false)
                .containsEntry("tags", Map.of("phase", "live"));
    }

    /** Every string constant of the engine, of what reads the account and of the reports, as the value that a tag has and as the one that it is to have. */
    @Test
    void noConstantOfOursIsReadOutOfATag() throws IOException, URISyntaxException {
        SortedSet<String> words = constants();
        assertThat(words)
                .hasSizeGreaterThanOrEqualTo(FEWEST_WORDS)
                .contains("absent", "suspended", "taken back", "InService");
        int tried = 0;
        for (boolean actual : new boolean[] {true, false}) {
            List<String> left = new ArrayList<>(words);
            while (!left.isEmpty()) {
                List<String> some = List.copyOf(left.subList(0, Math.min(TAGS_AT_ONCE, left.size())));
                left.removeAll(some);
                Map<String, String> first = tags(actual ? some : plain(some));
                Map<String, String> then = tags(actual ? plain(some) : some);
                shell.run(create(first)).done();
                shell.run(create(then)).done();

                assertThat(shell.run("-o json describe-tenant acme").done().json())
                        .as("%s, then %s", first, then)
                        .containsEntry("suspended", false)
                        .containsEntry("tags", then);
                shell.run("delete-tenant acme --yes").done();
                tried += some.size();
            }
        }
        assertThat(tried).isEqualTo(2 * words.size());
    }

    private static String[] create(Map<String, String> tags) {
        List<String> words = new ArrayList<>(List.of("create-tenant", "acme", "--no-wait"));
        tags.forEach((key, value) -> words.addAll(List.of("--tag", key + "=" + value)));
        return words.toArray(String[]::new);
    }

    private static List<String> plain(List<String> words) {
        return words.stream().map(word -> "x").toList();
    }

    private static Map<String, String> tags(List<String> values) {
        Map<String, String> tags = new TreeMap<>();
        values.forEach(value -> tags.put("key-" + tags.size(), value));
        return tags;
    }

    /** The values of this tag on all that bears tags. */
    private List<String> everywhere(String key) {
        List<String> values = new ArrayList<>();
        for (String policy : List.of(ANCHOR, ANCHOR.replace("boundary", "access"))) {
            shell.iam().listPolicyTags(r -> r.policyArn(policy)).tags().stream()
                    .filter(tag -> tag.key().equals(key))
                    .forEach(tag -> values.add(tag.value()));
        }
        for (String role : List.of("acme--access", "acme--execution")) {
            shell.iam().listRoleTags(r -> r.roleName(role)).tags().stream()
                    .filter(tag -> tag.key().equals(key))
                    .forEach(tag -> values.add(tag.value()));
        }
        values.add(String.valueOf(
                shell.tagsOfNotebook("arn:aws:sagemaker:us-east-1:123456789012:notebook-instance/acme--main")
                        .get(key)));
        return values;
    }

    private static SortedSet<String> constants() throws IOException, URISyntaxException {
        SortedSet<String> words = new TreeSet<>();
        for (Class<?> one : Set.of(Difference.class, Account.class, DifferenceWords.class, TenantAdmin.class)) {
            Path folder = Path.of(
                            one.getResource(one.getSimpleName() + ".class").toURI())
                    .getParent();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".class")).toList()) {
                    words.addAll(constants(file));
                }
            }
        }
        words.removeIf(word -> !word.matches(VALUE) || !word.equals(word.strip()));
        return words;
    }

    /** The string constants of a class file (JVM specification 4.4). */
    private static List<String> constants(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(bytes)) {
            in.skipNBytes(8);
            int count = in.readUnsignedShort();
            Map<Integer, String> texts = new TreeMap<>();
            List<Integer> strings = new ArrayList<>();
            for (int i = 1; i < count; i++) {
                int kind = in.readUnsignedByte();
                switch (kind) {
                    case 1 -> texts.put(i, in.readUTF());
                    case 8 -> strings.add(in.readUnsignedShort());
                    case 7, 16, 19, 20 -> in.skipNBytes(2);
                    case 15 -> in.skipNBytes(3);
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        i++;
                    }
                    default -> in.skipNBytes(4);
                }
            }
            return strings.stream().map(texts::get).toList();
        }
    }
}
