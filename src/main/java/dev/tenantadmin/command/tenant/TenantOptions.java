package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.ListedPerson;
import dev.tenantadmin.cli.reference.Heading;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.InvalidOptionException;
import dev.tenantadmin.tenant.option.NotebookSpec;
import dev.tenantadmin.tenant.option.TagSpec;
import dev.tenantadmin.tenant.option.TenantSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be asked of a tenant: the options of {@code create-tenant}, and the fields of the file of {@code apply}. */
public final class TenantOptions {

    @Heading("People")
    @Option(
            names = "--user",
            paramLabel = "PERSON",
            split = "(?<!\\\\),",
            splitSynopsisLabel = ",",
            converter = ListedPerson.class,
            description = "Have a user for this person; repeatable; a comma in a name as \\, (new tenant: owner).")
    List<PersonName> users = new ArrayList<>();

    @Heading("People")
    @Option(names = "--no-users", description = "Make neither group nor users; only for a new tenant.")
    boolean noUsers;

    @Heading("Notebooks")
    @Option(
            names = "--notebook",
            paramLabel = "NOTEBOOK",
            split = ",",
            description = "Have this notebook, and change no other; repeatable (new tenant: main).")
    List<NotebookName> notebooks = new ArrayList<>();

    @Heading("Notebooks")
    @Option(
            names = "--instance-type",
            paramLabel = "TYPE",
            description = "The notebooks' instance type (new notebook: " + NotebookSpec.DEFAULT_INSTANCE_TYPE + ").")
    @Nullable
    String instanceType;

    @Heading("Notebooks")
    @Option(
            names = "--volume-size",
            paramLabel = "GB",
            description = "The size of the notebooks' volumes, 5 to 16384; it can only grow (new notebook: 5).")
    @Nullable
    Integer volumeSize;

    @Mixin
    SetupControls setup = new SetupControls();

    @Heading("Network and keys")
    @Option(
            names = "--subnet",
            paramLabel = "SUBNET",
            description = "Run in this subnet, without direct internet access; never changes afterwards.")
    @Nullable
    String subnet;

    @Heading("Network and keys")
    @Option(
            names = "--security-group",
            paramLabel = "GROUP",
            split = ",",
            description = "The security group that goes with the subnet; repeatable, at most 5.")
    List<String> securityGroups = new ArrayList<>();

    @Heading("Network and keys")
    @Option(
            names = "--kms-key",
            paramLabel = "KEY",
            description = "Encrypt volumes with this key, given by id or ARN; never changes afterwards.")
    @Nullable
    String kmsKey;

    @Mixin
    AccessControls access = new AccessControls();

    @Mixin
    WorkControls work = new WorkControls();

    @Mixin
    OrganisationRules organisation = new OrganisationRules();

    @Option(
            names = "--tag",
            paramLabel = "KEY=VALUE",
            description = "Put this tag on all that can bear it; KEY- takes one away, none all others; repeatable.")
    List<String> tags = new ArrayList<>();

    @Option(names = "--protect", description = "Have delete-tenant refuse the tenant.")
    boolean protect;

    @Option(names = "--no-protect", description = "Lift --protect, so that delete-tenant works again.")
    boolean noProtect;

    /**
     * What is asked.
     *
     * @throws IllegalArgumentException with a sentence for the person who asked
     */
    public TenantSpec spec(TenantName tenant) {
        if (protect && noProtect) {
            throw new InvalidOptionException("%s and %s exclude each other", List.of("--protect", "--no-protect"));
        }
        return new TenantSpec(
                tenant,
                users,
                noUsers,
                notebooks,
                new NotebookSpec(instanceType, volumeSize),
                subnet,
                securityGroups,
                kmsKey,
                access.spec(),
                work.spec(),
                setup.spec(),
                organisation.spec(),
                TagSpec.parse(tags),
                protect == noProtect ? null : Boolean.valueOf(protect));
    }
}
