package dev.tenantadmin.testing;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceSummary;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Runs commands as a user does, on an account in the sandbox, which is then looked at with the SDK's own clients. */
public final class Shell {

    public static final String ACCOUNT = "123456789012";

    public final FakeClock clock;
    public final HttpRecorder door;
    public final Map<String, String> environment = new TreeMap<>();

    private final SandboxSettings settings;
    private final Sandbox sandbox;

    public Shell() {
        this(SandboxSettings.defaults());
    }

    public Shell(SandboxSettings settings) {
        this(new FakeClock(), settings);
    }

    private Shell(FakeClock clock, SandboxSettings settings) {
        this(clock, settings, Sandbox.inMemory(clock, settings));
    }

    private Shell(FakeClock clock, SandboxSettings settings, Sandbox sandbox) {
        this.clock = clock;
        this.settings = settings;
        this.sandbox = sandbox;
        door = new HttpRecorder(sandbox.httpClient());
    }

    /** An account as an earlier program left it. */
    public static Shell opened(Path state) {
        FakeClock clock = new FakeClock();
        SandboxSettings settings = SandboxSettings.defaults();
        return new Shell(clock, settings, Sandbox.open(state, clock, settings));
    }

    /** Another account that has what this one has, at the same time of day. */
    public Shell copy() {
        FakeClock itsClock = new FakeClock();
        itsClock.pass(Duration.between(itsClock.instant(), clock.instant()));
        return new Shell(itsClock, settings, sandbox.copy(itsClock, settings));
    }

    /** A sandbox whose notebooks stay in every transition for an hour. */
    public static Shell slow() {
        return new Shell(new SandboxSettings(Duration.ofHours(1), Duration.ZERO, Map.of()));
    }

    /** Runs a command in the sandbox, where there is no terminal. */
    public Ran run(String... args) {
        return run("", false, sandboxed(args));
    }

    /** The same, written as one line. */
    public Ran run(String line) {
        return run(line.split(" ", -1));
    }

    /** Runs a command in the sandbox, on a terminal where this is typed. */
    public Ran type(String typed, String line) {
        return run(typed + "\n", true, sandboxed(line.split(" ", -1)));
    }

    /** Runs a command as it stands. */
    public Ran plain(String line) {
        return run("", false, line.split(" ", -1));
    }

    private static String[] sandboxed(String... args) {
        return Stream.concat(Stream.of("--sandbox"), Stream.of(args)).toArray(String[]::new);
    }

    /** Whatever JSON it prints is held against its schema. */
    private Ran run(String typed, boolean terminal, String... args) {
        Ran ran = Ran.of(List.of(args), environment, clock, () -> door, typed, terminal);
        Schemas.SHIPPED.check(List.of(args), ran);
        return ran;
    }

    /** From now on commands run with these keys. */
    public void signIn(AccessKey key) {
        environment.put("AWS_ACCESS_KEY_ID", key.accessKeyId());
        environment.put("AWS_SECRET_ACCESS_KEY", key.secretAccessKey());
    }

    /** From now on commands run in this session. */
    public void signIn(Credentials session) {
        environment.put("AWS_ACCESS_KEY_ID", session.accessKeyId());
        environment.put("AWS_SECRET_ACCESS_KEY", session.secretAccessKey());
        environment.put("AWS_SESSION_TOKEN", session.sessionToken());
    }

    /** What programs in a running notebook sign with. */
    public Credentials notebookCredentials(String region, String notebook) {
        return sandbox.notebookCredentials(region, notebook);
    }

    /** Gives a user an MFA device of which any code is right; returns its serial number. */
    public String enableDevice(String user) {
        return MfaDevices.enable(iam(), user, "phone");
    }

    /** From now on commands run as the sandbox's administrator. */
    public void signOut() {
        environment.keySet().removeIf(name -> name.matches("AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)"));
    }

    public IamClient iam() {
        return iam("us-east-1");
    }

    public IamClient iam(String region) {
        return client(IamClient.builder(), region);
    }

    public StsClient sts() {
        return client(StsClient.builder(), "us-east-1");
    }

    /** STS as who has this key sees it. */
    public StsClient sts(AccessKey key) {
        return StsClient.builder()
                .httpClient(sandbox.httpClient())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
                .build();
    }

