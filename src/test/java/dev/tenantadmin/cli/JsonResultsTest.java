package dev.tenantadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Schemas;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command's JSON is as its schema says; {@link Shell} looks at all that any test has printed. */
class JsonResultsTest {

    @TempDir
    Path folder;

    private final Shell shell = new Shell();
    private final TreeSet<String> seen = new TreeSet<>();

    private void prints(String command, String... more) {
        List<String> line = new ArrayList<>(List.of(command.split(" ", -1)));
        line.addAll(List.of(more));
        line.addAll(List.of("-o", "json"));
        Ran ran = shell.run(line.toArray(String[]::new));
        assertThat(ran.out()).as(ran.toString()).startsWith("{").contains("\"schemaVersion\"");
        seen.add(
                command.startsWith("sandbox ")
                        ? command.split(" -", 2)[0].replace(' ', '-')
                        : line.get(0).replace("--", ""));
    }

    @Test
    void everyCommandPrintsWhatItsSchemaSays() throws IOException {
        Path file = Files.writeString(folder.resolve("teams.yaml"), "tenants: [{name: beta}, {name: gamma}]");
        shell.environment.put(
                "TENANT_ADMIN_SANDBOX_STATE", folder.resolve("state").toString());

        prints("create-tenant acme --user alice --tag a=b --dry-run");
        prints("create-tenant acme --user alice --tag a=b");
        prints("create-tenant acme --instance-type ml.m5.xlarge");
        prints("create-tenant --all");
        prints("describe-tenant acme");
        prints("list-tenants");
        prints("list-endpoints acme");
        prints("add-user acme bob");
        prints("remove-user acme bob --yes");
        shell.run("create-tenant acme --notebook lab").done();
        prints("remove-notebook acme lab --yes");
        prints("stop acme");
        prints("start acme");
        prints("url acme");
        prints("credentials acme");
        prints("deploy acme fraud --image 763104351884.dkr.ecr.us-east-1.amazonaws.com/xgboost:1.7-1");
        prints("undeploy --all --older-than 1s --dry-run");
        prints("undeploy acme fraud --yes");
        prints("permissions url");
        prints("doctor");
        prints("audit");
        prints("verify");
        prints("apply", "--dry-run", "-f", file.toString());
        prints("apply", "-f", file.toString());
        prints("export");
        prints("stop --all --dry-run");
        prints("stop --all");
        prints("suspend acme");
        prints("resume acme");
        prints("delete-tenant acme --dry-run");
        prints("delete-tenant acme --yes");
        prints("sandbox reset --yes");
        prints("--version");

        assertThat(shell.run("url nobody -o json").error().get("kind")).isEqualTo("not-found");
        assertThat(shell.run("url Nobody -o json").error().get("kind")).isEqualTo("invalid-input");
        Files.writeString(file, "tenants: [{name: Beta}]");
        assertThat((List<?>) shell.run("apply", "-f", file.toString(), "-o", "json")
                        .error()
                        .get("errors"))
                .hasSize(1);

        TreeSet<String> others = new TreeSet<>(Schemas.SHIPPED.all().keySet());
        others.removeAll(seen);
        // The first is looked at where a process serves, the others are part of the above.
        assertThat(others).containsExactlyInAnyOrder("sandbox-serve", "error", "definitions");
    }

    @Test
    void whatIsNotAsciiIsEscapedSoThatNoLocaleLosesIt() {
        shell.run("create-tenant acme --tag owner=J\u00fcrgen").done();

        Ran ran = shell.run("describe-tenant acme -o json").done();

        assertThat(ran.out()).contains("\"owner\" : \"J\\u00FCrgen\"");
        assertThat(ran.json().get("tags")).isEqualTo(Map.of("owner", "J\u00fcrgen"));
    }

    @Test
    void whatNoSchemaNamesIsFound() {
        List<String> url = List.of("url", "acme");
        String good = "{\"schemaVersion\": 1, \"notebook\": \"acme--main\", \"url\": \"https://example.com/\"";
        Schemas.SHIPPED.check(url, new Ran(0, good + "}", ""));

        assertThatThrownBy(() -> Schemas.SHIPPED.check(url, new Ran(0, good + ", \"more\": 1}", "")))
                .hasMessageContaining("more");
        assertThatThrownBy(() -> Schemas.SHIPPED.check(url, new Ran(0, good.replace("notebook", "book") + "}", "")))
                .hasMessageContaining("notebook");
        assertThatThrownBy(() -> Schemas.SHIPPED.check(url, new Ran(3, "", "{\n\"error\": {}}")))
                .hasMessageContaining("kind");
    }

    @Test
    void everyFieldSaysWhatItIs() {
        Schemas.SHIPPED.all().forEach(JsonResultsTest::described);
    }

    private static void described(String where, Object part) {
        if (part instanceof Collection<?> list) {
            list.forEach(each -> described(where, each));
        } else if (part instanceof Map<?, ?> map) {
            if (map.get("properties") instanceof Map<?, ?> fields && "object".equals(map.get("type"))) {
                fields.forEach((name, field) -> assertThat(field instanceof Map<?, ?> schema
                                && (schema.containsKey("description")
                                        || schema.containsKey("$ref")
                                        || schema.containsKey("properties")))
                        .as(where + ": " + name)
                        .isTrue());
            }
            map.values().forEach(each -> described(where, each));
        }
    }

    @Test
    void theManualNamesEverySchema() throws IOException {
        Path pages = Path.of("src/site/markdown");
        String text = Files.readString(pages.resolve("json.md"));
        assertThat(Schemas.SHIPPED.all().keySet())
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(text)
                        .contains("(" + pages.relativize(Schemas.FOLDER.resolve(name + ".schema.json")) + ")"));
    }
}
