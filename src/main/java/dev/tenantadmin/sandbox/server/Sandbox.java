package dev.tenantadmin.sandbox.server;

import dev.tenantadmin.sandbox.federation.FederatedSessions;
import dev.tenantadmin.sandbox.federation.IdentityProviders;
import dev.tenantadmin.sandbox.iam.AccountSettings;
import dev.tenantadmin.sandbox.iam.AccountSummary;
import dev.tenantadmin.sandbox.iam.AttachedPolicies;
import dev.tenantadmin.sandbox.iam.Authentication;
import dev.tenantadmin.sandbox.iam.AuthorizationDetails;
import dev.tenantadmin.sandbox.iam.AwsPolicies;
import dev.tenantadmin.sandbox.iam.CredentialChanges;
import dev.tenantadmin.sandbox.iam.CredentialReports;
import dev.tenantadmin.sandbox.iam.Directory;
import dev.tenantadmin.sandbox.iam.Groups;
import dev.tenantadmin.sandbox.iam.Identities;
import dev.tenantadmin.sandbox.iam.InlinePolicies;
import dev.tenantadmin.sandbox.iam.InstanceProfiles;
import dev.tenantadmin.sandbox.iam.Policies;
import dev.tenantadmin.sandbox.iam.Renames;
import dev.tenantadmin.sandbox.iam.Roles;
import dev.tenantadmin.sandbox.iam.SecurityCredentials;
import dev.tenantadmin.sandbox.iam.ServiceLinkedRoles;
import dev.tenantadmin.sandbox.iam.Sessions;
import dev.tenantadmin.sandbox.iam.Simulations;
import dev.tenantadmin.sandbox.iam.Users;
import dev.tenantadmin.sandbox.request.Quotas;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.sagemaker.AssumableRoles;
import dev.tenantadmin.sandbox.sagemaker.EndpointConfigs;
import dev.tenantadmin.sandbox.sagemaker.Endpoints;
import dev.tenantadmin.sandbox.sagemaker.LifecycleConfigs;
import dev.tenantadmin.sandbox.sagemaker.Models;
import dev.tenantadmin.sandbox.sagemaker.NotebookInstances;
import dev.tenantadmin.sandbox.sagemaker.NotebookSessions;
import dev.tenantadmin.sandbox.sagemaker.ProcessingJobs;
import dev.tenantadmin.sandbox.sagemaker.ResourceTags;
import dev.tenantadmin.sandbox.sagemaker.TrainingJobs;
import dev.tenantadmin.sandbox.sagemaker.TransformJobs;
import dev.tenantadmin.sandbox.store.StaleReads;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.wire.HttpEndpoint;
import dev.tenantadmin.sandbox.wire.InProcessHttpClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import software.amazon.awssdk.http.SdkHttpClient;

/** An AWS account inside the process. The SDK's own clients call it through its HTTP client. */
public final class Sandbox implements AutoCloseable {
    private final Store store;
    private final Gateway gateway;
    private final NotebookSessions notebookSessions;

