package dev.tenantadmin.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify --from NEW --against OLD}: what a change newly allows. */
@Tag("slow")
class VerifyAgainstTest {

    private static final String DOCUMENT =
            "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"%s\", \"Resource\": \"%s\"}}";

    @TempDir
    @Nullable
    Path folder;

    private final Shell shell = new Shell();

    @BeforeEach
    void make() {
        shell.run("create-tenant acme -q").done();
        shell.run("create-tenant beta -q").done();
        shell.iam().deleteUserPermissionsBoundary(r -> r.userName("acme--owner"));
        save("old.json");
    }

    private String file(String name) {
        return String.valueOf(Objects.requireNonNull(folder).resolve(name));
    }

    private void save(String name) {
        assertThat(shell.run("verify -q --simulator none --save " + file(name)).exit())
                .isLessThan(2);
    }

    private void put(String policy, String action, String resource) {
        shell.iam()
                .putUserPolicy(r -> r.userName("acme--owner")
                        .policyName(policy)
                        .policyDocument(DOCUMENT.formatted(action, resource)));
    }

    private Ran compared(String options) {
        return shell.run("verify --from %s --against %s %s".formatted(file("new.json"), file("old.json"), options));
    }

    private Ran changed(int exit) {
        save("new.json");
        Ran ran = compared("-o json");
        assertThat(ran.exit()).as(ran::toString).isEqualTo(exit);
        return ran;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> newly(Ran ran) {
        return (Map<String, Object>) Objects.requireNonNull(ran.json().get("newlyAllowed"));
    }

    private static List<Map<String, Object>> additions(Ran ran) {
        return Ran.objects(newly(ran), "additions");
    }

    @Test
    void theSameAllowsNothingNew() {
        Ran ran = changed(0);

        assertThat(additions(ran)).isEmpty();
        assertThat(newly(ran)).containsEntry("findings", List.of()).containsEntry("outsiders", List.of());
        assertThat(compared("-o text").out())
                .startsWith("Nothing is newly allowed since %s that is not meant".formatted(file("old.json")))
                .contains("Newly allowed since %s:%n  nothing%n".formatted(file("old.json")));
    }

    @Test
    void aPolicyThatLeaksIsNew() {
        put("quickfix", "sagemaker:DescribeModel", "*");

        Ran ran = changed(1);

        assertThat(additions(ran))
                .singleElement()
                .satisfies(addition -> assertThat(addition)
                        .containsEntry("tenant", "acme")
                        .containsEntry("principal", "user acme--owner")
                        .containsEntry("policy", "inline policy quickfix of user acme--owner")
                        .containsEntry("actions", List.of("sagemaker:DescribeModel"))
                        .containsEntry("meant", false)
                        .containsEntry("certain", true));
        assertThat(compared("-o text").out())
                .startsWith("NEW LEAK since %s: user acme--owner of tenant acme can reach tenant beta"
                        .formatted(file("old.json")))
                .contains("inline policy quickfix of user acme--owner  NOT MEANT");
    }

    /** What the older file has too is told, and sets no exit code; what goes beyond it does. */
    @Test
    void aLeakThatStandsAlreadyIsToldApart() throws IOException {
        put("quickfix", "sagemaker:DescribeModel", "*");
        save("old.json");

        Ran ran = changed(0);

        assertThat(additions(ran)).isEmpty();
        assertThat(Ran.objects(ran.json(), "findings"))
                .anySatisfy(finding -> assertThat(finding).containsEntry("kind", "leak"));
        compared("--sarif " + file("p.sarif")).done();
        assertThat(Files.readString(Path.of(file("p.sarif"))))
                .contains("\"baselineState\" : \"unchanged\"")
                .doesNotContain("\"new\"");

        put("quickfix", "sagemaker:Describe*", "*");

        Ran wider = changed(1);
        assertThat(additions(wider))
                .singleElement()
                .satisfies(addition -> assertThat(addition)
                        .extractingByKey("witness")
                        .extracting(witness -> ((Map<?, ?>) witness).get("action"))
                        .asString()
                        .startsWith("sagemaker:Describe")
                        .isNotEqualTo("sagemaker:DescribeModel"));
        assertThat(compared("--sarif " + file("p.sarif")).exit()).isEqualTo(1);
        assertThat(Files.readString(Path.of(file("p.sarif")))).contains("\"baselineState\" : \"new\"");
    }

    @Test
    void aNarrowerPolicyIsNothingNew() {
        put("quickfix", "sagemaker:Describe*", "*");
        save("old.json");
        put("quickfix", "sagemaker:DescribeModel", "*");

        assertThat(additions(changed(0))).isEmpty();
    }

    @Test
    void aNewTenantIsNewAndMeant() {
        shell.run("create-tenant gamma -q").done();

        Ran ran = changed(0);

        assertThat(additions(ran))
                .hasSizeGreaterThan(10)
                .allSatisfy(addition ->
                        assertThat(addition).containsEntry("tenant", "gamma").containsEntry("meant", true));
        assertThat(compared("-o text").out())
                .containsPattern("tenant gamma +\\d+ statements of 3 principals +as meant");
    }

    @Test
    void anOptionThatWidensIsNewAndMeant() {
        shell.run("create-tenant acme -q --data-location s3://bucket/acme/").done();

        Ran ran = changed(0);

        assertThat(additions(ran))
                .isNotEmpty()
                .allSatisfy(addition -> assertThat(addition)
                        .containsEntry("principal", "execution role acme--execution")
                        .containsEntry("meant", true));
    }

    @Test
    void somebodyElseWhoReachesThemIsNew() {
        shell.iam()
                .createRole(
                        r -> r.roleName("vendor")
                                .assumeRolePolicyDocument(
                                        "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Principal\":"
                                                + " {\"AWS\": \"arn:aws:iam::210987654321:root\"}, \"Action\": \"sts:AssumeRole\"}}"));
        shell.iam()
                .putRolePolicy(r -> r.roleName("vendor")
                        .policyName("v")
                        .policyDocument(DOCUMENT.formatted("sagemaker:StopNotebookInstance", "*")));

        Ran ran = changed(1);

        assertThat(Ran.objects(newly(ran), "outsiders"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("principal", "arn:aws:iam::123456789012:role/vendor")
                        .containsEntry("tenants", List.of("acme", "beta")));
        assertThat(compared("-o text").out())
                .startsWith("New since %s: arn:aws:iam::123456789012:role/vendor: ".formatted(file("old.json")));

        save("old.json");
        shell.run("create-tenant gamma -q").done();
        assertThat(newly(changed(0))).containsEntry("outsiders", List.of());
    }

    @Test
    void theOlderFileNeedsANewerOne() {
        Ran ran = shell.run("verify -q --against " + file("old.json"));

        assertThat(ran.exit()).isEqualTo(252);
        assertThat(ran.err()).contains("give the newer one with --from");
    }

    @Test
    void anOlderFileThatIsNoneIsRefused() throws IOException {
        save("new.json");
        Files.writeString(Path.of(file("old.json")), "{\"UserDetailList\": []}");

        Ran ran = compared("-o text");

        assertThat(ran.exit()).isEqualTo(252);
        assertThat(ran.err()).contains(file("old.json"));
    }
}
