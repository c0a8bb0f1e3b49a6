package dev.tenantadmin.sandbox;

import dev.tenantadmin.sandbox.wire.InProcessHttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpClient;

/** An AWS account inside the process. It is called through the SDK's own clients, which are given its HTTP client. */
public final class Sandbox implements AutoCloseable {
    private final Store store;
    private final Gateway gateway;
    private final NotebookSessions notebookSessions;

    private Sandbox(Store store, Clock clock, SandboxSettings settings) {
        Directory directory = new Directory(store);
        Quotas quotas = Quotas.defaults();
        InlinePolicies inline = new InlinePolicies(store, quotas);
        AttachedPolicies attached = new AttachedPolicies(store, directory, quotas);
        Credentials credentials = new Credentials(store, directory, quotas, clock);
        NotebookInstances notebooks = new NotebookInstances(store, directory, settings, clock);
        Sessions sessions = new Sessions(store, directory, clock);
        Identities identities = new Identities(store, directory, inline, attached);
        Operations operations = new Operations(Map.of(
                "iam",
                        List.of(
                                new Roles(store, directory, inline, attached, quotas, clock),
                                new Groups(store, directory, inline, attached, quotas, clock),
                                new Users(store, directory, inline, attached, credentials, quotas, clock),
                                new Policies(store, directory, attached, quotas, clock),
                                credentials,
                                new Simulations(directory, identities, clock),
                                new AccountSummary(store, quotas)),
                "sts", List.of(sessions),
                "sagemaker",
                        List.of(notebooks, new LifecycleConfigs(store, clock), new ResourceTags(store, notebooks))));
        this.store = store;
        this.notebookSessions = new NotebookSessions(store, directory, notebooks, sessions);
        this.gateway = new Gateway(
                store,
                new Callers(store, directory, clock),
                operations,
                new Constraints(),
                new Authorization(
                        directory, identities, new AuthorizedResources(store, directory, attached, notebooks), clock));
    }

    /** Over a state file, shared with other processes. */
    public static Sandbox open(Path stateFile, Clock clock, SandboxSettings settings) {
        return new Sandbox(Store.open(stateFile), clock, settings);
    }

    /** Nothing is written to disk. */
    public static Sandbox inMemory(Clock clock, SandboxSettings settings) {
        return new Sandbox(Store.inMemory(), clock, settings);
    }

    /** The door: an HTTP client to give to clients of IAM, STS and SageMaker. */
    public SdkHttpClient httpClient() {
        return new InProcessHttpClient(gateway);
    }

    /** What programs in a running notebook instance sign with: a session of its execution role, as SageMaker gives them. */
    public software.amazon.awssdk.services.sts.model.Credentials notebookCredentials(String region, String name) {
        return store.transact(() -> notebookSessions.credentials(region, name));
    }

    @Override
    public void close() {
        store.close();
    }
}