    private Sandbox(Store store, Clock clock, SandboxSettings settings) {
        Directory directory = new Directory(store, new AwsPolicies());
        Quotas quotas = Quotas.of(settings.quotas());
        InlinePolicies inline = new InlinePolicies(store, quotas);
        AttachedPolicies attached = new AttachedPolicies(store, directory, quotas);
        InstanceProfiles profiles = new InstanceProfiles(store, directory, quotas, clock);
        Policies policies = new Policies(store, directory, attached, quotas, clock);
        SecurityCredentials credentials = new SecurityCredentials(store, directory, quotas, clock);
        AssumableRoles assumable = new AssumableRoles(directory, settings, clock);
        NotebookInstances notebooks = new NotebookInstances(store, assumable, settings, clock);
        LifecycleConfigs lifecycleConfigs = new LifecycleConfigs(store, clock);
        TrainingJobs training = new TrainingJobs(store, assumable, settings, clock);
        ProcessingJobs processing = new ProcessingJobs(store, assumable, settings, clock);
        TransformJobs transform = new TransformJobs(store, settings, clock);
        Models models = new Models(store, assumable, clock);
        EndpointConfigs endpointConfigs = new EndpointConfigs(store, clock);
        Endpoints endpoints = new Endpoints(store, settings, clock);
        Map<String, Predicate<String>> arns = Map.of(
                NotebookInstances.ALL.type(), key -> notebooks.find(key).isPresent(),
                Endpoints.ALL.type(), key -> endpoints.find(key).isPresent());
        Sessions sessions = new Sessions(store, directory, clock);
        IdentityProviders providers = new IdentityProviders(store, clock);
        Identities identities = new Identities(store, directory, inline, attached, clock);
        Operations operations = new Operations(Map.of(
                "iam",
                        List.of(
                                new Roles(store, directory, inline, attached, profiles, quotas, clock),
                                new Groups(store, directory, inline, attached, quotas, clock),
                                new Users(store, directory, inline, attached, credentials, quotas, clock),
                                policies,
                                credentials,
                                new Simulations(directory, identities, clock),
                                profiles,
                                providers,
                                new Renames(store, directory),
                                new CredentialChanges(store, directory),
                                new AccountSettings(store),
                                new AuthorizationDetails(store, directory, inline, attached, profiles, policies),
                                new ServiceLinkedRoles(store, directory, clock),
                                new CredentialReports(store, settings.transition(), clock),
                                new AccountSummary(store, quotas)),
                "sts", List.of(sessions, new FederatedSessions(directory, providers, sessions, clock)),
                "sagemaker",
                        List.of(
                                notebooks,
                                lifecycleConfigs,
                                training,
                                processing,
                                transform,
                                models,
                                endpointConfigs,
                                endpoints,
                                new ResourceTags(store, arns))));
        this.store = store;
        this.notebookSessions = new NotebookSessions(store, directory, notebooks, sessions);
        this.gateway = new Gateway(
                store,
                new Authentication(store, directory, clock),
                operations,
                new Constraints(),
                new FaultInjection(settings, clock),
                new Authorization(
                        directory, identities, new AuthorizedResources(store, directory, attached, notebooks), clock));
    }

    /** Opens an account in a state file, shared with other processes. */
    public static Sandbox open(Path stateFile, Clock clock, SandboxSettings settings) {
        return new Sandbox(Store.open(stateFile, new StaleReads(clock, settings.staleReads())), clock, settings);
    }

    /** An account in memory; writes nothing to disk. */
    public static Sandbox inMemory(Clock clock, SandboxSettings settings) {
        return new Sandbox(Store.inMemory(new StaleReads(clock, settings.staleReads())), clock, settings);
    }

    /** A copy of this account, in memory. */
    public Sandbox copy(Clock clock, SandboxSettings settings) {
        return new Sandbox(store.copy(new StaleReads(clock, settings.staleReads())), clock, settings);
    }

    /** The HTTP client for clients of IAM, STS and SageMaker. */
    public SdkHttpClient httpClient() {
        return new InProcessHttpClient(gateway);
    }

    /** The credentials of programs in a running notebook instance: a session of its execution role, as from SageMaker. */
    public software.amazon.awssdk.services.sts.model.Credentials notebookCredentials(String region, String name) {
        return store.transact(() -> notebookSessions.credentials(region, name));
    }

    /** Serves other processes on this machine over HTTP, on a port, or on any free one for 0. */
    public HttpEndpoint serve(int port) throws IOException {
        return HttpEndpoint.open(gateway, port, null);
    }

    /** The same over TLS, on any free port. */
    public HttpEndpoint serve(SSLContext tls) throws IOException {
        return HttpEndpoint.open(gateway, 0, tls);
    }

    /**
     * Empties the account in a state file, even if the file is damaged or newer.
     *
     * @return whether there was a file
     * @throws StateFileException if the file is not a state file
     */
    public static boolean reset(Path stateFile) {
        return Store.reset(stateFile);
    }

    @Override
    public void close() {
        store.close();
    }
}
