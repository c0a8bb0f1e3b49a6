package dev.tenantadmin.aws;

import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.tenant.Home;
import dev.tenantadmin.tenant.Names;
import dev.tenantadmin.tenant.NotebookName;
import dev.tenantadmin.tenant.TenantName;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceSummary;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** A tenant's notebooks, as its administrator or with the tenant's own rights alone. */
public final class Notebooks {

    /** A session that begins from another role's session may last an hour at most (aws-facts). */
    private static final int SESSION_SECONDS = 3600;

    private final TenantName tenant;
    private final HomeGuess home;
    private final SageMakerClient sagemaker;
    private final Poll poll;

    private Notebooks(TenantName tenant, HomeGuess home, SageMakerClient sagemaker, Poll poll) {
        this.tenant = tenant;
        this.home = home;
        this.sagemaker = sagemaker;
        this.poll = poll;
    }

    /**
     * A home region.
     *
     * @param certain whether the account told it; otherwise it is the configured one, for want of the right to ask
     */
    private record HomeGuess(String region, boolean certain) {}

    /**
     * With the rights of whoever calls: directly for an administrator and for who is in the access role already, and by assuming
     * the access role for a user of the tenant.
     *
     * @throws Failure of kind NOT_FOUND if there is no such tenant
     */
    public static Notebooks asCaller(AwsClients clients, TenantName tenant, Poll poll) {
        boolean member = clients.caller().homeRegionAsMember(tenant).isPresent();
        return member ? asTenant(clients, tenant, poll) : direct(clients, tenant, homeRegion(clients, tenant), poll);
    }

    /**
     * With the caller's rights and no other.
     *
     * @throws Failure of kind NOT_FOUND if there is no such tenant
     */
    public static Notebooks direct(AwsClients clients, TenantName tenant, Poll poll) {
        return direct(clients, tenant, homeRegion(clients, tenant), poll);
    }

    /**
     * With the tenant's rights: under its access role, with the caller's name as SourceIdentity, so that CloudTrail tells the person.
     *
     * @throws Failure of kind NOT_FOUND if there is no such tenant
     */
    public static Notebooks asTenant(AwsClients clients, TenantName tenant, Poll poll) {
        Caller caller = clients.caller();
        HomeGuess home = homeRegion(clients, tenant);
        if (caller.inAccessRole(tenant)) {
            return direct(clients, tenant, home, poll);
        }
        Names names = new Names(tenant, new Home(clients.partition(), caller.account(), home.region()));
        Credentials session = assume(clients, names.accessRoleArn(), caller);
        return direct(
                clients.as(AwsSessionCredentials.create(
                        session.accessKeyId(), session.secretAccessKey(), session.sessionToken())),
                tenant,
                home,
                poll);
    }

    private static Notebooks direct(AwsClients clients, TenantName tenant, HomeGuess home, Poll poll) {
        return new Notebooks(tenant, home, clients.sagemaker(home.region()), poll);
    }

    /** A SourceIdentity that the caller's own session carries cannot be changed; AssumeRole then keeps it if none is given. */
    private static Credentials assume(AwsClients clients, String role, Caller caller) {
        AssumeRoleRequest named = AssumeRoleRequest.builder()
                .roleArn(role)
                .roleSessionName(caller.name())
                .sourceIdentity(caller.name())
                .durationSeconds(SESSION_SECONDS)
                .build();
        try {
            return clients.sts().assumeRole(named).credentials();
        } catch (StsException e) {
            if (caller.roleName().isEmpty() || !(AwsFailures.denied(e) || e.statusCode() == 400)) {
                throw e;
            }
            return clients.sts()
                    .assumeRole(named.toBuilder().sourceIdentity(null).build())
                    .credentials();
        }
    }

    /** The home region: in a member's own ARN, else in the access role's path, else (who may not ask IAM) the configured one. */
    private static HomeGuess homeRegion(AwsClients clients, TenantName tenant) {
        Caller caller = clients.caller();
        HomeGuess home = caller.homeRegionAsMember(tenant)
                .map(region -> new HomeGuess(region, true))
                .orElseGet(() -> caller.inAccessRole(tenant)
                        ? new HomeGuess(clients.region(), false)
                        : ofAccessRole(clients, tenant));
        clients.requireRegion(tenant, home.region());
        return home;
    }

    private static HomeGuess ofAccessRole(AwsClients clients, TenantName tenant) {
        try {
            GetRoleResponse role = clients.iam().getRole(r -> r.roleName(tenant + Names.DELIMITER + "access"));
            return HomeRegion.of(tenant, role.role().arn())
                    .map(region -> new HomeGuess(region, true))
                    .orElseThrow(() -> noTenant(tenant));
        } catch (NoSuchEntityException e) {
            throw noTenant(tenant);
        } catch (IamException e) {
            if (!AwsFailures.denied(e)) {
                throw e;
            }
            return new HomeGuess(clients.region(), false);
        }
    }

    private static Failure noTenant(TenantName tenant) {
        return new Failure(Failure.Kind.NOT_FOUND, "there is no tenant %s".formatted(tenant));
    }

    /** The tenant's notebooks, in the order of their names; one whose name this program would not give is none of them. */
    public List<NotebookSummary> list() {
        String prefix = tenant + Names.DELIMITER;
        List<NotebookSummary> all = list(sagemaker, prefix).stream()
                .filter(notebook ->
                        Names.local(tenant, notebook.name(), NotebookName::new).isPresent())
                .toList();
        if (all.isEmpty() && !home.certain()) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND,
                    "nothing of a tenant %s is to be seen in %s; name its home region with --region"
                            .formatted(tenant, home.region()));
        }
        return all;
    }

    /** All whose name begins so: NameContains alone finds it anywhere in a name. */
    static List<NotebookSummary> list(SageMakerClient sagemaker, String prefix) {
        return containing(sagemaker, prefix).stream()
                .filter(notebook -> notebook.name().startsWith(prefix))
                .toList();
    }

    /** All whose name contains the text, in the order of their names. */
    static List<NotebookSummary> containing(SageMakerClient sagemaker, String text) {
        return sagemaker
                .listNotebookInstancesPaginator(r -> r.nameContains(text).maxResults(100))
                .notebookInstances()
                .stream()
                .map(Notebooks::summary)
                .sorted(Comparator.comparing(NotebookSummary::name))
                .toList();
    }

    private static NotebookSummary summary(NotebookInstanceSummary notebook) {
        return new NotebookSummary(
                notebook.notebookInstanceName(),
                notebook.notebookInstanceStatusAsString(),
                notebook.instanceTypeAsString(),
                notebook.lastModifiedTime(),
                null);
    }

    /** The life of one notebook, to start or stop it. */
    public NotebookLife life(NotebookName notebook) {
        return new NotebookLife(sagemaker, tenant + Names.DELIMITER + notebook, poll);
    }

    /**
     * A presigned URL, which opens the notebook for whoever holds it within five minutes. Never to be logged.
     *
     * @param session how long the session in the browser lasts, 30 minutes to 12 hours; null for AWS's default
     */
    public String presignedUrl(NotebookName notebook, @Nullable Duration session) {
        return sagemaker
                .createPresignedNotebookInstanceUrl(r -> r.notebookInstanceName(tenant + Names.DELIMITER + notebook)
                        .sessionExpirationDurationInSeconds(session == null ? null : (int) session.toSeconds()))
                .authorizedUrl();
    }
}
