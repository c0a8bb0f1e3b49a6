package dev.tenantadmin.tenant.deployment;

/** What a model runs on. */
public sealed interface Capacity {

    /**
     * Instances that run, and cost money, while the endpoint exists.
     *
     * @param type such as {@code ml.m5.large}
     */
    record Instances(String type, int count) implements Capacity {

        @Override
        public String toString() {
            return "%d %s".formatted(count, type);
        }
    }

    /**
     * Memory that SageMaker gives to a request and takes back; it costs money by use. SageMaker isolates no network of it and puts it in
     * no subnet (SageMaker developer guide, "Serverless Inference", feature exclusions).
     *
     * @param maxConcurrency the most requests at once
     */
    record Serverless(int memoryMb, int maxConcurrency) implements Capacity {

        @Override
        public String toString() {
            return "serverless, %d MB, at most %d at once".formatted(memoryMb, maxConcurrency);
        }
    }
}
