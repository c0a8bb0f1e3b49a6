package dev.tenantadmin.aws.endpoint;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.reconcile.Resource;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/**
 * A resource that a tenant's people made, as a list showed it moments ago.
 *
 * @param isEndpoint whether it is an endpoint, which costs money until it is deleted
 * @param look checks whether it is the tenant's
 * @param removal removes it, and waits until it is gone
 */
public record WorkItem(String type, String name, boolean isEndpoint, Supplier<Observation> look, Runnable removal)
        implements Resource {

    static final String ENDPOINT = "endpoint";
    static final String ENDPOINT_CONFIG = "endpoint configuration";
    static final String MODEL = "model";

    @Override
    public Observation observe() {
        return look.get();
    }

    @Override
    public void create() {
        throw new IllegalStateException("only the tenant makes " + title());
    }

    @Override
    public void update(Observation.Present observed) {
        throw new IllegalStateException("only the tenant changes " + title());
    }

    @Override
    public void delete() {
        try {
            removal.run();
        } catch (SageMakerException e) {
            if (!AwsFailures.notThere(e)) {
                throw e;
            }
        }
    }
}
