package dev.tenantadmin.aws.notebook;

import dev.tenantadmin.aws.client.AccessRole;
import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceSummary;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sts.model.StsException;

/** A tenant's notebooks, as its administrator or with the tenant's own rights alone. */
public final class Notebooks {

    private final TenantName tenant;
    private final Supplier<AccessRole> role;
    private final SageMakerClient sagemaker;
    private final Poll poll;

    private Notebooks(AccessRole role, AwsClients clients, Poll poll) {
        this(role.tenant(), () -> role, clients.sagemaker(role.region()), poll);
    }

    private Notebooks(TenantName tenant, Supplier<AccessRole> role, SageMakerClient sagemaker, Poll poll) {
        this.tenant = tenant;
        this.role = role;
        this.sagemaker = sagemaker;
        this.poll = poll;
    }

    /**
     * Works with the rights of whoever calls: directly for an administrator and for who is in the access role already, and under the
     * access role for everyone else whom it admits. The work may be begun a second time.
     *
     * @throws Failure of kind NOT_FOUND if there is no such tenant
     */
    public static <T> T asCaller(AwsClients clients, TenantName tenant, Poll poll, Function<Notebooks, T> work) {
        AccessRole role = AccessRole.find(clients, tenant);
        if (role.isOfMember() || role.isCallers()) {
            return underRole(role, admittedTo(role), poll, work);
        }
        try {
            return work.apply(new Notebooks(role, clients, poll));
        } catch (SageMakerException e) {
            if (!AwsFailures.denied(e)) {
                throw e;
            }
            return underRole(role, admitted(role, e), poll, work);
        }
    }

    private static <T> T underRole(AccessRole role, AwsClients under, Poll poll, Function<Notebooks, T> work) {
        try {
            return work.apply(new Notebooks(role, under, poll));
        } catch (AwsServiceException e) {
            boolean isTenants = role.clients().caller().tenant().isPresent();
            throw role.blocked(e).orElseGet(() -> isTenants ? e : AwsFailures.onBehalf(e));
        }
    }

    /** A caller whom the role does not admit learns which of its own rights is missing. */
    private static AwsClients admitted(AccessRole role, SageMakerException denied) {
        try {
            return role.clientsUnderIt();
        } catch (StsException e) {
            throw role.explained(AwsFailures.denied(e) ? denied : e);
        }
    }

    /**
     * With the caller's rights and no other. Where the command line gives the region, nothing is asked yet.
     *
     * @throws Failure of kind NOT_FOUND if there is no such tenant
     */
    public static Notebooks direct(AwsClients clients, TenantName tenant, Poll poll) {
        return clients.isRegionGiven()
                ? new Notebooks(
                        tenant, () -> AccessRole.ask(clients, tenant), clients.sagemaker(clients.region()), poll)
                : new Notebooks(AccessRole.ask(clients, tenant), clients, poll);
    }

    /**
     * Works with the tenant's rights: under its access role, with the caller's name as SourceIdentity, so that CloudTrail tells the
     * person.
     *
     * @throws Failure of kind NOT_FOUND if there is no such tenant, CONFLICT if it is suspended
     */
    public static <T> T asTenant(AwsClients clients, TenantName tenant, Poll poll, Function<Notebooks, T> work) {
        AccessRole role = AccessRole.find(clients, tenant);
        return underRole(role, admittedTo(role), poll, work);
    }

    private static AwsClients admittedTo(AccessRole role) {
        try {
            return role.clientsUnderIt();
        } catch (StsException e) {
            throw role.explained(e);
        }
    }

    /**
     * Fails if the tenant is suspended. Passes if the caller may not ask IAM: such callers only have the tenant's rights, which are denied.
     *
     * @throws Failure of kind CONFLICT
     */
    public void requireNotSuspended() {
        role.get().requireNotSuspended();
    }

    /** The tenant's notebooks, in the order of their names; one whose name this program would not give is none of them. */
    public List<NotebookSummary> list() {
        List<NotebookSummary> all = list(sagemaker, tenant + Names.DELIMITER).stream()
                .filter(notebook ->
                        Names.local(tenant, notebook.name(), NotebookName::new).isPresent())
                .toList();
        if (all.isEmpty()) {
            AccessRole known = role.get().confirmed();
            if (known.source() == AccessRole.Source.CONFIGURATION) {
                throw new Failure(
                        Failure.Kind.NOT_FOUND,
                        "found no notebooks of tenant %s in %s; give its home region with --region"
                                .formatted(tenant, known.region()));
            }
        }
        return all;
    }

    /** All whose name begins so: NameContains alone finds it anywhere in a name. */
    public static List<NotebookSummary> list(SageMakerClient sagemaker, String prefix) {
        return containing(sagemaker, prefix).stream()
                .filter(notebook -> notebook.name().startsWith(prefix))
                .toList();
    }

    /** All whose name contains the text, or, with null, all there are, in the order of their names. */
    public static List<NotebookSummary> containing(SageMakerClient sagemaker, @Nullable String text) {
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
                Printable.text(notebook.notebookInstanceStatusAsString()),
                notebook.instanceTypeAsString(),
                notebook.lastModifiedTime(),
                null);
    }

    private String name(NotebookName notebook) {
        return tenant + Names.DELIMITER + notebook;
    }

    /** The life of one notebook. */
    public NotebookLife life(NotebookName notebook) {
        return new NotebookLife(sagemaker, name(notebook), poll);
    }

    /**
     * Begins to look at one notebook, to start or stop it.
     *
     * @return as {@link NotebookLife#beginOurs}
     */
    public Supplier<NotebookLife> beginOurs(NotebookName notebook, Parallel parallel) {
        String arn = role.get().home().arn("sagemaker", "notebook-instance/" + name(notebook));
        return life(notebook).beginOurs(arn, parallel);
    }
}
