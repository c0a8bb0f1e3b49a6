package dev.tenantadmin.lifecycle.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Sandbox;
import dev.tenantadmin.testing.FakeClock;
import dev.tenantadmin.testing.Ran;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** An empty account in the sandbox, with a clock that turns when a command waits and a door to watch and to bar. */
public final class SandboxAccount implements Backend {

    private static final StaticCredentialsProvider ADMINISTRATOR =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("administrator", "sandbox"));

    private final FakeClock clock;
    private final SandboxSettings settings;
    private final Sandbox sandbox;
    private final IamClient iam;
    private final SageMakerClient sagemaker;

    public SandboxAccount() {
        this(SandboxSettings.defaults());
    }

    public SandboxAccount(SandboxSettings settings) {
        this(new FakeClock(), settings);
    }

    private SandboxAccount(FakeClock clock, SandboxSettings settings) {
        this(clock, settings, Sandbox.inMemory(clock, settings));
    }

    private SandboxAccount(FakeClock clock, SandboxSettings settings, Sandbox sandbox) {
        this.clock = clock;
        this.settings = settings;
        this.sandbox = sandbox;
        iam = IamClient.builder()
                .httpClient(sandbox.httpClient())
                .region(Region.US_EAST_1)
                .credentialsProvider(ADMINISTRATOR)
                .build();
        sagemaker = SageMakerClient.builder()
                .httpClient(sandbox.httpClient())
                .region(Region.US_EAST_1)
                .credentialsProvider(ADMINISTRATOR)
                .build();
    }

    /** Another account that has what this one has, at the same time of day. */
    public SandboxAccount copy() {
        return copy(settings);
    }

    /** The same in an account that behaves so. */
    public SandboxAccount copy(SandboxSettings behaviour) {
        FakeClock itsClock = new FakeClock(clock.instant());
        return new SandboxAccount(itsClock, behaviour, sandbox.copy(itsClock, behaviour));
    }

    /** How a command ended, what passed the door meanwhile, and which calls the fault struck. */
    public record Run(Ran outcome, List<CallRecorder.Passage> passages, List<Call> struck, boolean killed) {

        public Run done() {
            outcome.done();
            return this;
        }

        public Stream<Call> calls() {
            return passages.stream().map(CallRecorder.Passage::call);
        }

        public List<Call> writes() {
            return calls().filter(Call::writes).toList();
        }

        /** How many calls had to wait for one another, polls aside. */
        public int depth() {
            return passages.stream()
                    .filter(passage -> !passage.call().polls())
                    .mapToInt(CallRecorder.Passage::depth)
                    .max()
                    .orElse(0);
        }
    }

    /** Runs a command; fails where the fault struck none of its calls. */
    public Run run(Fault fault, String... commandLine) {
        Run run = runStruckOrNot(fault, commandLine);
        assertThat(fault == Fault.NONE || !run.struck().isEmpty())
                .as("the fault strikes '%s'", String.join(" ", commandLine))
                .isTrue();
        return run;
    }

    /** Runs a command in which the fault may find no call that it is meant for, or changes no answer. */
    public Run runStruckOrNot(Fault fault, String... commandLine) {
        CallRecorder door = new CallRecorder(
                sandbox.httpClient(), fault, settings.staleReads().isZero() ? null : this::truth);
        List<String> arguments =
                Stream.concat(Stream.of(commandLine), Stream.of("--sandbox")).toList();
        Ran outcome = Ran.of(arguments, Map.of(), clock, () -> door);
        return new Run(outcome, door.passages(), door.struck(), door.dead());
    }

    private SdkHttpClient truth() {
        return sandbox.copy(clock, SandboxSettings.defaults()).httpClient();
    }

    @Override
    public Ran run(String... commandLine) {
        return run(Fault.NONE, commandLine).outcome();
    }

    @Override
    public Set<Ability> abilities() {
        return Set.of(Ability.values());
    }

    @Override
    public IamClient iam() {
        return iam;
    }

    @Override
    public SageMakerClient sagemaker() {
        return sagemaker;
    }

    public FakeClock clock() {
        return clock;
    }

    @Override
    public Set<String> contents() {
        Set<String> found = Backend.super.contents();
        iam.listVirtualMFADevices()
                .virtualMFADevices()
                .forEach(device -> found.add("MFA device " + device.serialNumber()));
        iam.listInstanceProfiles()
                .instanceProfiles()
                .forEach(profile -> found.add("instance profile " + profile.instanceProfileName()));
        sagemaker
                .listNotebookInstanceLifecycleConfigs(r -> {})
                .notebookInstanceLifecycleConfigs()
                .forEach(config -> found.add("lifecycle config " + config.notebookInstanceLifecycleConfigName()));
        sagemaker.listModels().models().forEach(model -> found.add("model " + model.modelName()));
        sagemaker
                .listEndpointConfigs()
                .endpointConfigs()
                .forEach(config -> found.add("endpoint configuration " + config.endpointConfigName()));
        sagemaker.listEndpoints().endpoints().forEach(endpoint -> found.add("endpoint " + endpoint.endpointName()));
        sagemaker.listTrainingJobs(r -> r.statusEquals("InProgress")).trainingJobSummaries().stream()
                .forEach(job -> found.add("run of " + job.trainingJobName()));
        sagemaker.listProcessingJobs(r -> r.statusEquals("InProgress")).processingJobSummaries().stream()
                .forEach(job -> found.add("run of " + job.processingJobName()));
        sagemaker.listTransformJobs(r -> r.statusEquals("InProgress")).transformJobSummaries().stream()
                .forEach(job -> found.add("run of " + job.transformJobName()));
        return found;
    }

    /** The whole account in lines, ids and times aside; of each document its hash. */
    public Set<String> dump() {
        Set<String> dump = new TreeSet<>();
        iam.listPoliciesPaginator(r -> r.scope(PolicyScopeType.LOCAL))
                .policies()
                .forEach(listed -> {
                    var policy = iam.getPolicy(r -> r.policyArn(listed.arn())).policy();
                    var version = iam.getPolicyVersion(
                                    r -> r.policyArn(policy.arn()).versionId(policy.defaultVersionId()))
                            .policyVersion();
                    dump.add("%s on %d, %s, %s"
                            .formatted(
                                    policy.arn(),
                                    policy.attachmentCount(),
                                    tags(policy.tags()),
                                    hash(version.document())));
                });
        iam.listRolesPaginator().roles().forEach(listed -> {
            String name = listed.roleName();
            var role = iam.getRole(r -> r.roleName(name)).role();
            dump.add("%s, %s, %s, trusts %s"
                    .formatted(
                            role.arn(),
                            role.permissionsBoundary(),
                            tags(role.tags()),
                            hash(role.assumeRolePolicyDocument())));
            iam.listAttachedRolePolicies(r -> r.roleName(name))
                    .attachedPolicies()
                    .forEach(policy -> dump.add("role %s has %s".formatted(name, policy.policyArn())));
            iam.listRolePolicies(r -> r.roleName(name)).policyNames().stream()
                    .map(policy -> iam.getRolePolicy(r -> r.roleName(name).policyName(policy)))
                    .forEach(policy -> dump.add("role %s has %s: %s"
                            .formatted(
                                    name, policy.policyName(), content(policy.policyName(), policy.policyDocument()))));
        });
        iam.listGroupsPaginator().groups().forEach(group -> {
            String name = group.groupName();
            dump.add(group.arn());
            iam.getGroup(r -> r.groupName(name))
                    .users()
                    .forEach(user -> dump.add("group %s has %s".formatted(name, user.arn())));
            iam.listAttachedGroupPolicies(r -> r.groupName(name))
                    .attachedPolicies()
                    .forEach(policy -> dump.add("group %s has %s".formatted(name, policy.policyArn())));
            iam.listGroupPolicies(r -> r.groupName(name)).policyNames().stream()
                    .map(policy -> iam.getGroupPolicy(r -> r.groupName(name).policyName(policy)))
                    .forEach(policy -> dump.add(
                            "group %s has %s: %s".formatted(name, policy.policyName(), hash(policy.policyDocument()))));
        });
        iam.listUsersPaginator().users().forEach(listed -> {
            var user = iam.getUser(r -> r.userName(listed.userName())).user();
            dump.add("%s, %s, %s".formatted(user.arn(), user.permissionsBoundary(), tags(user.tags())));
        });
        sagemaker.listNotebookInstancesPaginator().notebookInstances().forEach(listed -> {
            var notebook =
                    sagemaker.describeNotebookInstance(r -> r.notebookInstanceName(listed.notebookInstanceName()));
            dump.add(notebook.toBuilder()
                            .url(null)
                            .creationTime(null)
                            .lastModifiedTime(null)
                            .build()
                    + ", " + tags(notebook.notebookInstanceArn()));
        });
        sagemaker.listNotebookInstanceLifecycleConfigs(r -> {}).notebookInstanceLifecycleConfigs().stream()
                .map(listed -> sagemaker.describeNotebookInstanceLifecycleConfig(
                        r -> r.notebookInstanceLifecycleConfigName(listed.notebookInstanceLifecycleConfigName())))
                .forEach(config -> dump.add("%s at creation %s, at start %s, %s"
                        .formatted(
                                config.notebookInstanceLifecycleConfigName(),
                                config.onCreate(),
                                config.onStart().stream()
                                        .map(hook -> hash(hook.content()))
                                        .toList(),
                                sagemaker
                                        .listTags(r -> r.resourceArn(config.notebookInstanceLifecycleConfigArn()))
                                        .tags())));
        dumpDeployments(dump);
        return dump;
    }

    private void dumpDeployments(Set<String> dump) {
        sagemaker.listModels().models().stream()
                .map(listed -> sagemaker.describeModel(r -> r.modelName(listed.modelName())))
                .forEach(model -> dump.add(model.copy(any -> any.creationTime(null)) + ", " + tags(model.modelArn())));
        sagemaker.listEndpointConfigs().endpointConfigs().stream()
                .map(listed -> sagemaker.describeEndpointConfig(r -> r.endpointConfigName(listed.endpointConfigName())))
                .forEach(config ->
                        dump.add(config.copy(any -> any.creationTime(null)) + ", " + tags(config.endpointConfigArn())));
        sagemaker.listEndpoints().endpoints().stream()
                .map(listed -> sagemaker.describeEndpoint(r -> r.endpointName(listed.endpointName())))
                .forEach(endpoint -> dump.add("endpoint %s, %s, serves %s, %s"
                        .formatted(
                                endpoint.endpointName(),
                                endpoint.endpointStatus(),
                                endpoint.endpointConfigName(),
                                tags(endpoint.endpointArn()))));
    }

    private SortedMap<String, String> tags(String arn) {
        SortedMap<String, String> tags = new TreeMap<>();
        sagemaker.listTags(r -> r.resourceArn(arn)).tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    private static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (one, other) -> one, TreeMap::new));
    }

    /** The end of sessions tells when that was. */
    private static String content(String policy, String document) {
        return hash(
                policy.startsWith("revoked") ? document.replaceAll("\\d{4}-\\d\\d-\\d\\dT[^Z]*Z", "then") : document);
    }

    private static String hash(String document) {
        return Integer.toHexString(document.hashCode());
    }
}
