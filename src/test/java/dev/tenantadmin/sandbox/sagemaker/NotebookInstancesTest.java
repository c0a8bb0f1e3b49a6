package dev.tenantadmin.sandbox.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.sandbox.request.Maintenance;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Clients;
import dev.tenantadmin.sandbox.server.Sandbox;
import dev.tenantadmin.testing.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateNotebookInstanceRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;
import software.amazon.awssdk.services.sagemaker.model.DirectInternetAccess;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceLifecycleHook;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceSortKey;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceSortOrder;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceStatus;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceSummary;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.Tag;

class NotebookInstancesTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/acme--execution";
    private static final String NAME = "acme--main";
    private static final String ARN = "arn:aws:sagemaker:us-east-1:123456789012:notebook-instance/acme--main";
    private static final Duration TRANSITION = Duration.ofMinutes(3);
    private static final Duration ASSUME_DELAY = Duration.ofSeconds(10);

    private final FakeClock clock = new FakeClock();
    private final Clients clients = Clients.of(Sandbox.inMemory(
            clock, new SandboxSettings(TRANSITION, ASSUME_DELAY, Map.of("ml.p5.48xlarge", "Insufficient capacity."))));
    private final SageMakerClient sageMaker = clients.sageMaker();

    @BeforeEach
    void makeRole() {
        clients.iam()
                .createRole(request -> request.roleName("acme--execution").assumeRolePolicyDocument(Clients.TRUST));
        clock.pass(ASSUME_DELAY);
    }

    private static Consumer<CreateNotebookInstanceRequest.Builder> notebook(String name, String instanceType) {
        return request ->
                request.notebookInstanceName(name).instanceType(instanceType).roleArn(ROLE);
    }

    private DescribeNotebookInstanceResponse describe() {
        return sageMaker.describeNotebookInstance(request -> request.notebookInstanceName(NAME));
    }

    private String status() {
        return describe().notebookInstanceStatusAsString();
    }

    private void call(String operation) {
        switch (operation) {
            case "Create" -> sageMaker.createNotebookInstance(notebook(NAME, "ml.t3.medium"));
            case "Start" -> sageMaker.startNotebookInstance(request -> request.notebookInstanceName(NAME));
            case "Stop" -> sageMaker.stopNotebookInstance(request -> request.notebookInstanceName(NAME));
            case "Delete" -> sageMaker.deleteNotebookInstance(request -> request.notebookInstanceName(NAME));
            case "Update" ->
                sageMaker.updateNotebookInstance(
                        request -> request.notebookInstanceName(NAME).volumeSizeInGB(20));
            case "Url" -> sageMaker.createPresignedNotebookInstanceUrl(request -> request.notebookInstanceName(NAME));
            default -> throw new IllegalArgumentException(operation);
        }
    }

    private void bringTo(String status) {
        String type = status.equals("Failed") ? "ml.p5.48xlarge" : "ml.t3.medium";
        sageMaker.createNotebookInstance(notebook(NAME, type));
        if (!status.equals("Pending")) {
            clock.pass(TRANSITION);
        }
        if (Set.of("Stopping", "Stopped", "Updating", "Deleting").contains(status)) {
            call("Stop");
        }
        if (Set.of("Stopped", "Updating", "Deleting").contains(status)) {
            clock.pass(TRANSITION);
        }
        if (status.equals("Updating")) {
            call("Update");
        } else if (status.equals("Deleting")) {
            call("Delete");
        }
        assertThat(status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "Start,  Stopped,   Pending,  InService",
        "Start,  Failed,    Pending,  Failed",
        "Stop,   InService, Stopping, Stopped",
        "Update, Stopped,   Updating, Stopped",
        "Delete, Stopped,   Deleting, gone",
        "Delete, Failed,    Deleting, gone",
    })
    void transitionsTakeTheirTime(String operation, String from, String during, String after) {
        bringTo(from);
        call(operation);
        clock.pass(TRANSITION.minusMillis(1));
        assertThat(status()).isEqualTo(during);
        assertThat(describe().failureReason())
                .isEqualTo(from.equals("Failed") && during.equals("Deleting") ? "Insufficient capacity." : null);
        clock.pass(Duration.ofMillis(1));
        if (after.equals("gone")) {
            assertThatThrownBy(this::status).hasMessageContaining("RecordNotFound");
        } else {
            assertThat(status()).isEqualTo(after);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Start  | Pending, InService, Stopping, Deleting, Updating                 | [Stopped, Failed] | transition to (Pending)",
                "Stop   | Pending, Stopping, Stopped, Failed, Deleting, Updating           | [InService]       | transition to (Stopping)",
                "Delete | Pending, InService, Stopping, Deleting, Updating                 | [Stopped, Failed] | transition to (Deleting)",
                "Update | Pending, InService, Stopping, Failed, Deleting, Updating         | [Stopped]         | transition to (Updating)",
                "Url    | Pending, Stopping, Stopped, Failed, Deleting, Updating           | [InService]       | create a presigned URL",
            })
    void otherStatesAreRefusedInSageMakersWords(String operation, String states, String legal, String unable) {
        for (String state : states.split(", ", -1)) {
            NotebookInstancesTest fresh = new NotebookInstancesTest();
            fresh.makeRole();
            fresh.bringTo(state);
            assertThatThrownBy(() -> fresh.call(operation)).isInstanceOfSatisfying(SageMakerException.class, e -> {
                assertThat(e.statusCode()).isEqualTo(400);
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
                assertThat(e.awsErrorDetails().errorMessage())
                        .isEqualTo("Status (" + state + ") not in (" + legal + "). Unable to " + unable
                                + " for Notebook Instance (" + ARN + ")");
                assertThat(e.requestId()).hasSize(36);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pending", "InService", "Failed", "Deleting"})
    void aNameIsTakenWhileTheNotebookIsThere(String state) {
        bringTo(state);
        assertThatThrownBy(() -> call("Create"))
                .hasMessageContaining("Cannot create a duplicate Notebook Instance (" + ARN + ")");
    }

    @Test
    void aNameIsFreeAgainAfterDeletionAndBringsNoOldTags() {
        bringTo("Stopped");
        sageMaker.addTags(request -> request.resourceArn(ARN)
                .tags(Tag.builder().key("tenant").value("acme").build()));
        call("Delete");
        clock.pass(TRANSITION);
        call("Create");
        assertThat(sageMaker.listTags(request -> request.resourceArn(ARN)).tags())
                .isEmpty();
    }

    @Test
    void whatWasAskedForIsDescribed() {
        sageMaker.createNotebookInstanceLifecycleConfig(request ->
                request.notebookInstanceLifecycleConfigName("acme--setup").onStart(script("IyEvYmluL2Jhc2g=")));
        sageMaker.createNotebookInstance(request -> request.notebookInstanceName(NAME)
                .instanceType("ml.m7i.large")
                .roleArn(ROLE)
                .subnetId("subnet-0a")
                .securityGroupIds("sg-1", "sg-2")
                .directInternetAccess(DirectInternetAccess.DISABLED)
                .rootAccess("Disabled")
                .lifecycleConfigName("acme--setup")
                .instanceMetadataServiceConfiguration(imds -> imds.minimumInstanceMetadataServiceVersion("2"))
                .tags(Tag.builder().key("tenant").value("acme").build()));

        DescribeNotebookInstanceResponse notebook = describe();

        assertThat(notebook.notebookInstanceArn()).isEqualTo(ARN);
        assertThat(notebook.instanceTypeAsString()).isEqualTo("ml.m7i.large");
        assertThat(notebook.securityGroups()).containsExactly("sg-1", "sg-2");
        assertThat(notebook.networkInterfaceId()).startsWith("eni-");
        assertThat(notebook.volumeSizeInGB()).isEqualTo(5);
        assertThat(notebook.platformIdentifier()).isEqualTo("notebook-al2023-v1");
        assertThat(notebook.notebookInstanceLifecycleConfigName()).isEqualTo("acme--setup");
        assertThat(notebook.creationTime()).isEqualTo(clock.instant());
        assertThat(sageMaker.listTags(request -> request.resourceArn(ARN)).tags())
                .extracting(Tag::value)
                .containsExactly("acme");
        assertThatThrownBy(() -> clients.in("eu-west-1")
                        .sageMaker()
                        .describeNotebookInstance(request -> request.notebookInstanceName(NAME)))
                .hasMessageContaining("RecordNotFound");
    }

    @Test
    void anUpdateChangesWhatItNames() {
        bringTo("Stopped");
        sageMaker.updateNotebookInstance(request ->
                request.notebookInstanceName(NAME).instanceType("ml.m5.xlarge").volumeSizeInGB(50));
        clock.pass(TRANSITION);
        assertThat(describe().instanceTypeAsString()).isEqualTo("ml.m5.xlarge");
        assertThat(describe().volumeSizeInGB()).isEqualTo(50);
        assertThat(describe().roleArn()).isEqualTo(ROLE);
        assertThatThrownBy(() -> call("Update")).hasMessageContaining("Volume size can only be increased");
    }

    @Test
    void aLinkBelongsToTheNotebook() {
        bringTo("InService");
        assertThat(sageMaker
                        .createPresignedNotebookInstanceUrl(
                                request -> request.notebookInstanceName(NAME).sessionExpirationDurationInSeconds(1800))
                        .authorizedUrl())
                .matches("https://acme--main-[a-z0-9]{4}\\.notebook\\.us-east-1\\.sagemaker\\.aws\\?authToken=\\w+");
        assertThatThrownBy(() -> sageMaker.createPresignedNotebookInstanceUrl(
                        request -> request.notebookInstanceName(NAME).sessionExpirationDurationInSeconds(1799)))
                .hasMessageContaining("greater than or equal to 1800");
    }

    @ParameterizedTest
    @ValueSource(strings = {"notebook-al1-v1", "notebook-al2-v1", "notebook-al2-v2", "notebook-al2-v3"})
    void aPlatformThatHasEndedIsRefused(String platform) {
        String refusal = "Platform identifier (" + platform + ") is not supported for this service.";
        assertThatThrownBy(() -> sageMaker.createNotebookInstance(
                        notebook(NAME, "ml.t3.medium").andThen(request -> request.platformIdentifier(platform))))
                .hasMessageContaining(refusal);
        bringTo("Stopped");
        assertThatThrownBy(() -> sageMaker.updateNotebookInstance(
                        request -> request.notebookInstanceName(NAME).platformIdentifier(platform)))
                .hasMessageContaining(refusal);
    }

    @Test
    void aNotebookOnAPlatformThatHasEndedStartsWithAnother(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sandbox.jsonl");
        try (Sandbox old = Sandbox.open(file, clock, SandboxSettings.defaults())) {
            SageMakerClient client = Clients.of(old).sageMaker();
            Clients.of(old)
                    .iam()
                    .createRole(request -> request.roleName("acme--execution").assumeRolePolicyDocument(Clients.TRUST));
            clock.pass(ASSUME_DELAY);
            client.createNotebookInstance(notebook(NAME, "ml.t3.medium"));
            clock.pass(TRANSITION);
            client.stopNotebookInstance(request -> request.notebookInstanceName(NAME));
            clock.pass(TRANSITION);
            client.describeNotebookInstance(request -> request.notebookInstanceName(NAME));
        }
        Files.writeString(file, Files.readString(file).replace("notebook-al2023-v1", "notebook-al2-v3"));

        try (Sandbox later = Sandbox.open(file, clock, SandboxSettings.defaults())) {
            SageMakerClient client = Clients.of(later).sageMaker();
            assertThatThrownBy(() -> client.startNotebookInstance(request -> request.notebookInstanceName(NAME)))
                    .hasMessageContaining("Platform identifier (notebook-al2-v3) is not supported for this service.");
            client.updateNotebookInstance(
                    request -> request.notebookInstanceName(NAME).platformIdentifier("notebook-al2023-v1"));
            clock.pass(TRANSITION);
            client.startNotebookInstance(request -> request.notebookInstanceName(NAME));
        }
    }

    @Test
    void aTypeThatIsNoNotebooksIsRefusedWithAllThatAre() {
        assertThatThrownBy(() -> sageMaker.createNotebookInstance(notebook(NAME, "ml.m5.large")))
                .hasMessageContaining("Value 'ml.m5.large' at 'instanceType' failed to satisfy constraint: Member must"
                        + " satisfy enum value set: [ml.t2.medium, ")
                .hasMessageContaining(", ml.m5.xlarge, ");
        bringTo("Stopped");
        assertThatThrownBy(() -> sageMaker.updateNotebookInstance(
                        request -> request.notebookInstanceName(NAME).instanceType("ml.m5.large")))
                .hasMessageContaining("enum value set");
        assertThat(status()).isEqualTo("Stopped");
    }

    @Test
    void amazonLinux2023TakesNoOldAccelerators() {
        assertThatThrownBy(() -> sageMaker.createNotebookInstance(notebook(NAME, "ml.p3.2xlarge")))
                .hasMessageContaining("ml.p3.2xlarge", "notebook-al2023-v1");
        bringTo("Stopped");
        assertThatThrownBy(() -> sageMaker.updateNotebookInstance(
                        request -> request.notebookInstanceName(NAME).instanceType("ml.inf1.xlarge")))
                .hasMessageContaining("ml.inf1.xlarge", "notebook-al2023-v1");
    }

    @Test
    void inMaintenanceItRefusesWhatTheStateDoesNotAdmit() {
        Instant from = clock.instant().plus(TRANSITION);
        Maintenance maintenance = new Maintenance(
                NAME, "InMaintenance", from, from.plus(Duration.ofHours(1)), Set.of("StopNotebookInstance"));
        SageMakerClient maintained = maintained(maintenance);
        maintained.createNotebookInstance(notebook(NAME, "ml.t3.medium"));
        clock.pass(TRANSITION);

        DescribeNotebookInstanceResponse seen = maintained.describeNotebookInstance(r -> r.notebookInstanceName(NAME));

        assertThat(seen.notebookInstanceStatusAsString()).isEqualTo("InMaintenance");
        assertThat(maintained.listNotebookInstances(r -> {}).notebookInstances())
                .extracting(NotebookInstanceSummary::notebookInstanceStatusAsString)
                .containsExactly("InMaintenance");
        assertThatThrownBy(() -> maintained.deleteNotebookInstance(r -> r.notebookInstanceName(NAME)))
                .hasMessageContaining(
                        "Status (InMaintenance) not in ([Stopped, Failed]). Unable to transition to (Deleting) for"
                                + " Notebook Instance (" + ARN + ")");
        assertThatThrownBy(() -> maintained.createPresignedNotebookInstanceUrl(r -> r.notebookInstanceName(NAME)))
                .hasMessageContaining("Status (InMaintenance) not in ([InService])");
        maintained.stopNotebookInstance(r -> r.notebookInstanceName(NAME));
        assertThat(maintained
                        .describeNotebookInstance(r -> r.notebookInstanceName(NAME))
                        .notebookInstanceStatus())
                .isEqualTo(NotebookInstanceStatus.STOPPING);
    }

    @Test
    void maintenanceEndsWhereItBegan() {
        Instant from = clock.instant().plus(TRANSITION);
        SageMakerClient maintained =
                maintained(new Maintenance(NAME, "Hibernating", from, from.plus(Duration.ofHours(1)), Set.of()));
        maintained.createNotebookInstance(notebook(NAME, "ml.t3.medium"));
        clock.pass(TRANSITION.plusHours(1));

        assertThat(maintained
                        .describeNotebookInstance(r -> r.notebookInstanceName(NAME))
                        .notebookInstanceStatus())
                .isEqualTo(NotebookInstanceStatus.IN_SERVICE);
    }

    private SageMakerClient maintained(Maintenance maintenance) {
        Clients others = Clients.of(Sandbox.inMemory(
                clock, new SandboxSettings(TRANSITION, Duration.ZERO, Map.of()).withMaintenance(List.of(maintenance))));
        others.iam().createRole(request -> request.roleName("acme--execution").assumeRolePolicyDocument(Clients.TRUST));
        return others.sageMaker();
    }

    @Test
    void aCapacityFailureIsToldWhenItHasHappened() {
        sageMaker.createNotebookInstance(notebook(NAME, "ml.p5.48xlarge"));
        assertThat(describe().failureReason()).isNull();
        clock.pass(TRANSITION);
        assertThat(describe().notebookInstanceStatus()).isEqualTo(NotebookInstanceStatus.FAILED);
        assertThat(describe().failureReason()).isEqualTo("Insufficient capacity.");
    }

    @Test
    void aNewRoleCannotBeAssumedYet() {
        String trust = Clients.TRUST.replace("sagemaker.", "ec2.");
        clients.iam().createRole(request -> request.roleName("other").assumeRolePolicyDocument(trust));
        clients.iam().createRole(request -> request.roleName("new").assumeRolePolicyDocument(Clients.TRUST));
        for (String role : List.of("new", "other", "none")) {
            assertThatThrownBy(() -> sageMaker.createNotebookInstance(notebook(NAME, "ml.t3.medium")
                            .andThen(request -> request.roleArn("arn:aws:iam::123456789012:role/" + role))))
                    .hasMessageContaining("Could not assume role arn:aws:iam::123456789012:role/" + role
                            + ". Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com'"
                            + " to assume the role.");
        }
        clock.pass(ASSUME_DELAY);
        sageMaker.createNotebookInstance(notebook(NAME, "ml.t3.medium")
                .andThen(request -> request.roleArn("arn:aws:iam::123456789012:role/new")));
    }

    @Test
    void badValuesAreRefused() {
        assertThatThrownBy(() -> sageMaker.createNotebookInstance(notebook("-bad", "ml.t3.medium")))
                .hasMessageContaining("'notebookInstanceName'");
        assertThatThrownBy(() -> sageMaker.createNotebookInstance(notebook("n".repeat(64), "ml.t3.medium")))
                .hasMessageContaining("less than or equal to 63");
        assertThatThrownBy(() -> sageMaker.createNotebookInstance(notebook(NAME, "t3.medium")))
                .hasMessageContaining("'instanceType'");
        assertThatThrownBy(() -> sageMaker.createNotebookInstance(
                        notebook(NAME, "ml.t3.medium").andThen(request -> request.volumeSizeInGB(4))))
                .hasMessageContaining("greater than or equal to 5");
        assertThatThrownBy(() -> sageMaker.createNotebookInstance(notebook(NAME, "ml.t3.medium")
                        .andThen(request -> request.directInternetAccess(DirectInternetAccess.DISABLED))))
                .hasMessageContaining("SubnetId");
        assertThatThrownBy(() -> sageMaker.createNotebookInstance(
                        notebook(NAME, "ml.t3.medium").andThen(request -> request.lifecycleConfigName("none"))))
                .hasMessageContaining("Unable to describe Notebook Instance Lifecycle Config")
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> sageMaker.listDomains(request -> {})).hasMessageContaining("ListDomains");
    }

    @Test
    void listsFilterSortAndPage() {
        IntStream.range(0, 5).forEach(i -> {
            sageMaker.createNotebookInstance(notebook("acme--n" + i, "ml.t3.medium"));
            clock.pass(Duration.ofSeconds(1));
        });
        sageMaker.createNotebookInstance(notebook("other--n", "ml.t3.medium"));
        List<String> names = new ArrayList<>();
        sageMaker
                .listNotebookInstancesPaginator(request -> request.nameContains("acme--")
                        .sortBy(NotebookInstanceSortKey.CREATION_TIME)
                        .sortOrder(NotebookInstanceSortOrder.DESCENDING)
                        .maxResults(2))
                .notebookInstances()
                .forEach(notebook -> names.add(notebook.notebookInstanceName()));
        assertThat(names).containsExactly("acme--n4", "acme--n3", "acme--n2", "acme--n1", "acme--n0");
        assertThat(sageMaker
                        .listNotebookInstances(request -> request.statusEquals(NotebookInstanceStatus.IN_SERVICE))
                        .notebookInstances())
                .extracting(NotebookInstanceSummary::notebookInstanceName)
                .isEmpty();
    }

    @Test
    void tagsAreMergedAndRemoved() {
        bringTo("InService");
        sageMaker.addTags(request -> request.resourceArn(ARN).tags(tag("tenant", "acme"), tag("Tenant", "kept apart")));
        sageMaker.addTags(request -> request.resourceArn(ARN).tags(tag("tenant", "west")));
        sageMaker.deleteTags(request -> request.resourceArn(ARN).tagKeys("Tenant"));
        assertThat(sageMaker.listTags(request -> request.resourceArn(ARN)).tags())
                .containsExactly(tag("tenant", "west"));
        assertThatThrownBy(() -> sageMaker.listTags(request -> request.resourceArn(ARN + "x")))
                .hasMessageContaining("RecordNotFound");
    }

    private static NotebookInstanceLifecycleHook script(String content) {
        return NotebookInstanceLifecycleHook.builder().content(content).build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void lifecycleConfigsLiveAndDie() {
        sageMaker.createNotebookInstanceLifecycleConfig(request ->
                request.notebookInstanceLifecycleConfigName("acme--setup").onStart(script("IyEvYmluL2Jhc2g=")));
        assertThatThrownBy(() -> sageMaker.createNotebookInstanceLifecycleConfig(
                        request -> request.notebookInstanceLifecycleConfigName("acme--setup")))
                .hasMessageContaining("Unable to create Notebook Instance Lifecycle Config")
                .hasMessageContaining("already exists");
        sageMaker.updateNotebookInstanceLifecycleConfig(request ->
                request.notebookInstanceLifecycleConfigName("acme--setup").onCreate(script("ZWNobw==")));
        var config = sageMaker.describeNotebookInstanceLifecycleConfig(
                request -> request.notebookInstanceLifecycleConfigName("acme--setup"));
        assertThat(config.onCreate()).hasSize(1);
        assertThat(config.onStart()).hasSize(1);
        assertThat(sageMaker
                        .listNotebookInstanceLifecycleConfigs(request -> request.nameContains("acme--"))
                        .notebookInstanceLifecycleConfigs())
                .hasSize(1);
        sageMaker.deleteNotebookInstanceLifecycleConfig(
                request -> request.notebookInstanceLifecycleConfigName("acme--setup"));
        assertThatThrownBy(() -> sageMaker.describeNotebookInstanceLifecycleConfig(
                        request -> request.notebookInstanceLifecycleConfigName("acme--setup")))
                .hasMessageContaining("does not exist");
    }
}
