package dev.tenantadmin.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** install.sh, with an archive of the form of ours: what it writes and deletes, and what it leaves alone. */
@Tag("slow")
@Tag("jdk")
class InstallTest {

    private static final Path SCRIPT = Path.of("scripts", "install.sh").toAbsolutePath();
    private static final String LIST = "lib/tenant-admin/installed";

    @TempDir
    Path directory;

    private Path prefix = Path.of("");
    private Path outside = Path.of("");

    private record Ran(int exit, String out, String err) {}

    @BeforeEach
    void makeArchive() throws IOException, InterruptedException {
        directory = directory.toRealPath();
        prefix = directory.resolve("prefix");
        outside = Files.createDirectories(directory.resolve("outside"));
        Files.createDirectory(outside.resolve("empty"));
        Files.writeString(outside.resolve("victim"), "victim");
        Path tree = directory.resolve("tree/tenant-admin-1");
        Files.createDirectories(tree.resolve("bin"));
        Files.createDirectories(tree.resolve("lib/tenant-admin"));
        Files.createDirectories(tree.resolve("share/man/man1"));
        Files.writeString(tree.resolve("bin/tenant-admin"), "program");
        Files.writeString(tree.resolve("lib/tenant-admin/build"), "1");
        Files.writeString(tree.resolve("share/man/man1/tenant-admin.1"), "page");
        Path caches = tree.resolve("lib/tenant-admin/make-caches");
        Files.writeString(
                caches, "#!/bin/sh\nhome=${0%/*}\nmkdir -p \"$home/cache\"\necho cache >\"$home/cache/one\"\n");
        assertThat(caches.toFile().setExecutable(true)).isTrue();
        ran(Map.of(), directory, "tar", "-C", tree.getParent() + "", "-czf", archive(), "tenant-admin-1");
    }

    private String archive() {
        return directory.resolve("archive.tar.gz").toString();
    }

    private Ran ran(Map<String, String> environment, Path where, String... command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "ran", ".out");
        Path err = Files.createTempFile(directory, "ran", ".err");
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        process.environment().putAll(environment);
        int exit = process.start().waitFor();
        Ran ran = new Ran(
                exit, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
        Files.delete(out);
        Files.delete(err);
        return ran;
    }

    private Ran install() throws IOException, InterruptedException {
        return ran(Map.of(), directory, "bash", SCRIPT.toString(), "--prefix", prefix.toString(), archive());
    }

    private Ran uninstall() throws IOException, InterruptedException {
        return ran(Map.of(), directory, "bash", SCRIPT.toString(), "--prefix", prefix.toString(), "--uninstall");
    }

    private static List<String> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.skip(1)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private void list(String entry) throws IOException {
        Files.writeString(prefix.resolve(LIST), entry + "\n", StandardOpenOption.APPEND);
    }

    private void nothingOutsideIsTouched() throws IOException {
        assertThat(below(outside)).containsExactly("empty", "victim");
        assertThat(outside.resolve("victim")).hasContent("victim");
    }

