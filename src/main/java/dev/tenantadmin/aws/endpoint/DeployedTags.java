package dev.tenantadmin.aws.endpoint;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.iam.WantedTags;
import dev.tenantadmin.aws.notebook.SageMakerTags;
import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.tenant.deployment.Placement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** The tags of what a deployment makes: they prove whose it is, and are compared where the caller may change them. */
record DeployedTags(SageMakerClient sagemaker, Placement placement) {

    /** What stands under a name that tells its content. */
    Observation observe(String arn, BooleanSupplier isAsNamed) {
        return observe(
                arn,
                differences -> isAsNamed.getAsBoolean()
                        ? new Observation.Present(differences)
                        : new Observation.Foreign("its content is not that which its name stands for"));
    }

    /** What stands under a name, if it is ours. */
    Observation observe(String arn, Function<List<Difference>, Observation> ours) {
        return AwsFailures.ifThere(() -> SageMakerTags.of(sagemaker, arn))
                .map(tags -> SageMakerTags.ours(tags)
                        ? ours.apply(differences(tags))
                        : new Observation.Foreign(SageMakerTags.UNMARKED))
                .orElseGet(Observation.Absent::new);
    }

    private List<Difference> differences(Map<String, String> actual) {
        return placement.mayTag() ? wanted().differences(actual) : List.of();
    }

    void update(String arn, Observation.Present observed) {
        SageMakerTags.update(sagemaker, arn, observed, wanted());
    }

    private WantedTags wanted() {
        return new WantedTags(placement.tags(), Set.of());
    }

    /** Whether SageMaker refuses to make a model, config or endpoint because there is one of that name. */
    static boolean saysThereIsOne(RuntimeException failure) {
        return failure instanceof SageMakerException refused
                && AwsFailures.message(refused).contains("already existing");
    }
}
