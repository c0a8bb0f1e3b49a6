package dev.tenantadmin.aws.notebook;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.iam.WantedTags;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Difference.FieldChanged;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.option.NotebookSpec;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.option.Tags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.UpdateNotebookInstanceRequest;

/**
 * A SageMaker notebook instance: its settings and tags. That somebody stopped it is no difference, and nothing here starts it, but for
 * one that we stopped ourselves to change it.
 *
 * @param spec what is asked of it
 * @param settings where it runs, and under which key
 * @param setup the lifecycle config that it is to have, if any
 * @param restart whether one that runs may be stopped for a change
 */
public record NotebookInstance(
        SageMaker sagemaker,
        NotebookLife life,
        String name,
        String roleArn,
        NotebookSpec spec,
        Settings settings,
        @Nullable String setup,
        WantedTags tags,
        boolean restart)
        implements Resource {

    public static final String TYPE = "notebook instance";

    /** Amazon Linux 2 notebooks can be neither created nor restarted since 2026-07-01 (src/site/markdown/design/aws-facts.md). */
    public static final String PLATFORM = "notebook-al2023-v1";

    public static final String IMDS_V2 = "2";
    private static final String DISABLED = "Disabled";
    private static final String ENABLED = "Enabled";

    private static final String RUNNING_AGAIN = "in service";

    /** What a notebook instance is told by. */
    private enum Field implements Difference.Field {
        STATUS("status"),
        INSTANCE_TYPE("instance type"),
        VOLUME("volume size in GB"),
        ROLE("role"),
        ROOT_ACCESS("root access"),
        IMDS("minimum IMDS version"),
        PLATFORM("platform"),
        LIFECYCLE_CONFIG("lifecycle config"),
        SUBNET("subnet"),
        SECURITY_GROUPS("security groups"),
        KMS_KEY("KMS key");

        private final String label;

        Field(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Observation observe() {
        return observe(sagemaker.now());
    }

    @Override
    public Observation observeForPlan() {
        return observe(sagemaker.reads());
    }

    private Observation observe(NotebookReads reads) {
        return reads.notebook(name).map(this::compare).orElseGet(Observation.Absent::new);
    }

    private Observation compare(DescribeNotebookInstanceResponse seen) {
        String status = seen.notebookInstanceStatusAsString();
        if (NotebookState.of(status) == NotebookState.DELETING) {
            return new Observation.Present(List.of(new FieldChanged(Field.STATUS, status, RUNNING_AGAIN)), status);
        }
        return AwsFailures.ifThere(() -> SageMakerTags.of(sagemaker.client(), seen.notebookInstanceArn()))
                .map(actualTags -> compare(seen, status, actualTags))
                .orElseGet(Observation.Absent::new);
    }

    private Observation compare(DescribeNotebookInstanceResponse seen, String status, Map<String, String> actualTags) {
        if (!SageMakerTags.ours(actualTags)) {
            return new Observation.Foreign(SageMakerTags.UNMARKED);
        }
        boolean interrupted = actualTags.containsKey(Tags.RESTARTING);
        boolean mayStop = restart || interrupted || !NotebookState.of(status).mayRun();
        List<Difference> differences = new ArrayList<>(tags.differences(actualTags));
        whileStopped(seen).forEach(d -> differences.add(mayStop ? d : d.needingStop()));
        differences.addAll(immutable(seen));
        if (interrupted) {
            differences.add(new FieldChanged(Field.STATUS, status + ", restart interrupted", RUNNING_AGAIN));
        }
        return new Observation.Present(differences, status);
    }

    /** The instance type that a change gives it, if any. */
    public Optional<String> typeOf(Change change) {
        boolean given = change.action() == Change.Action.CREATE
                || (change.observed() instanceof Observation.Present seen && seen.differsIn(Field.INSTANCE_TYPE));
        return Optional.ofNullable(spec.instanceType()).filter(type -> given);
    }

    /** Fields that can be changed while the notebook instance is stopped; what Describe leaves out is unknown, not different. */
    private List<FieldChanged> whileStopped(DescribeNotebookInstanceResponse seen) {
        List<FieldChanged> differences = new ArrayList<>();
        compare(differences, Field.INSTANCE_TYPE, seen.instanceTypeAsString(), spec.instanceType());
        compare(differences, Field.ROLE, seen.roleArn(), roleArn);
        compare(differences, Field.ROOT_ACCESS, seen.rootAccessAsString(), DISABLED);
        compare(differences, Field.PLATFORM, seen.platformIdentifier(), PLATFORM);
        if (seen.instanceMetadataServiceConfiguration() != null) {
            compare(
                    differences,
                    Field.IMDS,
                    seen.instanceMetadataServiceConfiguration().minimumInstanceMetadataServiceVersion(),
                    IMDS_V2);
        }
        // One that Describe leaves out is known not to be there.
        if (!Objects.equals(seen.notebookInstanceLifecycleConfigName(), setup)) {
            differences.add(
                    new FieldChanged(Field.LIFECYCLE_CONFIG, seen.notebookInstanceLifecycleConfigName(), setup));
        }
        Integer volume = seen.volumeSizeInGB();
        if (volume != null && spec.volumeGb() != null && volume < spec.volumeGb()) {
            differences.add(new FieldChanged(
                    Field.VOLUME, volume.toString(), spec.volumeGb().toString()));
        }
        return differences;
    }

    private List<FieldChanged> immutable(DescribeNotebookInstanceResponse seen) {
        List<FieldChanged> differences = new ArrayList<>();
        Integer volume = seen.volumeSizeInGB();
        if (volume != null && spec.volumeGb() != null && volume > spec.volumeGb()) {
            differences.add(
                    impossible(Field.VOLUME, volume.toString(), spec.volumeGb().toString()));
        }
        String subnet = settings.get(Options.SUBNET).orElse(null);
        List<String> wanted = settings.get(Options.SECURITY_GROUPS);
        Set<String> groups = new HashSet<>(seen.securityGroups());
        if (subnet != null && !subnet.equals(seen.subnetId())) {
            differences.add(impossible(Field.SUBNET, seen.subnetId(), subnet));
        } else if (subnet != null && !groups.equals(new HashSet<>(wanted))) {
            differences.add(impossible(Field.SECURITY_GROUPS, String.join(" ", groups), String.join(" ", wanted)));
        }
        String key = settings.get(Options.KMS_KEY).orElse(null);
        if (key != null && (seen.kmsKeyId() == null || !keyId(key).equals(keyId(seen.kmsKeyId())))) {
            differences.add(impossible(Field.KMS_KEY, seen.kmsKeyId(), key));
        }
        return differences;
    }

    private static void compare(
            List<FieldChanged> differences, Field field, @Nullable String actual, @Nullable String wanted) {
        if (actual != null && wanted != null && !actual.equals(wanted)) {
            differences.add(new FieldChanged(field, actual, wanted));
        }
    }

    private static FieldChanged impossible(Field field, @Nullable String actual, String wanted) {
        return new FieldChanged(field, actual, wanted, Difference.Remedy.IMPOSSIBLE);
    }

    private static String keyId(String key) {
        return Arn.name(key);
    }

    @Override
    public void create() {
        String subnet = settings.get(Options.SUBNET).orElse(null);
        sagemaker
                .client()
                .createNotebookInstance(r -> r.notebookInstanceName(name)
                        .instanceType(
                                spec.instanceType() == null ? NotebookSpec.DEFAULT_INSTANCE_TYPE : spec.instanceType())
                        .volumeSizeInGB(spec.volumeGb() == null ? NotebookSpec.DEFAULT_VOLUME_GB : spec.volumeGb())
                        .roleArn(roleArn)
                        .subnetId(subnet)
                        .securityGroupIds(subnet == null ? null : settings.get(Options.SECURITY_GROUPS))
                        .kmsKeyId(settings.get(Options.KMS_KEY).orElse(null))
                        .directInternetAccess(subnet == null ? ENABLED : DISABLED)
                        .rootAccess(DISABLED)
                        .lifecycleConfigName(setup)
                        .platformIdentifier(PLATFORM)
                        .instanceMetadataServiceConfiguration(c -> c.minimumInstanceMetadataServiceVersion(IMDS_V2))
                        .tags(SageMakerTags.list(tags.values())));
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
        SageMakerTags.update(sagemaker.client(), arn, observed, tags);
        boolean bringUp = observed.differsIn(Field.STATUS);
        List<FieldChanged> whileStopped = observed.ofType(FieldChanged.class)
                .filter(d -> d.remedy() == Difference.Remedy.UPDATE)
                .filter(d -> d.field() != Field.STATUS)
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

    private UpdateNotebookInstanceRequest request(List<FieldChanged> differences) {
        UpdateNotebookInstanceRequest.Builder request =
                UpdateNotebookInstanceRequest.builder().notebookInstanceName(name);
        for (FieldChanged difference : differences) {
            switch ((Field) difference.field()) {
                case INSTANCE_TYPE -> request.instanceType(spec.instanceType());
                case VOLUME -> request.volumeSizeInGB(spec.volumeGb());
                case ROLE -> request.roleArn(roleArn);
                case ROOT_ACCESS -> request.rootAccess(DISABLED);
                case PLATFORM -> request.platformIdentifier(PLATFORM);
                case IMDS ->
                    request.instanceMetadataServiceConfiguration(c -> c.minimumInstanceMetadataServiceVersion(IMDS_V2));
                case LIFECYCLE_CONFIG ->
                    request.lifecycleConfigName(setup).disassociateLifecycleConfig(setup == null ? true : null);
                case STATUS, SUBNET, SECURITY_GROUPS, KMS_KEY ->
                    throw new IllegalStateException(difference.field() + " cannot be changed");
            }
        }
        return request.build();
    }

    @Override
    public void delete() {
        life.delete(true);
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
