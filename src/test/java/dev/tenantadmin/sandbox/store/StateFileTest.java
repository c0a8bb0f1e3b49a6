package dev.tenantadmin.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Clients;
import dev.tenantadmin.sandbox.server.Sandbox;
import dev.tenantadmin.testing.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Group;

class StateFileTest {
    @TempDir
    private Path directory;

    private Path file;
    private Sandbox sandbox;
    private IamClient iam;

    @BeforeEach
    void open() {
        file = directory.resolve("below/sandbox.jsonl");
        sandbox = another();
        iam = Clients.of(sandbox).iam();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Sandbox another() {
        return Sandbox.open(file, new FakeClock(), SandboxSettings.defaults());
    }

    private static void makeGroup(IamClient iam, String name) {
        iam.createGroup(request -> request.groupName(name));
    }

    private static List<String> groups(IamClient iam) {
        return iam.listGroups().groups().stream().map(Group::groupName).toList();
    }

    private List<String> groupsOfAnother() {
        try (Sandbox another = another()) {
            return groups(Clients.of(another).iam());
        }
    }

    @Test
    void readingWritesNothing() {
        assertThat(groups(iam)).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void twoSandboxesSeeEachOthersWrites() {
        try (Sandbox another = another()) {
            IamClient other = Clients.of(another).iam();
            makeGroup(iam, "one");
            makeGroup(other, "two");
            assertThat(groups(iam)).containsExactly("one", "two");
            iam.deleteGroup(request -> request.groupName("two"));
            assertThat(groups(other)).containsExactly("one");
        }
        assertThat(groupsOfAnother()).containsExactly("one");
    }

    @Test
    void threadsAndSandboxesLoseNoWrite() {
        try (Sandbox another = another()) {
            IamClient other = Clients.of(another).iam();
            IntStream.range(0, 100).parallel().forEach(i -> makeGroup(i % 2 == 0 ? iam : other, "group-" + i));
        }
        assertThat(groupsOfAnother()).hasSize(100);
    }

    @Test
    void aRefusedOperationLeavesNothing() throws IOException {
        makeGroup(iam, "one");
        long size = Files.size(file);
        assertThatThrownBy(() -> makeGroup(iam, "ONE")).isNotNull();
        assertThat(file).hasSize(size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"last\":\"group/torn\",\"value\":{\"Gro",
                "{\"part\":\"group/half\",\"value\":{\"GroupName\":\"half\"}}\n",
                "{\"part\":\"group/half\",\"value\":{\"GroupName\":\"half\"}}\n{\"last\":\"policy",
                "{",
            })
    void aTornOperationIsDropped(String tail) throws IOException {
        makeGroup(iam, "one");
        Files.writeString(file, tail, StandardOpenOption.APPEND);
        assertThat(groupsOfAnother()).containsExactly("one");
        makeGroup(iam, "two");
        assertThat(groupsOfAnother()).containsExactly("one", "two");
        assertThat(Files.readString(file)).doesNotContain("torn", "half");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "{\"last\":\"group/one\"}", "{\"last\":\"group/one\",\"value\":{", ""})
    void aDamagedLineIsNamedAndTheFileLeftAsItWas(String line) throws IOException {
        makeGroup(iam, "one");
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), line, lines.get(1)));
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(this::another)
                .isInstanceOf(StateFileException.class)
                .hasMessageContaining("sandbox.jsonl is damaged in line 2");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void aDamagedValueIsNamedWhenItIsRead() throws IOException {
        makeGroup(iam, "one");
        Files.writeString(file, Files.readString(file).replace("\"GroupName\"", "\"GroupName"));
        try (Sandbox another = another()) {
            assertThatThrownBy(() -> groups(Clients.of(another).iam()))
                    .hasRootCauseInstanceOf(IOException.class)
                    .hasStackTraceContaining("is damaged in line 2");
        }
    }

    @Test
    void aNewerVersionIsLeftAlone() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"sandbox\":2}\n{\"rows\":[]}\n");
        assertThatThrownBy(this::another)
                .isInstanceOf(StateFileException.class)
                .hasMessageContaining("version 2, which is newer than this program's version 1");
        assertThat(file).content().startsWith("{\"sandbox\":2}\n{\"rows\"");
    }

    @Test
    void anotherFileIsNotTakenForState() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "root:x:0:0");
        assertThatThrownBy(this::another).hasMessageContaining("is not a state file of the sandbox");
        assertThat(file).hasContent("root:x:0:0");
    }

    private void makeHistory() {
        makeGroup(iam, "kept");
        for (int i = 0; i < 150; i++) {
            makeGroup(iam, "passing");
            iam.deleteGroup(request -> request.groupName("passing"));
            iam.putGroupPolicy(request ->
                    request.groupName("kept").policyName("p").policyDocument(Clients.POLICY + " ".repeat(300)));
        }
    }

    @Test
    void historyIsCompactedUnderOthersHands() throws IOException {
        makeHistory();
        long before = Files.size(file);
        try (Sandbox another = another()) {
            assertThat(Files.size(file)).isLessThan(before / 50);
            makeGroup(iam, "after");
            assertThat(groups(Clients.of(another).iam())).containsExactly("after", "kept");
            assertThat(groups(iam)).containsExactly("after", "kept");
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void widen(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private Path lock() {
        return file.resolveSibling("sandbox.jsonl.lock");
    }

    @Test
    void theFilesAreTheirOwnersAlone() throws IOException {
        assertThat(permissions(lock())).isEqualTo("rw-------");
        makeGroup(iam, "one");
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void compactionKeepsTheFileToItsOwner() throws IOException {
        makeHistory();
        long before = Files.size(file);
        groupsOfAnother();
        assertThat(Files.size(file)).isLessThan(before / 50);
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void compactionWritesThroughNoLinkThatWasLaidForIt() throws IOException {
        makeHistory();
        Path others = Files.writeString(directory.resolve("others"), "others");
        Files.createSymbolicLink(file.resolveSibling("sandbox.jsonl.new"), others);
        assertThat(groupsOfAnother()).containsExactly("kept");
        assertThat(others).hasContent("others");
        assertThat(file).isRegularFile();
        assertThat(Files.isSymbolicLink(file)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw-rw-", "rw-rw----", "rw----r--", "rwxrwxrwx"})
    void aWiderFileIsNarrowed(String wide) throws IOException {
        makeGroup(iam, "one");
        widen(file, wide);
        widen(lock(), wide);
        assertThat(groupsOfAnother()).containsExactly("one");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(lock())).isEqualTo("rw-------");
    }

    @Test
    void aWiderLockFileIsNarrowedWithTheFirstWrite() throws IOException {
        widen(lock(), "rw-rw-rw-");
        makeGroup(iam, "one");
        assertThat(permissions(lock())).isEqualTo("rw-------");
    }

    @Test
    void anotherFileKeepsItsPermissions() throws IOException {
        Files.writeString(file, "root:x:0:0");
        widen(file, "rw-r--r--");
        assertThatThrownBy(this::another).isInstanceOf(StateFileException.class);
        assertThat(permissions(file)).isEqualTo("rw-r--r--");
    }

    @Test
    void aRemovedFileIsAnEmptyAccount() throws IOException {
        makeGroup(iam, "one");
        Files.delete(file);
        assertThat(groups(iam)).isEmpty();
        makeGroup(iam, "two");
        assertThat(groupsOfAnother()).containsExactly("two");
    }

    @Test
    void anInterruptedCallerHarmsNobody() {
        try (Store store = Store.open(file, StaleReads.none())) {
            Thread.currentThread().interrupt();
            store.transact(() -> {
                store.put(
                        "group/one", Group.builder().groupName("one").path("/").build());
                return true;
            });
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(groups(iam)).containsExactly("one");
    }
}
