package dev.tenantadmin.aws;

import dev.tenantadmin.reconcile.Blueprint;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.Names;
import dev.tenantadmin.tenant.PersonName;
import dev.tenantadmin.tenant.PolicyDocuments;
import dev.tenantadmin.tenant.Settings;
import dev.tenantadmin.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** The order in which a tenant's resources are made; the one list, read backwards for deletion. */
final class TenantBlueprint {
    private TenantBlueprint() {}

    /**
     * Anchor, then who there is, then what they may, then notebooks, then the word that all is done.
     *
     * @param elsewhere tells the ARN of a policy of that name under another path, or null
     * @param restart whether running notebooks may be stopped for a change
     */
    static Blueprint of(
            Tenant tenant,
            IamClient iam,
            SageMakerClient sagemaker,
            Function<String, @Nullable String> elsewhere,
            boolean restart,
            Poll poll) {
        Names names = tenant.names();
        Settings settings = tenant.settings();
        PolicyDocuments documents = new PolicyDocuments(names, settings.policy());
        Map<String, String> tags = settings.resourceTags(names.tenant());
        String anchorArn = names.boundaryArn();
        String organisations = settings.policy().permissionsBoundary();
        String boundary = organisations == null ? anchorArn : organisations;
        String access = names.accessPolicyArn();

        List<Resource> anchor = List.of(new ManagedPolicy(
                iam,
                anchorArn,
                documents.boundary(),
                settings.toTags(names.tenant()),
                elsewhere.apply(names.boundary())));
        List<Resource> who = new ArrayList<>();
        who.add(new ManagedPolicy(iam, access, documents.access(), tags, elsewhere.apply(names.access())));
        who.add(new Role(iam, names.accessRoleArn(), names.path(), documents.accessTrust(), boundary, tags));
        who.add(new Role(iam, names.executionRoleArn(), names.path(), documents.executionTrust(), boundary, tags));
        List<Resource> what = new ArrayList<>();
        what.add(Attachment.toRole(iam, access, names.access()));
        what.add(InlinePolicy.ofRole(iam, names.executionRole(), "execution", documents.execution()));
        if (settings.members()) {
            GroupReading group = new GroupReading(iam, names.group());
            who.add(new Group(iam, names.group(), names.path(), group));
            what.add(Attachment.toGroup(iam, access, names.group()));
            what.add(InlinePolicy.ofGroup(iam, names.group(), "assume", documents.assume()));
            tenant.users().forEach(person -> {
                who.add(new User(iam, names.user(person), names.path(), boundary, tags));
                what.add(new Membership(iam, names.user(person), names.group(), group));
            });
        }
        List<Resource> notebooks = new ArrayList<>();
        tenant.notebooks().forEach((notebook, spec) -> {
            String name = names.notebook(notebook);
            notebooks.add(new NotebookInstance(
                    sagemaker,
                    new NotebookLife(sagemaker, name, poll),
                    name,
                    names.executionRoleArn(),
                    spec,
                    settings.policy(),
                    tags,
                    restart));
        });
        return new Blueprint(List.of(anchor, who, what, notebooks, List.of(new RevisionTag(iam, anchorArn))));
    }

    /** The tenant's users alone, of these names, with their memberships. */
    static Blueprint users(Tenant tenant, Set<PersonName> persons, IamClient iam) {
        Names names = tenant.names();
        Map<String, String> tags = tenant.settings().resourceTags(names.tenant());
        GroupReading group = new GroupReading(iam, names.group());
        List<Resource> users = new ArrayList<>();
        List<Resource> memberships = new ArrayList<>();
        for (PersonName person : persons) {
            users.add(new User(iam, names.user(person), names.path(), names.boundaryArn(), tags));
            memberships.add(new Membership(iam, names.user(person), names.group(), group));
        }
        return new Blueprint(List.of(users, memberships));
    }
}
