package dev.tenantadmin.aws.notebook;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.iam.WantedTags;
import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Difference.FieldChanged;
import dev.tenantadmin.reconcile.Difference.ScriptChanged;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.OwnScript;
import dev.tenantadmin.tenant.setup.CreationScript;
import dev.tenantadmin.tenant.setup.Setup;
import dev.tenantadmin.tenant.setup.SetupScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceLifecycleConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceLifecycleHook;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/**
 * The lifecycle config of a tenant's notebooks: its scripts and its tags. A notebook takes up a change when it starts next.
 *
 * @param setup what is to run; not needed, it is not wanted
 */
public record LifecycleConfig(SageMaker sagemaker, String name, Setup setup, WantedTags tags) implements Resource {

    /** What a lifecycle config is told by. */
    private enum Field implements Difference.Field {
        ON_CREATE("on-create script"),
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
        return setup.needed();
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
        return setup.start().isLost("") || setup.creation().isLost("")
                ? new Observation.Present(scripts("", ""))
                : new Observation.Absent();
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
        differences.addAll(scripts(text(seen.onCreate()), text(seen.onStart())));
        return new Observation.Present(differences);
    }

    private List<Difference> scripts(String creation, String start) {
        List<Difference> differences = new ArrayList<>(atStart(start));
        CreationScript script = setup.creation();
        differs(
                        Field.ON_CREATE,
                        script.isLost(creation),
                        CreationScript.organisations(creation),
                        script.isLost(creation)
                                ? setup.settings().get(Options.ON_CREATE)
                                : CreationScript.organisations(script.text(creation)))
                .ifPresent(differences::add);
        return differences;
    }

    private List<Difference> atStart(String before) {
        List<Difference> differences = new ArrayList<>();
        SetupScript script = setup.start();
        String wanted = script.text(before);
        SetupScript.Facts now = SetupScript.facts(before);
        SetupScript.Facts then = SetupScript.facts(wanted);
        if (!Objects.equals(now.idleStop(), then.idleStop())) {
            differences.add(new FieldChanged(Field.IDLE_STOP, now.idle(), then.idle()));
        }
        differs(
                        Field.ON_START,
                        script.isLost(before),
                        now.organisations(),
                        script.isLost(before) ? setup.settings().get(Options.ON_START) : then.organisations())
                .ifPresent(differences::add);
        if (differences.isEmpty() && !before.equals(wanted)) {
            differences.add(new ScriptChanged());
        }
        return differences;
    }

    private static Optional<Difference> differs(Field field, boolean isLost, OwnScript now, OwnScript wanted) {
        return isLost || !now.equals(wanted)
                ? Optional.of(new FieldChanged(
                        field,
                        now.shortly(),
                        wanted.shortly(),
                        isLost ? Difference.Remedy.LOST : Difference.Remedy.UPDATE))
                : Optional.empty();
    }

    /** The scripts that a lifecycle config of this name runs: when notebooks are created, and when they start. */
    public static List<String> scripts(SageMakerClient sagemaker, String name) {
        return new LiveNotebooks(sagemaker)
                .lifecycleConfig(name).stream()
                        .flatMap(seen -> Stream.of(text(seen.onCreate()), text(seen.onStart())))
                        .filter(text -> !text.isEmpty())
                        .toList();
    }

    private static String text(List<NotebookInstanceLifecycleHook> hooks) {
        return hooks.stream()
                .map(hook -> SetupScript.decoded(hook.content()))
                .findFirst()
                .orElse("");
    }

    private static List<NotebookInstanceLifecycleHook> hooks(String text) {
        return text.isEmpty()
                ? List.of()
                : List.of(NotebookInstanceLifecycleHook.builder()
                        .content(SetupScript.encoded(text))
                        .build());
    }

    @Override
    public void create() {
        sagemaker
                .client()
                .createNotebookInstanceLifecycleConfig(r -> r.notebookInstanceLifecycleConfigName(name)
                        .onCreate(hooks(setup.creation().text("")))
                        .onStart(hooks(setup.start().text("")))
                        .tags(SageMakerTags.list(tags.values())));
    }

    @Override
    public void update(Observation.Present observed) {
        DescribeNotebookInstanceLifecycleConfigResponse seen =
                sagemaker.now().lifecycleConfig(name).orElseThrow();
        SageMakerTags.update(sagemaker.client(), seen.notebookInstanceLifecycleConfigArn(), observed, tags);
        if (!observed.differences().stream().allMatch(Difference.InTag.class::isInstance)) {
            sagemaker
                    .client()
                    .updateNotebookInstanceLifecycleConfig(r -> r.notebookInstanceLifecycleConfigName(name)
                            .onCreate(hooks(setup.creation().text(text(seen.onCreate()))))
                            .onStart(hooks(setup.start().text(text(seen.onStart())))));
        }
    }

    /** Whether something differs that runs at the start of notebooks. */
    public static boolean differsAtStart(Observation.Present observed) {
        return observed.differences().stream()
                .anyMatch(difference -> !(difference instanceof Difference.InTag)
                        && !(difference instanceof FieldChanged changed && changed.field() == Field.ON_CREATE));
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