    @Test
    void whatIsInstalledIsTakenAway() throws IOException, InterruptedException {
        Files.createDirectories(prefix.resolve("bin"));
        Files.writeString(prefix.resolve("bin/another"), "another");
        assertThat(install().exit()).isZero();
        assertThat(below(prefix)).contains("bin/tenant-admin", "lib/tenant-admin/cache/one", LIST);
        Ran again = install();
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.err()).isEmpty();
        Ran gone = uninstall();
        assertThat(gone.exit()).as(gone.err()).isZero();
        assertThat(gone.err()).isEmpty();
        assertThat(below(prefix)).containsExactly("bin", "bin/another");
        assertThat(uninstall().err()).contains("nothing of tenant-admin is installed in");
    }

    @Test
    void anArchiveHasTheChecksumThatIsBesideIt() throws IOException, InterruptedException {
        Ran sum = ran(Map.of(), directory, "sha256sum", "archive.tar.gz");
        Files.writeString(directory.resolve("archive.tar.gz.sha256"), "0" + sum.out());
        Ran refused = install();
        assertThat(refused.exit()).isOne();
        assertThat(refused.err())
                .contains("archive.tar.gz does not have the checksum in ", ": get both again; nothing was installed");
        assertThat(prefix).doesNotExist();

        Files.writeString(directory.resolve("archive.tar.gz.sha256"), sum.out());
        assertThat(install().exit()).isZero();
    }

    @Test
    void noTemporaryFileHasANameThatOthersCanTell() throws IOException, InterruptedException {
        assertThat(install().exit()).isZero();
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        // exec keeps the process id, which is all that was not known of the name.
        Ran ran = ran(
                Map.of("TMPDIR", temporary.toString(), "VICTIM", outside.resolve("victim") + ""),
                directory,
                "bash",
                "-c",
                "ln -s \"$VICTIM\" \"$TMPDIR/tenant-admin-installed.$$\"; exec bash \"$0\" --prefix \"$1\" --uninstall",
                SCRIPT.toString(),
                prefix.toString());
        assertThat(ran.exit()).as(ran.err()).isZero();
        nothingOutsideIsTouched();
        assertThat(below(temporary)).hasSize(1);
        assertThat(below(prefix)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OUTSIDE/victim",
                "OUTSIDE/empty/",
                "../outside/victim",
                "../outside/empty/",
                "./../outside/victim",
                "share/../../outside/victim",
                "../prefix/../outside/victim",
                "out/victim",
                "out/empty/",
                "out/../outside/victim",
                "into/out/victim",
                "into//out/victim",
                "//OUTSIDE/victim",
                "..",
                "../",
                "out/.",
            })
    void whatTheListNamesOutsideIsLeft(String entry) throws IOException, InterruptedException {
        String named = entry.replace("OUTSIDE", outside.toString());
        assertThat(install().exit()).isZero();
        Files.createSymbolicLink(prefix.resolve("out"), outside);
        Files.createSymbolicLink(prefix.resolve("into"), prefix);
        list(named);

        Ran again = install();
        nothingOutsideIsTouched();
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.err()).contains("install.sh: left, because it is not in " + prefix, named);

        list(named);
        Ran gone = uninstall();
        nothingOutsideIsTouched();
        assertThat(gone.exit()).isEqualTo(1);
        assertThat(gone.err()).contains("install.sh: left, because it is not in " + prefix, named);
        assertThat(below(prefix)).containsExactly("into", "out");
    }

    @Test
    void aLinkInThePlaceOfAFileIsItselfTakenAway() throws IOException, InterruptedException {
        assertThat(install().exit()).isZero();
        Path cache = prefix.resolve("lib/tenant-admin/cache");
        Files.delete(cache.resolve("one"));
        Files.delete(cache);
        Files.createSymbolicLink(cache, outside);
        Path page = prefix.resolve("share/man/man1/tenant-admin.1");
        Files.delete(page);
        Files.createSymbolicLink(page, outside.resolve("victim"));
        Ran gone = uninstall();
        assertThat(gone.exit()).as(gone.err()).isZero();
        nothingOutsideIsTouched();
        assertThat(below(prefix)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lib", "lib/tenant-admin"})
    void aHomeThatLeadsOutIsLeft(String link) throws IOException, InterruptedException {
        Path home = outside.resolve(link.equals("lib") ? "tenant-admin" : ".");
        Files.createDirectories(home.resolve("cache"));
        Files.writeString(home.resolve("cache/theirs"), "theirs");
        Files.writeString(home.resolve("installed"), LIST + "\n");
        Files.createDirectories(prefix.resolve(link).getParent());
        Files.createSymbolicLink(prefix.resolve(link), outside);
        List<String> before = below(outside);
        for (Ran ran : List.of(uninstall(), install())) {
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).contains("leads out of " + prefix);
            assertThat(below(outside)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bin", "share", "share/man"})
    void nothingIsInstalledWhereALinkLeadsOut(String link) throws IOException, InterruptedException {
        Files.createDirectories(prefix.resolve(link).getParent());
        Files.createSymbolicLink(prefix.resolve(link), outside);
        List<String> before = below(prefix);
        Ran ran = install();
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains(prefix + "/" + link + " leads out of " + prefix, "nothing was changed");
        nothingOutsideIsTouched();
        assertThat(below(prefix)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {LIST, "bin/tenant-admin", "lib/tenant-admin/build"})
    void nothingIsWrittenThroughALinkThatIsThere(String place) throws IOException, InterruptedException {
        Path link = prefix.resolve(place);
        for (String target : List.of("victim", "nothing")) {
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, outside.resolve(target));
            install();
            nothingOutsideIsTouched();
            Files.deleteIfExists(link);
        }
    }

    @Test
    void linksWithinThePrefixAndToItAreAsGoodAsFolders() throws IOException, InterruptedException {
        Path real = Files.createDirectories(directory.resolve("real/share"));
        Files.createDirectories(real.resolveSibling("man"));
        Files.createSymbolicLink(real.resolve("man"), Path.of("../man"));
        Files.createSymbolicLink(prefix, real.getParent());
        Ran ran = install();
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(prefix.resolve("man/man1/tenant-admin.1")).hasContent("page");
        Ran gone = uninstall();
        assertThat(gone.exit()).as(gone.err()).isZero();
        assertThat(below(real.getParent())).containsExactly("man", "share", "share/man");
        assertThat(Files.exists(prefix, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void aRelativePrefixIsBelowTheFolderWhereOneIs() throws IOException, InterruptedException {
        Files.createDirectories(outside.resolve("empty/prefix"));
        Map<String, String> environment =
                Map.of("CDPATH", outside.resolve("empty").toString());
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString(), "--prefix", "prefix", archive()));
        assertThat(ran(environment, directory, command.toArray(String[]::new)).exit())
                .isZero();
        assertThat(below(prefix)).contains(LIST);
        command.set(4, "--uninstall");
        assertThat(ran(environment, directory, command.toArray(String[]::new)).exit())
                .isZero();
        assertThat(below(prefix)).isEmpty();
        assertThat(below(outside)).containsExactly("empty", "empty/prefix", "victim");
    }
}
