package dev.tenantadmin.aws.notebook;

import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/**
 * SageMaker in one region as a tenant's resources use it. Whatever is read after a write has to come from {@link #now}; only a plan is made from
 * {@link #reads}.
 *
 * @param client for writes, and for what no reading of an account tells
 * @param reads what a plan is made from, perhaps an earlier reading of the account
 */
public record SageMaker(SageMakerClient client, NotebookReads reads) {

    /** Without an earlier reading. */
    public static SageMaker of(SageMakerClient client) {
        return new SageMaker(client, new LiveNotebooks(client));
    }

    /** What SageMaker answers now. */
    public NotebookReads now() {
        return new LiveNotebooks(client);
    }
}
