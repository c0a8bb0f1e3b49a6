package dev.tenantadmin.command.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the link of url goes, and where it does not. */
class UrlLinkTest {

    private static final String LINK = "https://acme--main-x.notebook.us-east-1.sagemaker.aws?authToken=SECRET";

    @TempDir
    Path directory;

    private final Shell shell = new Shell();
    private Path home = Path.of("");

    @BeforeEach
    void createTenant() throws IOException {
        shell.run("create-tenant acme").done();
        home = Files.createDirectory(directory.resolve("home"));
        shell.environment.put("HOME", home.toString());
        shell.environment.put("PATH", Files.createDirectory(directory.resolve("bin")) + ":/usr/bin:/bin");
        // Ends when the browser has shown the page.
        program(
                "sleep",
                "printf '%s' \"$*\" >'DIR/slept'; while [ -d 'DIR' ] && ! [ -e 'DIR/shown' ]; do /bin/sleep 0.02; done");
    }

    private void program(String name, String script) throws IOException {
        Path file = directory.resolve("bin").resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script.replace("DIR", directory.toString()) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** The desktop's opener, which ends so. */
    private void opener(int exit) throws IOException {
        program(
                "xdg-open",
                "printf '%s\\n' \"$0\" \"$@\" >'DIR/arguments'; env >'DIR/environment'; ls -l \"$1\" >'DIR/mode'\n"
                        + "cat \"$1\" >'DIR/page'; mv 'DIR/page' 'DIR/shown'; exit " + exit);
    }

    private void answer(String link) throws IOException {
        shell.door.answerOnce("CreatePresignedNotebookInstanceUrl", JSON.std.asString(Map.of("AuthorizedUrl", link)));
    }

    private String recorded(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    private List<Path> pages() {
        try (Stream<Path> files = Files.list(home)) {
            return files.toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What deletes a page is a process of its own. */
    private void awaitNoPages() throws IOException, InterruptedException {
        try (WatchService watch = home.getFileSystem().newWatchService()) {
            home.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
            if (!pages().isEmpty()) {
                watch.poll(30, TimeUnit.SECONDS);
            }
        }
        assertThat(pages()).isEmpty();
    }

    @Test
    void theBrowserGetsTheLinkInAPageOfTheUsersAlone() throws IOException, InterruptedException {
        opener(0);
        answer(LINK + "&a=\"><script>alert(1)</script>");
        Ran ran = shell.run("url acme --open --lab").done();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEqualTo("notebook instance acme--main is opened in the browser\n");

        List<String> arguments = recorded("arguments").lines().toList();
        assertThat(arguments).hasSize(2);
        assertThat(arguments.get(1)).matches(home + "/tenant-admin-\\w+\\.html");
        assertThat(recorded("environment")).doesNotContain("SECRET");
        assertThat(recorded("mode")).startsWith("-rw-------");
        assertThat(recorded("shown"))
                .contains(
                        "href=\"" + LINK + "&amp;a=&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;view=lab\"",
                        "location.replace(",
                        "http-equiv=\"refresh\"",
                        "<meta name=\"referrer\" content=\"no-referrer\">")
                .doesNotContain("alert(1)</script>");
        awaitNoPages();
        assertThat(recorded("slept")).isEqualTo("60");
    }

    @Test
    void aBrowserThatDoesNotOpenLeavesNoPageAndTheLinkIsPrinted() throws IOException {
        opener(3);
        answer(LINK);
        Ran ran = shell.run("url acme --open").done();
        assertThat(ran.out()).isEqualTo(LINK + "\n");
        assertThat(ran.err()).contains("cannot open a browser here");
        assertThat(pages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "relative", "/nowhere/at/all"})
    void withoutAHomeTheLinkIsPrinted(String none) throws IOException {
        opener(0);
        shell.environment.put("HOME", none);
        answer(LINK);
        assertThat(shell.run("url acme --open").done().out()).isEqualTo(LINK + "\n");
        assertThat(directory.resolve("arguments")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://acme--main.sagemaker.aws?authToken=SECRET",
                "javascript:alert('SECRET')",
                "file:///etc/SECRET",
                "data:text/html,SECRET",
                "//acme--main.sagemaker.aws?authToken=SECRET",
                "--SECRET",
                " https://acme--main.sagemaker.aws?authToken=SECRET",
                "https://acme--main.sagemaker.aws?authToken=SECRET\n",
                "https://acme--main.sagemaker.aws?authToken=\rSECRET",
                "https://acme--main.sagemaker.aws?authToken=\u001b]0;SECRET\u0007",
                "https://acme--main.sagemaker.aws?authToken=\u009b31mSECRET",
                "https://acme--main.sagemaker.aws?authToken=\u202eSECRET",
                "https://acme--main.sagemaker.aws?authToken=\u0000SECRET",
                "https://acme--main.sagemaker.aws?authToken=\u007fSECRET",
                "https://acme--main.sagemaker.aws/ SECRET",
                "https://",
                "",
            })
    void aLinkThatIsNoneIsNeitherPrintedNorOpened(String link) throws IOException {
        opener(0);
        for (String options : List.of("", " --open", " --lab", " -v", " -o json", " -o json --open")) {
            answer(link);
            Ran ran = shell.run("url acme" + options);
            assertThat(ran.exit()).as(ran.toString()).isEqualTo(ExitCode.REFUSED.code());
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err())
                    .contains("SageMaker did not return an https link for notebook instance acme--main")
                    .doesNotContain("SECRET", "\u001b", "\u009b", "\u202e");
            assertThat(directory.resolve("arguments")).doesNotExist();
            assertThat(pages()).isEmpty();
        }
    }

    @Test
    void anAnswerWithoutALinkIsAnError() {
        shell.door.answerOnce("CreatePresignedNotebookInstanceUrl", "{}");
        shell.run("url acme").refused(ExitCode.REFUSED, "SageMaker did not return an https link");
    }
}
