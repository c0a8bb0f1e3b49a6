package dev.tenantadmin.command.audit;

import dev.tenantadmin.aws.endpoint.WorkSettings;
import dev.tenantadmin.aws.endpoint.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The controls on a tenant's models, endpoint configs and running jobs. */
record WorkControls(String tenant, WorkSettings seen) {

    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        if (seen instanceof WorkSettings.Model model) {
            checks.add(check(Control.SAGEMAKER_5, model.isolated(), String.valueOf(model.isolated())));
            checks.add(new Check(
                    tenant,
                    model.containers() > 1 ? Control.SAGEMAKER_19 : Control.SAGEMAKER_16,
                    checked(),
                    model.registryInVpc() ? Check.Status.PASS : Check.Status.INFORMATION,
                    model.registryInVpc() ? "Vpc" : "Platform"));
        } else if (seen instanceof WorkSettings.Config config) {
            checks.addAll(ofConfig(config));
        } else if (seen instanceof WorkSettings.Job job) {
            checks.addAll(ofJob(job));
        }
        if (!(seen instanceof WorkSettings.Config)) {
            checks.add(Secrets.check(tenant, checked(), Secrets.ofVariables(seen.environment())));
        }
        return checks;
    }

    private List<Check> ofConfig(WorkSettings.Config config) {
        if (config.instances().isEmpty()) {
            return List.of(
                    notApplicable(Control.SAGEMAKER_4, "serverless"),
                    notApplicable(Control.ENDPOINT_KEY, "serverless"));
        }
        return List.of(
                check(
                        Control.SAGEMAKER_4,
                        config.instances().stream().allMatch(count -> count > 1),
                        config.instances().stream().map(String::valueOf).collect(Collectors.joining(", "))),
                check(Control.ENDPOINT_KEY, config.volumeKey() != null, or(config.volumeKey(), "none")));
    }

    private List<Check> ofJob(WorkSettings.Job job) {
        return List.of(
                job.isolated() == null
                        ? notApplicable(Control.JOB_ISOLATION, "its model decides")
                        : check(Control.JOB_ISOLATION, job.isolated(), String.valueOf(job.isolated())),
                job.instances() < 2
                        ? notApplicable(Control.JOB_TRAFFIC, "one instance")
                        : check(Control.JOB_TRAFFIC, job.encryptsTraffic(), String.valueOf(job.encryptsTraffic())),
                check(
                        Control.JOB_KEYS,
                        job.volumeKey() != null && job.outputKey() != null,
                        "volumes %s, output %s".formatted(or(job.volumeKey(), "none"), or(job.outputKey(), "none"))));
    }

    private static String or(@Nullable String key, String otherwise) {
        return key == null || key.isEmpty() ? otherwise : key;
    }

    private Check check(Control control, boolean met, String found) {
        return Check.of(tenant, control, checked(), met, found);
    }

    private Check notApplicable(Control control, String why) {
        return new Check(tenant, control, checked(), Check.Status.NOT_APPLICABLE, why);
    }

    private Checked checked() {
        return new Checked(kind(seen.kind()), seen.name());
    }

    private static Checked.Kind kind(Workloads.Kind kind) {
        return switch (kind) {
            case MODEL -> Checked.Kind.MODEL;
            case ENDPOINT_CONFIG -> Checked.Kind.ENDPOINT_CONFIG;
            case TRAINING_JOB -> Checked.Kind.TRAINING_JOB;
            case PROCESSING_JOB -> Checked.Kind.PROCESSING_JOB;
            case TRANSFORM_JOB -> Checked.Kind.TRANSFORM_JOB;
            case NOTEBOOK_INSTANCE, ENDPOINT -> throw new IllegalStateException(kind + " has no settings here");
        };
    }
}
