package dev.tenantadmin.aws.endpoint;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.notebook.SageMakerTags;
import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Difference.FieldChanged;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.deployment.Placement;
import dev.tenantadmin.tenant.name.Printable;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/**
 * The endpoint of a deployment: which endpoint config it serves, and its tags.
 *
 * @param config the name of the endpoint config
 */
public record DeployedEndpoint(
        SageMakerClient sagemaker, EndpointLife life, String name, String config, Placement placement)
        implements Resource {

    /** What an endpoint is told by. */
    private enum Field implements Difference.Field {
        STATUS("status"),
        CONFIG("endpoint configuration");

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
        return WorkItem.ENDPOINT;
    }

    @Override
    public Observation observe() {
        return life.describe().map(this::compare).orElseGet(Observation.Absent::new);
    }

    private Observation compare(DescribeEndpointResponse seen) {
        String status = Printable.text(seen.endpointStatusAsString());
        return new DeployedTags(sagemaker, placement).observe(seen.endpointArn(), inTags -> {
            List<Difference> differences = new ArrayList<>(inTags);
            if (isToBeMadeAgain(status)) {
                differences.add(new FieldChanged(Field.STATUS, status, EndpointState.IN_SERVICE.status()));
            } else if (!config.equals(EndpointLife.config(seen))) {
                differences.add(new FieldChanged(Field.CONFIG, EndpointLife.config(seen), config));
            }
            return new Observation.Present(differences, status);
        });
    }

    /** SageMaker updates no endpoint that never came into service, and none that is being deleted. */
    private static boolean isToBeMadeAgain(String status) {
        return switch (EndpointState.of(status)) {
            case FAILED, DELETING, GONE -> true;
            case CREATING,
                    IN_SERVICE,
                    UPDATING,
                    SYSTEM_UPDATING,
                    ROLLING_BACK,
                    UPDATE_ROLLBACK_FAILED,
                    OUT_OF_SERVICE,
                    UNKNOWN -> false;
        };
    }

    @Override
    public void create() {
        sagemaker.createEndpoint(
                r -> r.endpointName(name).endpointConfigName(config).tags(SageMakerTags.list(placement.tags())));
    }

    @Override
    public void update(Observation.Present observed) {
        if (observed.differsIn(Field.STATUS)) {
            life.delete();
            create();
            return;
        }
        life.describe().ifPresent(seen -> new DeployedTags(sagemaker, placement).update(seen.endpointArn(), observed));
        if (observed.differsIn(Field.CONFIG)) {
            life.update(config);
        }
    }

    @Override
    public void delete() {
        life.delete();
    }

    /** SageMaker may not see a new endpoint config yet. */
    @Override
    public boolean mayPass(RuntimeException failure) {
        return failure instanceof SageMakerException refused && AwsFailures.notThere(refused);
    }

    @Override
    public boolean isDuplicate(RuntimeException failure) {
        return DeployedTags.saysThereIsOne(failure);
    }
}
