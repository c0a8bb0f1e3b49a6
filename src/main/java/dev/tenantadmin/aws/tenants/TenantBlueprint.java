package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.iam.Attachment;
import dev.tenantadmin.aws.iam.InlinePolicy;
import dev.tenantadmin.aws.iam.ManagedPolicy;
import dev.tenantadmin.aws.iam.RevisionTag;
import dev.tenantadmin.aws.iam.Role;
import dev.tenantadmin.aws.iam.WantedTags;
import dev.tenantadmin.aws.notebook.LifecycleConfig;
import dev.tenantadmin.aws.notebook.NotebookInstance;
import dev.tenantadmin.aws.notebook.NotebookLife;
import dev.tenantadmin.reconcile.Blueprint;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.Tenant;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.document.TenantDocument;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.setup.SetupScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** The order in which a tenant's resources are made; the one list, read backwards for deletion. */
final class TenantBlueprint {
    private TenantBlueprint() {}

    /**
     * Anchor, then what it claims, then who there is, then what they may and what their notebooks begin with, then notebooks, then the word that all is done. Between them stands what others hung
     * or made, where a deletion has to come upon it.
     *
     * @param elsewhere tells the ARN of a policy of that name under another path, or null
     * @param restart whether running notebooks may be stopped for a change
     * @param claims what has to be claimed before anything grants it
     * @param dependents what a deletion has to do with besides
     */
    static Blueprint of(
            Tenant tenant,
            IamClient iam,
            SageMakerClient sagemaker,
            Function<String, @Nullable String> elsewhere,
            boolean restart,
            Poll poll,
            List<Resource> claims,
            DependentResources dependents) {
        Names names = tenant.names();
        Settings settings = tenant.settings();
        PolicyDocuments documents = new PolicyDocuments(names, settings);
        WantedTags tags = new WantedTags(settings.resourceTags(names.tenant()), tenant.unwantedTags());
        String anchorArn = names.boundaryArn();
        String boundary = settings.boundaryArn(names);
        String access = names.accessPolicyArn();

        List<Resource> anchor = List.of(new ManagedPolicy(
                iam,
                anchorArn,
                TenantDocument.BOUNDARY,
                documents.boundary(),
                new WantedTags(settings.toTags(names.tenant()), tenant.unwantedTags()),
                elsewhere.apply(names.boundary())));
        List<Resource> who = new ArrayList<>();
        who.add(new ManagedPolicy(
                iam, access, TenantDocument.ACCESS, documents.access(), tags, elsewhere.apply(names.access())));
        who.add(new Role(
                iam,
                names.accessRoleArn(),
                TenantDocument.ACCESS_TRUST,
                names.path(),
                documents.accessTrust(),
                boundary,
                tags));
        who.add(new Role(
                iam,
                names.executionRoleArn(),
                TenantDocument.EXECUTION_TRUST,
                names.path(),
                documents.executionTrust(),
                boundary,
                tags));
        List<Resource> what = new ArrayList<>();
        what.add(Attachment.toRole(iam, access, names.access()));
        what.add(InlinePolicy.ofRole(
                iam, names.executionRole(), "execution", TenantDocument.EXECUTION, documents.execution()));
        if (settings.members()) {
            Members members = Members.of(tenant, tenant.users(), iam);
            who.addAll(members.who());
            what.addAll(members.what());
        }
        Set<String> known = what.stream().map(Resource::title).collect(Collectors.toSet());
        SetupScript script = new SetupScript(names, settings);
        what.add(new LifecycleConfig(sagemaker, names.setup(), script, tags));
        dependents.extras().stream().filter(extra -> known.add(extra.title())).forEach(what::add);
        List<Resource> notebooks = new ArrayList<>(dependents.active());
        tenant.notebooks().forEach((notebook, spec) -> {
            String name = names.notebook(notebook);
            notebooks.add(new NotebookInstance(
                    sagemaker,
                    new NotebookLife(sagemaker, name, poll),
                    name,
                    names.executionRoleArn(),
                    spec,
                    settings,
                    script.needed() ? names.setup() : null,
                    tags,
                    restart));
        });
        return new Blueprint(List.of(
                anchor, claims, who, what, dependents.made(), notebooks, List.of(new RevisionTag(iam, anchorArn))));
    }
}
