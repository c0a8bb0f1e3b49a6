package dev.tenantadmin.aws.client;

import dev.tenantadmin.aws.http.CallWatch;
import dev.tenantadmin.aws.http.HttpConnections;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.name.TenantName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** The SDK's clients, each built when first needed, over one HTTP client and one set of credentials. */
public final class AwsClients implements AutoCloseable {

    private static final String REGION_PROPERTY = "aws.region";

    /** The user agent in CloudTrail, so that an account's owner sees which tool called. */
    private static final String APP_ID = "tenant-admin";

    /** More than the SDK's three: IAM's rates are low and unpublished, and a throttled call must not leave a tenant half-made. */
    private static final int ATTEMPTS = 8;

    /** More, because a proof of many calls is worthless if one of them fails. */
    private static final int PROOF_ATTEMPTS = 24;

    /** Short, so that a wrong address fails within seconds. */
    private static final BackoffStrategy PAUSES =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(1));

    /** The minimum pause between tries of a throttled call, so that its tries do not run out before the pace has slowed to the service's rate. */
    private static final BackoffStrategy THROTTLED =
            BackoffStrategy.exponentialDelayHalfJitter(Duration.ofMillis(100), Duration.ofSeconds(5));

    private static final String DEFAULT_PROFILE = "default";

    /** A profile's credential_process that calls this program. */
    private static final Pattern OWN_PROCESS = Pattern.compile("tenant-admin.*\\scredentials\\s");

    private final Connection connection;
    private final SdkHttpClient http;
    private final CallWatch watch;
    private final AwsCredentialsProvider credentials;
    private final Region region;
    private @Nullable IamClient iam;
    private @Nullable IamClient proofIam;
    private @Nullable StsClient sts;
    private final Object asking = new Object();
    private @Nullable Caller caller;
    private final Map<String, SageMakerClient> sagemaker;
    private final @Nullable String explicitRegion;

    /**
     * Resolves the region and the source of credentials; calls nothing.
     *
     * @throws Failure of kind CREDENTIALS if no region is configured or the profile does not exist
     */
    public AwsClients(Connection connection) {
        this.connection = connection;
        requireProfile(connection);
        this.region = Region.of(resolveRegion(connection));
        this.watch = new CallWatch(connection.timeout(), connection.listener());
        this.http =
                connection.sandbox() != null ? connection.sandbox().get() : connected(connection, region.id(), watch);
        if (connection.sandbox() == null && System.getProperty(REGION_PROPERTY) == null) {
            // A login_session profile asks for its credentials in the SDK's default region, and there is no other way
            // to tell it ours.
            System.setProperty(REGION_PROPERTY, region.id());
        }
        AwsCredentialsProvider source = inTime(connection, watch);
        this.credentials = connection.assumeRole() == null ? source : assumed(connection.assumeRole(), source);
        this.sagemaker = new ConcurrentHashMap<>();
        this.explicitRegion = connection.region();
    }

    private static HttpConnections connected(Connection connection, String region, CallWatch watch) {
        connection.early().begin(connection.services(), region, connection.endpoint());
        return new HttpConnections(connection.environment(), connection.early(), watch);
    }

    private AwsClients(AwsClients other, AwsCredentialsProvider credentials) {
        this.connection = other.connection;
        this.region = other.region;
        this.watch = other.watch;
        this.http = other.http;
        this.credentials = credentials;
        this.sagemaker = new ConcurrentHashMap<>();
        this.explicitRegion = other.explicitRegion;
    }

    private AwsClients(AwsClients other, Region region, @Nullable String explicitRegion) {
        this.connection = other.connection;
        this.region = region;
        this.watch = other.watch;
        this.http = other.http;
        this.credentials = other.credentials;
        this.iam = other.iam();
        this.sts = other.sts();
        this.sagemaker = other.sagemaker;
        this.caller = other.caller();
        this.explicitRegion = explicitRegion;
    }

    /** The same connection with other, short-lived credentials. It shares this one's HTTP client; do not close it. */
    AwsClients as(AwsSessionCredentials session) {
        return new AwsClients(this, StaticCredentialsProvider.create(session));
    }

    /**
     * These clients for one of many tenants. They share connections, identity and retries; do not close them.
     *
     * @param home the home region given explicitly, if any
     */
    public AwsClients forTenantIn(@Nullable String home) {
        return home == null ? this : new AwsClients(this, Region.of(home), home);
    }

    /** Lets calls go on for the command's whole time again, because each of many tenants has it. */
    public void beginTimeAgain() {
        watch.beginAgain();
    }

    /** The configured region, which IAM and STS calls use. */
    public String region() {
        return region.id();
    }

    /**
     * Fails if a region other than the tenant's home region was given explicitly; the home region overrides a region from the environment.
     *
     * @throws Failure of kind CONFLICT
     */
    public void requireRegion(TenantName tenant, String home) {
        String explicit = explicitRegion;
        if (explicit != null && !explicit.equals(home)) {
            throw new Failure(
                    Failure.Kind.CONFLICT,
                    "the home region of tenant %s is %s, not %s; omit --region or give the home region"
                            .formatted(tenant, home, explicit));
        }
    }

    /** Whether the command line or a setting of tenant-admin's own gives the region. */
    public boolean isRegionGiven() {
        return explicitRegion != null;
    }

    /** The endpoint of the calls, for a person. */
    public String endpoint() {
        if (connection.sandbox() != null) {
            return "the sandbox";
        }
        if (connection.endpoint() != null) {
            return connection.endpoint().toString();
        }
        String own = connection.environment().get("AWS_ENDPOINT_URL");
        return own == null || own.isEmpty() ? "AWS's own" : own;
    }

    public String partition() {
        return partition(region.id());
    }

    /** The partition of a region, such as aws-cn; calls nothing. */
    public static String partition(String region) {
        return PartitionMetadata.of(Region.of(region)).id();
    }

    /** The caller's own credentials: secrets. */
    AwsCredentials credentials() {
        return credentials.resolveCredentials();
    }

    /**
     * Fails if the credentials come from a profile that calls {@code tenant-admin credentials}: that command would call itself endlessly.
     *
     * @throws Failure of kind CREDENTIALS
     */
    public void requireOtherSource() {
        String profile = profile(connection);
        if (profile != null) {
            ProfileFile.defaultProfileFile()
                    .profile(profile)
                    .flatMap(found -> found.property(ProfileProperty.CREDENTIAL_PROCESS))
                    .filter(process -> OWN_PROCESS.matcher(process).find())
                    .ifPresent(process -> {
                        throw new Failure(
                                Failure.Kind.CREDENTIALS,
                                "profile '%s' gets its credentials from this command itself; give another profile with --profile, in its"
                                                .formatted(profile)
                                        + " credential_process too");
                    });
        }
    }

    /** The account id: from the credentials if they have one, else from AWS. */
    public String account() {
        return credentials.resolveCredentials().accountId().orElseGet(() -> caller().account());
    }

    /** The account's number, where it is known without a call. */
    Optional<String> knownAccount() {
        synchronized (asking) {
            return caller == null ? credentials.resolveCredentials().accountId() : Optional.of(caller.account());
        }
    }

    /** There is no such tenant; names the account where that takes no call. */
    public Failure noTenant(TenantName tenant) {
        return noTenant(tenant, knownAccount());
    }

    /** The same for an account that may be known. */
    public static Failure noTenant(TenantName tenant, Optional<String> account) {
        return new Failure(
                Failure.Kind.NOT_FOUND,
                "there is no tenant %s%s"
                        .formatted(tenant, account.map(" in account "::concat).orElse("")));
    }

    /** The caller; asked once. It has its own lock, so that no other call waits for this one. */
    public Caller caller() {
        synchronized (asking) {
            if (caller == null) {
                GetCallerIdentityResponse identity = sts().getCallerIdentity();
                caller = new Caller(identity.account(), identity.arn());
            }
            return caller;
        }
    }

    /** The caller as IAM knows it: a user's ARN, or a role's with its path, which a session's ARN lacks. */
    public String principal() {
        return principal(caller());
    }

    /** The same for a caller that AWS has already reported. */
    public String principal(Caller who) {
        return who.roleName()
                .map(role -> iam().getRole(r -> r.roleName(role)).role().arn())
                .orElse(who.arn());
    }

    public synchronized IamClient iam() {
        if (iam == null) {
            iam = configured(IamClient.builder(), credentials).build();
        }
        return iam;
    }

    /** The same for a proof, at its own pace: IAM limits calls of its simulator differently. */
    public synchronized IamClient proofIam() {
        if (proofIam == null) {
            proofIam =
                    configured(IamClient.builder(), credentials, PROOF_ATTEMPTS).build();
        }
        return proofIam;
    }

    synchronized StsClient sts() {
        if (sts == null) {
            sts = configured(StsClient.builder(), credentials).build();
        }
        return sts;
    }

    public SageMakerClient sagemaker(String inRegion) {
        return sagemaker.computeIfAbsent(
                inRegion,
                r -> configured(SageMakerClient.builder(), credentials)
                        .region(Region.of(r))
                        .build());
    }

    private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(
            B builder, AwsCredentialsProvider provider) {
        return configured(builder, provider, ATTEMPTS);
    }

    private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(
            B builder, AwsCredentialsProvider provider, int attempts) {
        RetryStrategy retries = new RateLimitedRetries(
                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(attempts)
                        .retryOnException(AwsFailures::passesSoon)
                        .backoffStrategy(PAUSES)
                        .throttlingBackoffStrategy(THROTTLED)
                        // It would end all retries after many throttled calls, which the pace already handles.
                        .circuitBreakerEnabled(false)
                        .build(),
                new CallRate(System::nanoTime));
        builder.region(region).credentialsProvider(provider).httpClient(http).overrideConfiguration(o -> {
            o.appId(APP_ID).retryStrategy(retries);
            if (connection.trace() != null) {
                o.addExecutionInterceptor(new CallTrace(connection.trace()));
            }
        });
        if (connection.endpoint() != null) {
            builder.endpointOverride(connection.endpoint());
        }
        return builder;
    }

    private AwsCredentialsProvider assumed(RoleToAssume role, AwsCredentialsProvider source) {
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(configured(StsClient.builder(), source).build())
                .refreshRequest(
                        r -> r.roleArn(role.arn()).externalId(role.externalId()).roleSessionName(APP_ID))
                .build();
    }

    /** Turns whatever a source of credentials throws (the SDK has many types) into one kind of failure, except AWS's own refusal. */
    private static AwsCredentialsProvider explained(AwsCredentialsProvider source) {
        return () -> {
            try {
                return source.resolveCredentials();
            } catch (AwsServiceException e) {
                throw e;
            } catch (RuntimeException e) {
                throw AwsFailures.noCredentials(e);
            }
        };
    }

    /** A profile's credential_process may ask a person, and a sign-in service may be silent: the SDK waits for either without an end. */
    private static AwsCredentialsProvider inTime(Connection connection, CallWatch watch) {
        AwsCredentialsProvider source = explained(credentials(connection));
        if (connection.sandbox() != null) {
            return source;
        }
        String what = "credentials" + (connection.profile() == null ? "" : " of profile " + connection.profile());
        return () -> watch.await(what, source::resolveCredentials);
    }

    private static AwsCredentialsProvider credentials(Connection connection) {
        if (connection.profile() != null) {
            return ProfileCredentialsProvider.create(connection.profile());
        }
        if (connection.sandbox() == null) {
            return DefaultCredentialsProvider.builder().build();
        }
        String key = connection.environment().get("AWS_ACCESS_KEY_ID");
        String secret = connection.environment().get("AWS_SECRET_ACCESS_KEY");
        String token = connection.environment().get("AWS_SESSION_TOKEN");
        if (key == null || secret == null) {
            return StaticCredentialsProvider.create(AwsBasicCredentials.create("administrator", "sandbox"));
        }
        return StaticCredentialsProvider.create(
                token == null
                        ? AwsBasicCredentials.create(key, secret)
                        : AwsSessionCredentials.create(key, secret, token));
    }

    private static String resolveRegion(Connection connection) {
        Optional<String> told = Optional.ofNullable(connection.region())
                .filter(given -> !given.isEmpty())
                .or(() -> Connection.region(connection.environment()));
        if (told.isPresent()) {
            return told.get();
        }
        if (connection.sandbox() != null) {
            return "us-east-1";
        }
        try {
            Region ofProfile = connection.profile() == null
                    ? new AwsProfileRegionProvider().getRegion()
                    : new AwsProfileRegionProvider(ProfileFile::defaultProfileFile, connection.profile()).getRegion();
            return ofProfile != null ? ofProfile.id() : ofInstance();
        } catch (SdkClientException e) {
            return ofInstance();
        }
    }

    private static String ofInstance() {
        try {
            Region ofInstance = new InstanceProfileRegionProvider().getRegion();
            if (ofInstance != null) {
                return ofInstance.id();
            }
        } catch (SdkClientException e) {
            // Not on an instance: falls through to the advice.
        }
        throw new Failure(Failure.Kind.CREDENTIALS, "no region is configured; give --region or set AWS_REGION");
    }

    /** The profile that the credentials come from, or null if they come from elsewhere. */
    private static @Nullable String profile(Connection connection) {
        boolean keysGiven =
                connection.sandbox() != null || connection.environment().containsKey("AWS_ACCESS_KEY_ID");
        return connection.profile() != null || keysGiven
                ? connection.profile()
                : connection.environment().getOrDefault("AWS_PROFILE", DEFAULT_PROFILE);
    }

    private static void requireProfile(Connection connection) {
        String profile = profile(connection);
        if (profile != null
                && !profile.equals(DEFAULT_PROFILE)
                && ProfileFile.defaultProfileFile().profile(profile).isEmpty()) {
            throw new Failure(
                    Failure.Kind.CREDENTIALS, "there is no profile '%s' in the AWS config files".formatted(profile));
        }
    }

    /** Closes the connection. The clients hold nothing else. */
    @Override
    public void close() {
        http.close();
    }
}
