package dev.tenantadmin.aws.notebook;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.iam.WantedTags;
import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Difference.FieldChanged;
import dev.tenantadmin.reconcile.Difference.ScriptChanged;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.setup.SetupScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceLifecycleConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceLifecycleHook;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/**
 * The lifecycle config of a tenant's notebooks: its scripts and its tags. A notebook takes up a change when it starts next.
 *
 * @param script what is to run at every start; not needed, it is not wanted
 */
public record LifecycleConfig(SageMaker sagemaker, String name, SetupScript script, WantedTags tags)
        implements Resource {

    /** What a lifecycle config is told by. */
    private enum Field implements Difference.Field {
        ON_CREATE("script at creation"),
        IDLE_STOP("idle stop"),
        ON_START("on-start script");

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
        return "notebook instance lifecycle config";
    }

    @Override
    public boolean isWanted() {
        return script.needed();
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
        Optional<DescribeNotebookInstanceLifecycleConfigResponse> seen = reads.lifecycleConfig(name);
        if (seen.isPresent()) {
            return compare(seen.get());
        }
        // Without the organisation's script it cannot be made again.
        return script.isLost("") ? new Observation.Present(scripts("")) : new Observation.Absent();
    }

    private Observation compare(DescribeNotebookInstanceLifecycleConfigResponse seen) {
        return AwsFailures.ifThere(
                        () -> SageMakerTags.of(sagemaker.client(), seen.notebookInstanceLifecycleConfigArn()))
                .map(actualTags -> compare(seen, actualTags))
                .orElseGet(Observation.Absent::new);
    }

    private Observation compare(DescribeNotebookInstanceLifecycleConfigResponse seen, Map<String, String> actualTags) {
        if (!SageMakerTags.ours(actualTags)) {
            return new Observation.Foreign(SageMakerTags.UNMARKED);
        }
        if (!isWanted()) {
            return new Observation.Present(List.of());
        }
        List<Difference> differences = new ArrayList<>(tags.differences(actualTags));
        if (!seen.onCreate().isEmpty()) {
            differences.add(new FieldChanged(Field.ON_CREATE, "there", null));
        }
        differences.addAll(scripts(onStart(seen)));
        return new Observation.Present(differences);
    }

    private List<Difference> scripts(String before) {
        List<Difference> differences = new ArrayList<>();
        String wanted = script.text(before);
        SetupScript.Facts now = SetupScript.facts(before);
        SetupScript.Facts then = SetupScript.facts(wanted);
        if (!Objects.equals(now.idleStop(), then.idleStop())) {
            differences.add(new FieldChanged(Field.IDLE_STOP, now.idle(), then.idle()));
        }
        if (script.isLost(before)) {
            differences.add(new FieldChanged(
                    Field.ON_START,
                    now.organisations().shortly(),
                    script.settings().get(Options.ON_START).shortly(),
                    Difference.Remedy.LOST));
        } else if (!now.organisations().equals(then.organisations())) {
            differences.add(new FieldChanged(
                    Field.ON_START,
                    now.organisations().shortly(),
                    then.organisations().shortly()));
        }
        if (differences.isEmpty() && !before.equals(wanted)) {
            differences.add(new ScriptChanged());
        }
        return differences;
    }

    /** The script that a lifecycle config of this name runs when notebooks start; empty if there is none. */
    public static Optional<String> onStart(SageMakerClient sagemaker, String name) {
        return new LiveNotebooks(sagemaker)
                .lifecycleConfig(name)
                .map(LifecycleConfig::onStart)
                .filter(text -> !text.isEmpty());
    }

    private static String onStart(DescribeNotebookInstanceLifecycleConfigResponse seen) {
        return seen.onStart().stream()
                .map(hook -> SetupScript.decoded(hook.content()))
                .findFirst()
                .orElse("");
    }

    private static NotebookInstanceLifecycleHook hook(String text) {
        return NotebookInstanceLifecycleHook.builder()
                .content(SetupScript.encoded(text))
                .build();
    }

    @Override
    public void create() {
        sagemaker
                .client()
                .createNotebookInstanceLifecycleConfig(r -> r.notebookInstanceLifecycleConfigName(name)
                        .onStart(hook(script.text("")))
                        .tags(SageMakerTags.list(tags.values())));
    }

    @Override
    public void update(Observation.Present observed) {
        DescribeNotebookInstanceLifecycleConfigResponse seen =
                sagemaker.now().lifecycleConfig(name).orElseThrow();
        SageMakerTags.update(sagemaker.client(), seen.notebookInstanceLifecycleConfigArn(), observed, tags);
        if (differsInScripts(observed)) {
            sagemaker
                    .client()
                    .updateNotebookInstanceLifecycleConfig(r -> r.notebookInstanceLifecycleConfigName(name)
                            .onCreate(List.of())
                            .onStart(hook(script.text(onStart(seen)))));
        }
    }

    /** Whether something differs that runs at the start of notebooks. */
    public static boolean differsInScripts(Observation.Present observed) {
        return !observed.differences().stream().allMatch(Difference.InTag.class::isInstance);
    }

    @Override
    public void delete() {
        try {
            sagemaker.client().deleteNotebookInstanceLifecycleConfig(r -> r.notebookInstanceLifecycleConfigName(name));
        } catch (SageMakerException e) {
            if (!AwsFailures.notThere(e)) {
                throw e;
            }
        }
    }

    @Override
    public boolean isDuplicate(RuntimeException failure) {
        return failure instanceof SageMakerException refused
                && AwsFailures.message(refused).contains("already exists");
    }
}
