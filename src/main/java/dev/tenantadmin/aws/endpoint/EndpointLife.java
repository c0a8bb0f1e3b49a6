package dev.tenantadmin.aws.endpoint;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.tenant.name.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** Brings one endpoint from any state to the wanted one, by the calls that SageMaker allows there. */
public final class EndpointLife {

    /** After this time reads show a write. */
    private static final Duration SHOWN = Duration.ofSeconds(30);

    private final SageMakerClient sagemaker;
    private final String name;
    private final Poll poll;

    public EndpointLife(SageMakerClient sagemaker, String name, Poll poll) {
        this.sagemaker = sagemaker;
        this.name = name;
        this.poll = poll;
    }

    private String title() {
        return WorkItem.ENDPOINT + " " + name;
    }

    /** SageMaker's description, or empty if there is none of this name. */
    Optional<DescribeEndpointResponse> describe() {
        return AwsFailures.ifThere(() -> sagemaker.describeEndpoint(r -> r.endpointName(name)));
    }

    /** The endpoint config that it serves or, while it changes, is to serve. */
    static String config(DescribeEndpointResponse seen) {
        return seen.pendingDeploymentSummary() == null
                        || seen.pendingDeploymentSummary().endpointConfigName() == null
                ? seen.endpointConfigName()
                : seen.pendingDeploymentSummary().endpointConfigName();
    }

    /** Whether it serves this endpoint config, is about to, or may have to go back to it. */
    boolean uses(String config) {
        Instant began = poll.now();
        return poll.until(
                        title(),
                        this::describe,
                        seen -> seen.filter(one -> isOf(one, config)).isEmpty()
                                || poll.since(began).compareTo(SHOWN) >= 0,
                        seen -> status(seen.orElse(null)))
                .filter(seen -> isOf(seen, config))
                .isPresent();
    }

    private static boolean isOf(DescribeEndpointResponse seen, String config) {
        return config.equals(seen.endpointConfigName()) || config.equals(config(seen));
    }

    /** SageMaker's word for its state. */
    public String status() {
        return describe().map(EndpointLife::status).orElse(EndpointState.GONE.status());
    }

    private static String status(@Nullable DescribeEndpointResponse seen) {
        return seen == null ? EndpointState.GONE.status() : Printable.text(seen.endpointStatusAsString());
    }

    private @Nullable DescribeEndpointResponse settled() {
        return poll.until(
                        title(),
                        this::describe,
                        seen -> EndpointState.of(status(seen.orElse(null))).isSettled(),
                        seen -> status(seen.orElse(null)))
                .orElse(null);
    }

    /**
     * Makes a call that SageMaker refuses while the endpoint changes, once it does not. It may be changing by this very call, whose answer was
     * lost, or by somebody else's, and reads may not show that yet.
     */
    private void onceSettled(Predicate<DescribeEndpointResponse> unneeded, Runnable call) {
        while (true) {
            DescribeEndpointResponse seen = settled();
            if (seen == null || unneeded.test(seen)) {
                return;
            }
            try {
                poll.retry(title(), call, EndpointLife::mayBeChanging, SHOWN);
                return;
            } catch (SageMakerException e) {
                if (EndpointState.of(status()).isSettled()) {
                    throw e;
                }
            }
        }
    }

    private static boolean mayBeChanging(RuntimeException failure) {
        return failure instanceof SageMakerException refused
                && AwsFailures.invalid(refused)
                && !AwsFailures.notThere(refused);
    }

    /**
     * Lets it serve another endpoint config. It serves the present one until SageMaker has moved all traffic, and for good if that fails.
     */
    void update(String config) {
        onceSettled(
                seen -> config.equals(config(seen)),
                () -> sagemaker.updateEndpoint(r -> r.endpointName(name).endpointConfigName(config)));
    }

    /** Deletes it, after what is being done to it has ended, and waits until it is gone. Somebody else may be deleting it. */
    public void delete() {
        onceSettled(
                seen -> false, () -> AwsFailures.ifThere(() -> sagemaker.deleteEndpoint(r -> r.endpointName(name))));
        awaitGone();
    }

    /** Waits until one that is being deleted is gone. */
    void awaitGone() {
        poll.until(title(), this::status, EndpointState.GONE.status()::equals, status -> status);
    }

    /**
     * Waits until it serves this endpoint config.
     *
     * @throws Failure of kind ENDPOINT_FAILED with SageMaker's reason and what serves meanwhile, CONFLICT if somebody else has changed it
     */
    public void awaitServing(String config) {
        Instant began = poll.now();
        DescribeEndpointResponse seen = poll.until(
                        title(),
                        this::describe,
                        one -> one.filter(now -> serves(now, config)).isPresent()
                                || (EndpointState.of(status(one.orElse(null))).isSettled()
                                        && poll.since(began).compareTo(SHOWN) >= 0),
                        one -> status(one.orElse(null)))
                .orElseThrow(this::disturbed);
        if (serves(seen, config)) {
            return;
        }
        EndpointState state = EndpointState.of(status(seen));
        boolean serves = config.equals(seen.endpointConfigName());
        if (seen.failureReason() == null && !serves) {
            throw disturbed();
        }
        String reason = seen.failureReason() == null ? "no reason given" : Printable.text(seen.failureReason());
        throw new Failure(
                Failure.Kind.ENDPOINT_FAILED,
                switch (state) {
                    case IN_SERVICE, UPDATE_ROLLBACK_FAILED ->
                        "%s could not be updated: %s; it still serves %s"
                                .formatted(title(), reason, seen.endpointConfigName());
                    case CREATING,
                            UPDATING,
                            SYSTEM_UPDATING,
                            ROLLING_BACK,
                            OUT_OF_SERVICE,
                            FAILED,
                            DELETING,
                            GONE,
                            UNKNOWN -> "%s is %s and serves nothing: %s".formatted(title(), status(seen), reason);
                });
    }

    private static boolean serves(DescribeEndpointResponse seen, String config) {
        return config.equals(seen.endpointConfigName()) && EndpointState.of(status(seen)) == EndpointState.IN_SERVICE;
    }

    /**
     * Why a step of a deployment failed, if it is that another run changes the endpoint: SageMaker does not know what this run has made, or
     * knows another one of that name.
     */
    public Optional<Failure> disturbed(RuntimeException reason) {
        return reason instanceof SageMakerException refused
                        && (AwsFailures.notThere(refused) || DeployedTags.saysThereIsOne(refused))
                ? Optional.of(disturbed(refused))
                : Optional.empty();
    }

    private Failure disturbed(@Nullable SageMakerException refused) {
        return new Failure(
                Failure.Kind.CONFLICT,
                "another run changed %s at the same time; run the command again".formatted(title()),
                true,
                refused == null ? null : refused.requestId(),
                refused);
    }

    /** Another run changes the endpoint, or uses what this one would take away. */
    Failure disturbed() {
        return disturbed(null);
    }
}
