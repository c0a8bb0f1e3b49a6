package dev.tenantadmin.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.sandbox.request.Faults;
import dev.tenantadmin.sandbox.request.Rate;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.wire.ProcessKilled;
import dev.tenantadmin.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class FaultInjectionTest {
    private final FakeClock clock = new FakeClock();

    private Sandbox sandbox(SandboxSettings settings) {
        return Sandbox.inMemory(clock, settings);
    }

    private Sandbox faulty(String... orders) {
        return sandbox(SandboxSettings.defaults()
                .withFaults(
                        Faults.of(List.of(orders).stream().map(Faults::parse).toList())));
    }

    /** A client that shows every mishap instead of trying again. */
    private static IamClient iam(Sandbox sandbox) {
        return IamClient.builder()
                .httpClient(sandbox.httpClient())
                .region(Clients.of(sandbox).region())
                .credentialsProvider(() -> Clients.of(sandbox).credentials())
                .overrideConfiguration(configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private static SageMakerClient sageMaker(Sandbox sandbox) {
        return SageMakerClient.builder()
                .httpClient(sandbox.httpClient())
                .region(Clients.of(sandbox).region())
                .credentialsProvider(() -> Clients.of(sandbox).credentials())
                .overrideConfiguration(configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private static void make(IamClient iam, String group) {
        iam.createGroup(request -> request.groupName(group));
    }

    private static List<String> groups(IamClient iam) {
        return iam.listGroups().groups().stream().map(Group::groupName).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "throttle, before, Rate exceeded,       false",
        "throttle, after,  Rate exceeded,       true",
        "failure,  before, processing has failed, false",
        "failure,  after,  processing has failed, true",
        "reset,    before, Connection reset,    false",
        "reset,    after,  Connection reset,    true",
        "silence,  before, Read timed out,      false",
        "silence,  after,  Read timed out,      true",
    })
    void whatIsOrderedGoesWrongOnce(String fault, String moment, String message, boolean done) {
        Sandbox sandbox = faulty("CreateGroup#2:" + moment + ":" + fault);
        IamClient iam = iam(sandbox);
        make(iam, "one");
        assertThatThrownBy(() -> make(iam, "two")).hasStackTraceContaining(message);
        assertThat(groups(iam)).isEqualTo(done ? List.of("one", "two") : List.of("one"));
        make(iam, "three");
    }

    @Test
    void eachThirdCallCanGoWrong() {
        IamClient iam = iam(faulty("*%3:before:throttle"));
        for (int i = 0; i < 3; i++) {
            groups(iam);
            groups(iam);
            assertThatThrownBy(() -> groups(iam)).hasMessageContaining("Rate exceeded");
        }
    }

    @ParameterizedTest
    @CsvSource({"before, false", "after, true"})
    void whoWasKilledCallsNoMore(String moment, boolean done) {
        Sandbox sandbox = faulty("*#1:" + moment + ":kill");
        IamClient killed = iam(sandbox);
        assertThatThrownBy(() -> make(killed, "one")).isInstanceOf(ProcessKilled.class);
        assertThatThrownBy(() -> groups(killed)).isInstanceOf(ProcessKilled.class);
        assertThat(groups(iam(sandbox))).isEqualTo(done ? List.of("one") : List.of());
    }

    @Test
    void anAnswerIsLostAlsoWhenItIsARefusal() {
        IamClient iam = iam(faulty("GetGroup:after:reset"));
        assertThatThrownBy(() -> iam.getGroup(request -> request.groupName("none")))
                .hasStackTraceContaining("Connection reset");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CreateRole",
                "CreateRole:during:reset",
                "CreateRole#0:after:reset",
                "CreateRole%0:after:reset",
                "*:after:rain"
            })
    void anOrderThatMakesNoSenseIsRefused(String order) {
        assertThatThrownBy(() -> Faults.parse(order)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tokensRunOutAndComeBack() {
        Sandbox sandbox = sandbox(
                SandboxSettings.defaults().withRates(Map.of("iam", Rate.parse("2:3"), "sagemaker", new Rate(1, 1))));
        IamClient iam = iam(sandbox);
        for (int i = 0; i < 3; i++) {
            groups(iam);
        }
        assertThatThrownBy(() -> groups(iam)).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(400);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("Throttling");
            assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("Rate exceeded");
            assertThat(e.isThrottlingException()).isTrue();
        });
        clock.pass(Duration.ofMillis(500));
        groups(iam);
        assertThatThrownBy(() -> groups(iam)).hasMessageContaining("Rate exceeded");

        SageMakerClient sageMaker = sageMaker(sandbox);
        sageMaker.listModels();
        assertThatThrownBy(sageMaker::listModels)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException"));
    }

    @Test
    void readsAnswerFromBeforeTheWrite() {
        Duration stale = Duration.ofSeconds(5);
        IamClient iam = iam(sandbox(SandboxSettings.defaults().withStaleReads(stale)));
        make(iam, "one");
        assertThatThrownBy(() -> iam.getGroup(request -> request.groupName("one")))
                .isInstanceOf(NoSuchEntityException.class);
        assertThat(groups(iam)).isEmpty();
        // A write is decided on what there is.
        assertThatThrownBy(() -> make(iam, "one")).hasMessageContaining("already exists");
        clock.pass(stale);
        assertThat(groups(iam)).containsExactly("one");
        iam.deleteGroup(request -> request.groupName("one"));
        clock.pass(stale.minusMillis(1));
        make(iam, "one");
        assertThat(groups(iam)).containsExactly("one");
        clock.pass(Duration.ofMillis(1));
        assertThat(groups(iam)).isEmpty();
        clock.pass(stale);
        assertThat(groups(iam)).containsExactly("one");
    }

    @Test
    void quotasCanBeSet() {
        IamClient iam = iam(sandbox(SandboxSettings.defaults().withQuotas(Map.of("Groups", 1))));
        assertThat(iam.getAccountSummary().summaryMapAsStrings()).containsEntry("GroupsQuota", 1);
        make(iam, "one");
        assertThatThrownBy(() -> make(iam, "two")).hasMessageContaining("Cannot exceed quota for GroupsPerAccount: 1");
        assertThatThrownBy(() -> SandboxSettings.defaults().withQuotas(Map.of("Goats", 1)))
                .hasMessageContaining("there is no quota 'Goats', only AccessKeysPerUser,");
    }
}
