package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.Tag;

/** An organisation's own tags: put, changed, taken away. */
class TagsTest {

    private static final String POLICY = "arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/acme/acme--";
    private static final String SAGEMAKER = "arn:aws:sagemaker:us-east-1:123456789012:";

    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    /** The organisation's tags on each thing of the tenant that bears tags; the anchor's settings are left out. */
    private Map<String, Map<String, String>> tags() {
        Map<String, Map<String, String>> all = new TreeMap<>();
        for (String policy : List.of("boundary", "access")) {
            all.put(
                    "policy " + policy,
                    own(shell.iam().listPolicyTags(r -> r.policyArn(POLICY + policy)).tags().stream()));
        }
        for (String role : List.of("access", "execution")) {
            all.put("role " + role, own(shell.iam().listRoleTags(r -> r.roleName("acme--" + role)).tags().stream()));
        }
        all.put("user", own(shell.iam().listUserTags(r -> r.userName("acme--owner")).tags().stream()));
        for (String thing : List.of("notebook-instance/acme--main", "notebook-instance-lifecycle-config/acme--setup")) {
            all.put(
                    thing,
                    own(shell.tagsOfNotebook(SAGEMAKER + thing).entrySet().stream()
                            .map(tag -> Tag.builder()
                                    .key(tag.getKey())
                                    .value(tag.getValue())
                                    .build())));
        }
        return all;
    }

    private static Map<String, String> own(Stream<Tag> tags) {
        Map<String, String> own = new TreeMap<>();
        tags.filter(tag -> !List.of("tenant", "managed-by", "users", "administrator", "revision", "idle-stop")
                        .contains(tag.key()))
                .forEach(tag -> own.put(tag.key(), tag.value()));
        return own;
    }

    private void tagged(Map<String, String> wanted) {
        assertThat(tags())
                .hasSize(7)
                .allSatisfy((thing, tags) -> assertThat(tags).isEqualTo(wanted));
        assertThat(shell.run("create-tenant acme --dry-run --detailed-exitcode").exit())
                .isZero();
    }

    private Ran create(String options) {
        return shell.run("create-tenant acme --idle-stop 2h " + options);
    }

    @ParameterizedTest
    @ValueSource(strings = {"team-", "TEAM-"})
    void aKeyWithAMinusTakesTheTagAway(String asked) {
        create("--tag team=red --tag cost=1").done();

        Ran taken = create("--tag " + asked).done();

        assertThat(taken.out()).contains("tag team: red -> taken back").doesNotContain("TEAM");
        tagged(Map.of("cost", "1"));
        assertThat(create("--tag " + asked).done().out()).doesNotContain("updated");
    }

    @Test
    void noneTakesAllOthersAwayButTheSetsOfFiles() {
        create("--tag team=red --tag cost=1 --tag set=research").done();

        create("--tag none --tag cost=2").done();

        tagged(Map.of("cost", "2", "set", "research"));
    }

    @Test
    void aKeyThatDiffersByCaseTakesThePlaceOfTheOld() {
        create("--tag team=red").done();

        Ran changed = create("--tag Team=blue").done();

        assertThat(changed.out()).contains("tag team: red -> taken back", "tag Team: absent -> blue");
        tagged(Map.of("Team", "blue"));
    }

    /** Somebody else put the second one there: a role cannot bear both. */
    @Test
    void twoKeysOfTheAnchorThatDifferByCaseStopNothing() {
        create("--tag Team=red").done();
        Tag other = Tag.builder().key("team").value("blue").build();
        shell.iam().tagPolicy(r -> r.policyArn(POLICY + "boundary").tags(List.of(other)));

        shell.run("create-tenant acme --idle-stop 3h").done();

        assertThat(tags().get("role access")).isEqualTo(Map.of("Team", "red"));
    }

    @ParameterizedTest
    @CsvSource({
        "team, 'not of the form KEY=VALUE, or KEY- to remove it'",
        "-, not of the form KEY=VALUE",
        "tenant-, tag key 'tenant' is reserved",
        "Revision-, tag key 'Revision' is reserved"
    })
    void whatIsNoTagIsRefused(String tag, String says) {
        shell.run("create-tenant acme --tag " + tag).refused(ExitCode.INVALID_INPUT, says);
        assertThat(shell.contents()).isEmpty();
    }

    @Test
    void aTagIsNotGivenAndTakenAwayAtOnce() {
        shell.run("create-tenant acme --tag Team=red --tag team-")
                .refused(ExitCode.INVALID_INPUT, "tag 'Team' is both given and removed");
    }

    @Test
    void anEmptyMapOfAFileTakesAwayAllThatTheFileMayGive() throws IOException {
        Path file = folder.resolve("tenants.yaml");
        String head = "set: research\ndefaults:\n  tags: {cost: 1}\n  idle-stop: 2h\ntenants:\n  - name: acme\n";
        Files.writeString(file, head + "    tags: {team: red}\n");
        shell.run("apply -f " + file).done();
        tagged(Map.of("cost", "1", "set", "research", "team", "red"));

        Files.writeString(file, head);
        shell.run("apply -f " + file).done();
        tagged(Map.of("cost", "1", "set", "research", "team", "red"));

        Files.writeString(file, head + "    tags: {}\n");
        shell.run("apply -f " + file).done();
        tagged(Map.of("cost", "1", "set", "research"));
    }
}
