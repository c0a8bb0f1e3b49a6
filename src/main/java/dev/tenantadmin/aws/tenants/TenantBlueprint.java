package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.Iam;
import dev.tenantadmin.aws.iam.Attachment;
import dev.tenantadmin.aws.iam.InlinePolicy;
import dev.tenantadmin.aws.iam.ManagedPolicy;
import dev.tenantadmin.aws.iam.RevisionTag;
import dev.tenantadmin.aws.iam.Role;
import dev.tenantadmin.aws.iam.WantedTags;
import dev.tenantadmin.aws.notebook.LifecycleConfig;
import dev.tenantadmin.aws.notebook.NotebookInstance;
import dev.tenantadmin.aws.notebook.NotebookLife;
import dev.tenantadmin.aws.notebook.SageMaker;
import dev.tenantadmin.reconcile.Blueprint;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.Tenant;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.document.TenantDocument;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.setup.Setup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant consists of, in the order of creation. This is the only list: creation walks it forwards, deletion backwards, and everyone else asks
 * its resources.
 *
 * @param names the tenant's names
 * @param anchor the boundary
 * @param who the access policy, the roles, and the group and users if there are any
 * @param what their permissions, and what notebooks start with
 * @param notebooks its notebook instances
 * @param completion the tag that says that everything is done
 */
record TenantBlueprint(
        Names names,
        List<Resource> anchor,
        List<Resource> who,
        List<Resource> what,
        List<Resource> notebooks,
        List<Resource> completion) {

    /**
     * Lists a tenant's resources.
     *
     * @param elsewhere returns the ARN of a policy of that name under another path, or null
     * @param restart whether running notebooks may be stopped for a change
     * @param lives returns the life of a notebook instance by its name
     */
    static TenantBlueprint of(
            Tenant tenant,
            Iam iam,
            SageMaker sagemaker,
            Function<String, @Nullable String> elsewhere,
            boolean restart,
            Function<String, NotebookLife> lives) {
        Names names = tenant.names();
        Settings settings = tenant.settings();
        Supplier<PolicyDocuments> documents = () -> new PolicyDocuments(names, settings);
        WantedTags tags = new WantedTags(settings.resourceTags(names.tenant()), tenant.unwantedTags());
        String anchorArn = names.boundaryArn();
        String boundary = settings.boundaryArn(names);
        String access = names.accessPolicyArn();

        List<Resource> anchor = List.of(new ManagedPolicy(
                iam,
                anchorArn,
                TenantDocument.BOUNDARY,
                () -> documents.get().boundary(),
                new WantedTags(settings.toTags(names.tenant()), tenant.unwantedTags()),
                elsewhere.apply(names.boundary())));
        List<Resource> who = new ArrayList<>();
        who.add(new ManagedPolicy(
                iam,
                access,
                TenantDocument.ACCESS,
                () -> documents.get().access(),
                tags,
                elsewhere.apply(names.access())));
        who.add(new Role(
                iam,
                names.accessRoleArn(),
                TenantDocument.ACCESS_TRUST,
                names.path(),
                () -> documents.get().accessTrust(),
                boundary,
                tags));
        who.add(new Role(
                iam,
                names.executionRoleArn(),
                TenantDocument.EXECUTION_TRUST,
                names.path(),
                () -> documents.get().executionTrust(),
                boundary,
                tags));
        List<Resource> what = new ArrayList<>();
        what.add(Attachment.toRole(iam, access, names.access()));
        what.add(InlinePolicy.ofRole(
                iam,
                names.executionRole(),
                "execution",
                TenantDocument.EXECUTION,
                () -> documents.get().execution()));
        if (settings.members()) {
            Members members = Members.of(tenant, tenant.users(), iam);
            who.addAll(members.who());
            what.addAll(members.what());
        }
        Setup setup = new Setup(names, settings);
        what.add(new LifecycleConfig(sagemaker, names.setup(), setup, tags));
        List<Resource> notebooks = new ArrayList<>();
        tenant.notebooks().forEach((notebook, spec) -> {
            String name = names.notebook(notebook);
            notebooks.add(new NotebookInstance(
                    sagemaker,
                    lives.apply(name),
                    name,
                    names.executionRoleArn(),
                    spec,
                    settings,
                    setup.needed() ? names.setup() : null,
                    tags,
                    restart));
        });
        return new TenantBlueprint(names, anchor, who, what, notebooks, List.of(new RevisionTag(iam, anchorArn)));
    }

    /**
     * Lists the IAM resources of a tenant of which only names are known. They tell types and names, and must not be observed or written.
     *
     * @param members whether it has a group
     */
    static TenantBlueprint named(Names names, boolean members, Collection<PersonName> users, AwsClients clients) {
        Settings plain = Settings.plain("");
        Settings settings =
                new Settings(null, members, plain.administrator(), plain.options(), plain.tags(), plain.suspended());
        return of(
                new Tenant(names, settings, new TreeSet<>(users), new TreeMap<>(), Set.of()),
                Iam.of(clients.iam()),
                SageMaker.of(clients.sagemaker(names.home().region())),
                policy -> null,
                false,
                notebook -> {
                    throw new IllegalStateException(notebook);
                });
    }

    /** All of its resources. */
    Stream<Resource> resources() {
        return Stream.of(anchor, who, what, notebooks, completion).flatMap(List::stream);
    }

    /** Those of one type. */
    <T extends Resource> Stream<T> all(Class<T> type) {
        return resources().filter(type::isInstance).map(type::cast);
    }

    /**
     * Returns its stages, and between them what others attached or made, where a deletion needs it.
     *
     * @param claims what must be claimed before anything grants it
     * @param dependents what a deletion must also handle
     */
    Blueprint with(List<Resource> claims, DependentResources dependents) {
        List<Resource> hung = new ArrayList<>(what);
        Set<String> known = what.stream().map(Resource::title).collect(Collectors.toSet());
        dependents.extras().stream().filter(extra -> known.add(extra.title())).forEach(hung::add);
        List<Resource> active = new ArrayList<>(dependents.active());
        active.addAll(notebooks);
        return new Blueprint(List.of(anchor, claims, who, hung, dependents.made(), active, completion));
    }
}
