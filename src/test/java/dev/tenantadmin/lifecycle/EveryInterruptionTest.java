package dev.tenantadmin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.lifecycle.backend.SandboxAccount;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever command is killed at whichever call, before or after its effect, the same command ends where an undisturbed one does. */
@Tag("slow")
class EveryInterruptionTest {

    @ParameterizedTest
    @MethodSource({"dev.tenantadmin.lifecycle.Scenario#all", "dev.tenantadmin.lifecycle.Scenario#withoutWaiting"})
    void theNextRunCompletesIt(Scenario scenario) {
        List<InterruptionTest.Site> deaths = scenario.deaths();

        deaths.parallelStream().forEach(death -> {
            SandboxAccount account = scenario.account();
            assertThat(account.run(death.death(), scenario.command()).killed())
                    .as("killed %s", death)
                    .isTrue();
            scenario.requireCompletedByNext(account, "killed " + death);
        });
    }
}