    public SageMakerClient sagemaker() {
        return sagemaker("us-east-1");
    }

    public SageMakerClient sagemaker(String region) {
        return client(SageMakerClient.builder(), region);
    }

    /** As whoever is signed in. */
    public IamClient iamAsCaller() {
        return client(IamClient.builder(), "us-east-1", caller());
    }

    /** As whoever is signed in. */
    public StsClient stsAsCaller() {
        return client(StsClient.builder(), "us-east-1", caller());
    }

    /** As whoever is signed in. */
    public SageMakerClient sagemakerAsCaller() {
        return client(SageMakerClient.builder(), "us-east-1", caller());
    }

    private AwsCredentials caller() {
        return AwsSessionCredentials.create(
                Objects.requireNonNull(environment.get("AWS_ACCESS_KEY_ID")),
                Objects.requireNonNull(environment.get("AWS_SECRET_ACCESS_KEY")),
                Objects.requireNonNull(environment.get("AWS_SESSION_TOKEN")));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, String region) {
        return client(builder, region, AwsBasicCredentials.create("test", "test"));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, String region, AwsCredentials credentials) {
        SdkHttpClient http = sandbox.httpClient();
        return builder.httpClient(http)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    public String status(String notebook) {
        return sagemaker()
                .describeNotebookInstance(r -> r.notebookInstanceName(notebook))
                .notebookInstanceStatusAsString();
    }

    public Map<String, String> tagsOfNotebook(String arn) {
        Map<String, String> tags = new TreeMap<>();
        sagemaker(arn.split(":", -1)[3])
                .listTags(r -> r.resourceArn(arn))
                .tags()
                .forEach(t -> tags.put(t.key(), t.value()));
        return tags;
    }

    /** All that is in the account, with all that is in it. */
    public SortedSet<String> contents() {
        IamClient iam = iam();
        SortedSet<String> all = new TreeSet<>();
        iam.listPolicies(r -> r.scope(PolicyScopeType.LOCAL)).policies().forEach(found -> {
            var policy = iam.getPolicy(r -> r.policyArn(found.arn())).policy();
            all.add(policy.toString());
            all.add(iam.getPolicyVersion(r -> r.policyArn(found.arn()).versionId(policy.defaultVersionId()))
                    .toString());
        });
        iam.listRoles().roles().stream().map(role -> role.roleName()).forEach(name -> {
            all.add(iam.getRole(r -> r.roleName(name)).toString());
            all.add(name + iam.listRolePolicies(r -> r.roleName(name)));
            all.add(name + iam.listAttachedRolePolicies(r -> r.roleName(name)));
        });
        iam.listGroups().groups().stream().map(group -> group.groupName()).forEach(name -> {
            all.add(iam.getGroup(r -> r.groupName(name)).toString());
            all.add(name + iam.listGroupPolicies(r -> r.groupName(name)));
            all.add(name + iam.listAttachedGroupPolicies(r -> r.groupName(name)));
        });
        iam.listUsers().users().stream().map(user -> user.userName()).forEach(name -> {
            all.add(iam.getUser(r -> r.userName(name)).toString());
            all.add(name + iam.listAccessKeys(r -> r.userName(name)));
        });
        for (String region : new String[] {"us-east-1", "eu-west-1"}) {
            SageMakerClient sagemaker = sagemaker(region);
            for (NotebookInstanceSummary notebook :
                    sagemaker.listNotebookInstances().notebookInstances()) {
                all.add(sagemaker
                        .describeNotebookInstance(r -> r.notebookInstanceName(notebook.notebookInstanceName()))
                        .toString());
                all.add(notebook.notebookInstanceName() + tagsOfNotebook(notebook.notebookInstanceArn()));
            }
            sagemaker.listNotebookInstanceLifecycleConfigs(r -> {}).notebookInstanceLifecycleConfigs().stream()
                    .map(listed -> sagemaker.describeNotebookInstanceLifecycleConfig(
                            r -> r.notebookInstanceLifecycleConfigName(listed.notebookInstanceLifecycleConfigName())))
                    .forEach(config -> all.add(config
                            + tagsOfNotebook(config.notebookInstanceLifecycleConfigArn())
                                    .toString()));
        }
        return all;
    }
}
