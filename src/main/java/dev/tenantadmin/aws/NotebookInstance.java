package dev.tenantadmin.aws;

import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.NotebookSpec;
import dev.tenantadmin.tenant.PolicyOptions;
import dev.tenantadmin.tenant.Tags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.UpdateNotebookInstanceRequest;

/**
 * A SageMaker notebook instance: its settings and tags. That somebody stopped it is no difference, and nothing here starts it, but for
 * one that we stopped ourselves to change it.
 *
 * @param spec what is asked of it
 * @param network the subnet, security groups and key that are asked of it
 * @param setup the lifecycle config that it is to have, if any
 * @param restart whether one that runs may be stopped for a change
 */
record NotebookInstance(
        SageMakerClient sagemaker,
        NotebookLife life,
        String name,
        String roleArn,
        NotebookSpec spec,
        PolicyOptions network,
        @Nullable String setup,
        Map<String, String> tags,
        boolean restart)
        implements Resource {

    static final String TYPE = "notebook instance";

    /** Amazon Linux 2 notebooks can be neither created nor restarted since 2026-07-01 (aws-facts). */
    static final String PLATFORM = "notebook-al2023-v1";

    static final String IMDS_V2 = "2";
    private static final String DISABLED = "Disabled";
    private static final String ENABLED = "Enabled";

    private static final String STATUS = "status";
    private static final String INSTANCE_TYPE = "instance type";
    private static final String VOLUME = "volume size in GB";
    private static final String ROLE = "role";
    private static final String ROOT_ACCESS = "root access";
    private static final String IMDS = "minimum IMDS version";
    private static final String PLATFORM_FIELD = "platform";
    private static final String LIFECYCLE_CONFIG = "lifecycle config";
    private static final String NONE = "none";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Observation observe() {
        return life.describe().map(this::compare).orElseGet(Observation.Absent::new);
    }

    private Observation compare(DescribeNotebookInstanceResponse seen) {
        String status = seen.notebookInstanceStatusAsString();
        if (NotebookState.of(status) == NotebookState.DELETING) {
            return new Observation.Present(List.of(Difference.of(STATUS, status, "in service")), status);
        }
        Map<String, String> actualTags = SageMakerTags.of(sagemaker, seen.notebookInstanceArn());
        if (!SageMakerTags.ours(actualTags)) {
            return new Observation.Foreign(SageMakerTags.UNMARKED);
        }
        boolean interrupted = actualTags.containsKey(Tags.RESTARTING);
        boolean mayStop = restart || interrupted || !NotebookState.of(status).mayRun();
        List<Difference> differences = new ArrayList<>(IamTags.differences(actualTags, tags));
        whileStopped(seen).forEach(d -> differences.add(mayStop ? d : d.needingStop()));
        differences.addAll(immutable(seen));
        if (interrupted) {
            differences.add(Difference.of(STATUS, status + ", restart interrupted", "in service"));
        }
        return new Observation.Present(differences, status);
    }

    /** The instance type that a change gives it, if any. */
    Optional<String> typeOf(Change change) {
        boolean given = change.action() == Change.Action.CREATE
                || (change.observed() instanceof Observation.Present seen && seen.differsIn(INSTANCE_TYPE));
        return Optional.ofNullable(spec.instanceType()).filter(type -> given);
    }

    /** Fields that can be changed while the notebook instance is stopped; what Describe leaves out is unknown, not different. */
    private List<Difference> whileStopped(DescribeNotebookInstanceResponse seen) {
        List<Difference> differences = new ArrayList<>();
        compare(differences, INSTANCE_TYPE, seen.instanceTypeAsString(), spec.instanceType());
        compare(differences, ROLE, seen.roleArn(), roleArn);
        compare(differences, ROOT_ACCESS, seen.rootAccessAsString(), DISABLED);
        compare(differences, PLATFORM_FIELD, seen.platformIdentifier(), PLATFORM);
        if (seen.instanceMetadataServiceConfiguration() != null) {
            compare(
                    differences,
                    IMDS,
                    seen.instanceMetadataServiceConfiguration().minimumInstanceMetadataServiceVersion(),
                    IMDS_V2);
        }
        // One that Describe leaves out is known not to be there.
        compare(differences, LIFECYCLE_CONFIG, orNone(seen.notebookInstanceLifecycleConfigName()), orNone(setup));
        Integer volume = seen.volumeSizeInGB();
        if (volume != null && spec.volumeGb() != null && volume < spec.volumeGb()) {
            differences.add(Difference.of(VOLUME, volume, spec.volumeGb()));
        }
        return differences;
    }

    private List<Difference> immutable(DescribeNotebookInstanceResponse seen) {
        List<Difference> differences = new ArrayList<>();
        Integer volume = seen.volumeSizeInGB();
        if (volume != null && spec.volumeGb() != null && volume > spec.volumeGb()) {
            differences.add(Difference.impossible(VOLUME, volume, spec.volumeGb()));
        }
        String subnet = network.subnet();
        Set<String> groups = new HashSet<>(seen.securityGroups());
        if (subnet != null && !subnet.equals(seen.subnetId())) {
            differences.add(Difference.impossible("subnet", orNone(seen.subnetId()), subnet));
        } else if (subnet != null && !groups.equals(new HashSet<>(network.securityGroups()))) {
            differences.add(Difference.impossible(
                    "security groups", String.join(" ", groups), String.join(" ", network.securityGroups())));
        }
        String key = network.kmsKey();
        if (key != null && (seen.kmsKeyId() == null || !keyId(key).equals(keyId(seen.kmsKeyId())))) {
            differences.add(Difference.impossible("KMS key", orNone(seen.kmsKeyId()), key));
        }
        return differences;
    }

    private static void compare(
            List<Difference> differences, String field, @Nullable String actual, @Nullable String wanted) {
        if (actual != null && wanted != null && !actual.equals(wanted)) {
            differences.add(Difference.of(field, actual, wanted));
        }
    }

    private static String orNone(@Nullable String value) {
        return value == null ? NONE : value;
    }

    private static String keyId(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    @Override
    public void create() {
        sagemaker.createNotebookInstance(r -> r.notebookInstanceName(name)
                .instanceType(spec.instanceType() == null ? NotebookSpec.DEFAULT_INSTANCE_TYPE : spec.instanceType())
                .volumeSizeInGB(spec.volumeGb() == null ? NotebookSpec.DEFAULT_VOLUME_GB : spec.volumeGb())
                .roleArn(roleArn)
                .subnetId(network.subnet())
                .securityGroupIds(network.subnet() == null ? null : network.securityGroups())
                .kmsKeyId(network.kmsKey())
                .directInternetAccess(network.subnet() == null ? ENABLED : DISABLED)
                .rootAccess(DISABLED)
                .lifecycleConfigName(setup)
                .platformIdentifier(PLATFORM)
                .instanceMetadataServiceConfiguration(c -> c.minimumInstanceMetadataServiceVersion(IMDS_V2))
                .tags(SageMakerTags.list(tags)));
    }

    /**
     * Changes what differs. One that runs is marked, stopped, changed and started again, also if AWS refuses the change; the mark stays
     * until it runs, so that a run that is interrupted in between is completed by the next.
     */
    @Override
    public void update(Observation.Present observed) {
        if (NotebookState.of(observed.status()) == NotebookState.DELETING) {
            life.awaitGone();
            create();
            return;
        }
        String arn = life.describe().orElseThrow().notebookInstanceArn();
        if (observed.differsIn(IamTags.FIELD)) {
            life.tag(arn, tags);
        }
        boolean bringUp = observed.differsIn(STATUS);
        List<Difference> whileStopped = observed.differences().stream()
                .filter(d -> d.remedy() == Difference.Remedy.UPDATE)
                .filter(d -> !d.field().startsWith(IamTags.FIELD) && !d.field().equals(STATUS))
                .toList();
        if (!whileStopped.isEmpty()) {
            bringUp = life.stopForChange(arn, observed.status(), bringUp);
            if (bringUp) {
                life.updateOrStartAgain(request(whileStopped), arn, this::mayPass);
            } else {
                life.update(request(whileStopped));
            }
        }
        if (bringUp) {
            life.startAfterChange(arn);
        }
    }

    private UpdateNotebookInstanceRequest request(List<Difference> differences) {
        UpdateNotebookInstanceRequest.Builder request =
                UpdateNotebookInstanceRequest.builder().notebookInstanceName(name);
        for (Difference difference : differences) {
            switch (difference.field()) {
                case INSTANCE_TYPE -> request.instanceType(difference.wanted());
                case VOLUME -> request.volumeSizeInGB(spec.volumeGb());
                case ROLE -> request.roleArn(roleArn);
                case ROOT_ACCESS -> request.rootAccess(DISABLED);
                case PLATFORM_FIELD -> request.platformIdentifier(PLATFORM);
                case IMDS ->
                    request.instanceMetadataServiceConfiguration(c -> c.minimumInstanceMetadataServiceVersion(IMDS_V2));
                case LIFECYCLE_CONFIG ->
                    request.lifecycleConfigName(setup).disassociateLifecycleConfig(setup == null ? true : null);
                default -> throw new IllegalStateException(difference.field());
            }
        }
        return request.build();
    }

    @Override
    public void delete() {
        life.delete();
    }

    /** SageMaker cannot assume a role that was made seconds ago, and may not see a lifecycle config yet. */
    @Override
    public boolean mayPass(RuntimeException failure) {
        return failure instanceof SageMakerException refused
                && (AwsFailures.cannotAssumeRole(AwsFailures.message(refused))
                        || (setup != null && AwsFailures.notThere(refused)));
    }

    @Override
    public boolean isDuplicate(RuntimeException failure) {
        return failure instanceof SageMakerException refused
                && AwsFailures.message(refused).contains("duplicate");
    }
}
