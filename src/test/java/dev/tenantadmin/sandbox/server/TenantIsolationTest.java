package dev.tenantadmin.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Twenty tenants whose names were chosen to collide: every principal of each against everything of every other. */
@Tag("slow")
class TenantIsolationTest {

    private static final List<String> NAMES = List.of(
            "a",
            "aa",
            "a-a",
            "ac",
            "acm",
            "acme",
            "acmee",
            "acme1",
            "acme-1",
            "acme-a",
            "acme-e",
            "acme-w",
            "acme-we",
            "acme-west",
            "acme-west-1",
            "acmewest",
            "e",
            "w",
            "west",
            "west-acme");

    private final FakeClock clock = new FakeClock();
    private final Clients administrator = Clients.of(Sandbox.inMemory(clock, SandboxSettings.defaults()));

    /** What somebody might try with what is another's. */
    private static Map<String, Consumer<Clients>> reaches(TenantInSandbox other) {
        Map<String, Consumer<Clients>> reaches = new LinkedHashMap<>();
        reaches.put(
                "open",
                by -> by.sageMaker().createPresignedNotebookInstanceUrl(r -> r.notebookInstanceName(other.notebook())));
        reaches.put("describe", describe(other));
        reaches.put("stop", by -> by.sageMaker().stopNotebookInstance(r -> r.notebookInstanceName(other.notebook())));
        reaches.put(
                "update",
                by -> by.sageMaker()
                        .updateNotebookInstance(
                                r -> r.notebookInstanceName(other.notebook()).instanceType("ml.m5.xlarge")));
        reaches.put(
                "tag",
                by -> by.sageMaker()
                        .addTags(r -> r.resourceArn(other.names().sagemakerArn("notebook-instance", other.notebook()))
                                .tags(other.sageMakerTag())));
        reaches.put(
                "script",
                by -> by.sageMaker()
                        .describeNotebookInstanceLifecycleConfig(r -> r.notebookInstanceLifecycleConfigName(
                                other.names().prefix() + "setup")));
        reaches.put(
                "model under its name",
                by -> by.sageMaker()
                        .createModel(r -> r.modelName(other.names().prefix() + "m")
                                .executionRoleArn(other.names().executionRoleArn())
                                .primaryContainer(c -> c.image("763104351884.dkr.ecr.us-east-1.amazonaws.com/x:2"))));
        reaches.put("assume", by -> by.sts().assumeRole(other.assume(other.owner(), other.owner())));
        reaches.put("key", by -> by.iam().createAccessKey(r -> r.userName(other.owner())));
        return reaches;
    }

    private static Consumer<Clients> describe(TenantInSandbox tenant) {
        return by -> by.sageMaker().describeNotebookInstance(r -> r.notebookInstanceName(tenant.notebook()));
    }

    private static boolean denied(Consumer<Clients> reach, Clients by) {
        try {
            reach.accept(by);
            return false;
        } catch (AwsServiceException e) {
            return e.awsErrorDetails().errorMessage().contains("is not authorized to perform: ");
        }
    }

    @Test
    void nobodyReachesAnother() {
        List<TenantInSandbox> tenants = NAMES.stream()
                .map(name -> TenantInSandbox.create(administrator, name))
                .toList();
        clock.pass(Duration.ofSeconds(2));
        List<String> leaks = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        int tried = 0;
        for (TenantInSandbox tenant : tenants) {
            Map<String, Clients> principals = Map.of(
                    "user", tenant.user(), "access role", tenant.session(), "execution role", tenant.inNotebook());
            for (Map.Entry<String, Clients> principal : principals.entrySet()) {
                String who = tenant.names().tenant() + "'s " + principal.getKey();
                if (denied(describe(tenant), principal.getValue())) {
                    missing.add(who + " cannot describe its own notebook");
                }
                for (TenantInSandbox other : tenants) {
                    if (!other.names().equals(tenant.names())) {
                        for (Map.Entry<String, Consumer<Clients>> reach :
                                reaches(other).entrySet()) {
                            tried++;
                            if (!denied(reach.getValue(), principal.getValue())) {
                                leaks.add("%s: %s of %s"
                                        .formatted(
                                                who,
                                                reach.getKey(),
                                                other.names().tenant()));
                            }
                        }
                    }
                }
            }
        }
        assertThat(tried).isEqualTo(20 * 3 * 19 * 9);
        assertThat(leaks).isEmpty();
        assertThat(missing).isEmpty();
    }
}
