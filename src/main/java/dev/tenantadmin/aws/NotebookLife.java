package dev.tenantadmin.aws;

import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.tenant.Printable;
import dev.tenantadmin.tenant.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.UpdateNotebookInstanceRequest;

/**
 * The life of one notebook instance: from whatever state it is in to the one that is wanted, by the calls that are legal there.
 * Statuses are compared as text, because the SDK's enum lags behind the service.
 */
public final class NotebookLife {

    static final String PENDING = "Pending";
    static final String IN_SERVICE = "InService";
    static final String STOPPING = "Stopping";
    static final String STOPPED = "Stopped";
    static final String FAILED = "Failed";
    static final String DELETING = "Deleting";
    static final String UPDATING = "Updating";

    /** What is shown for a notebook instance that is not there (any more). */
    static final String GONE = "gone";

    /** A start sometimes does not take; Terraform sends it again after as long (aws-facts). */
    private static final Duration START_AGAIN_AFTER = Duration.ofSeconds(30);

    /** How long a new role is taken for the reason that SageMaker cannot assume it (aws-facts). */
    private static final Duration ROLE_VISIBLE_AFTER = Duration.ofMinutes(2);

    private static final Pattern CAPACITY = Pattern.compile("capacity", Pattern.CASE_INSENSITIVE);

    private static final Pattern IN_TRANSITION = Pattern.compile("Status \\((Pending|Stopping|Updating)\\) not in");

    /** How long Describe is believed to be behind. */
    private static final Duration SHOWN_AFTER = Duration.ofMinutes(2);

    private static final Duration YOUNG = Duration.ofMinutes(15);

    private final SageMakerClient sagemaker;
    private final String name;
    private final Poll poll;

    NotebookLife(SageMakerClient sagemaker, String name, Poll poll) {
        this.sagemaker = sagemaker;
        this.name = name;
        this.poll = poll;
    }

    /** What SageMaker says of it, or empty if there is none of this name. */
    Optional<DescribeNotebookInstanceResponse> describe() {
        try {
            return Optional.of(sagemaker.describeNotebookInstance(r -> r.notebookInstanceName(name)));
        } catch (SageMakerException e) {
            if (AwsFailures.notThere(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What there is to show of it, with the reason of a failure; empty if there is none of this name. */
    public Optional<NotebookSummary> summary() {
        return describe()
                .map(seen -> new NotebookSummary(
                        name,
                        status(seen),
                        seen.instanceTypeAsString(),
                        seen.lastModifiedTime(),
                        FAILED.equals(status(seen)) ? reason(seen.failureReason()) : null));
    }

    void tag(String arn, Map<String, String> tags) {
        SageMakerTags.put(sagemaker, arn, tags);
    }

    void untag(String arn, String key) {
        sagemaker.deleteTags(r -> r.resourceArn(arn).tagKeys(key));
    }

    /**
     * Starts it and, if {@code wait}, waits until it is in service.
     *
     * @return whether a start was needed
     */
    public boolean start(boolean wait) {
        String status = awaitNeither(Set.of(STOPPING, UPDATING));
        boolean needed = status.equals(STOPPED) || status.equals(FAILED);
        if (needed) {
            sendStart();
        } else {
            requirePresent(status);
        }
        if (wait && needed) {
            awaitStarted();
        } else if (wait) {
            awaitSettled(false, false);
        }
        return needed;
    }

    /**
     * Stops it and, if {@code wait}, waits until it is stopped. One that Failed or is being deleted does not run.
     *
     * @return whether a stop was needed
     */
    public boolean stop(boolean wait) {
        String status = awaitNeither(Set.of(PENDING, UPDATING));
        boolean needed = status.equals(IN_SERVICE);
        if (needed) {
            send(
                    () -> sagemaker.stopNotebookInstance(r -> r.notebookInstanceName(name)),
                    Set.of(STOPPING, STOPPED, DELETING, GONE));
        }
        if (wait && needed) {
            awaitStopped();
        } else if (wait) {
            awaitNeither(Set.of(IN_SERVICE, STOPPING));
        }
        return needed;
    }

    /**
     * Stops it for good: also one that this program stopped itself, in a restart that was interrupted, is not started again by the next
     * {@code create-tenant}. Only an administrator may take that mark away.
     *
     * @return whether a stop was needed
     */
    public boolean stopForGood(boolean wait) {
        boolean needed = stop(wait);
        describe()
                .map(DescribeNotebookInstanceResponse::notebookInstanceArn)
                .filter(arn -> SageMakerTags.of(sagemaker, arn).containsKey(Tags.RESTARTING))
                .ifPresent(this::unmark);
        return needed;
    }

    private void unmark(String arn) {
        try {
            untag(arn, Tags.RESTARTING);
        } catch (SageMakerException e) {
            if (!AwsFailures.denied(e)) {
                throw e;
            }
            poll.tell(new Event.Notice(
                    "note: %s was in the middle of a restart, which the administrator's next create-tenant completes"
                            .formatted(title())));
        }
    }

    /** Deletes it, stopping it first where it runs, and waits until it is gone. */
    void delete() {
        stop(true);
        if (!awaitNeither(Set.of(DELETING)).equals(GONE)) {
            send(() -> sagemaker.deleteNotebookInstance(r -> r.notebookInstanceName(name)), Set.of(DELETING, GONE));
            awaitNeither(Set.of(DELETING, STOPPED, FAILED));
        }
    }

    /**
     * Changes it, which must be stopped, and waits until that is done. If it is Updating already, which may be the effect of this
     * very call when its answer was lost, or of another one, it is changed after that.
     */
    void update(UpdateNotebookInstanceRequest request) {
        try {
            sagemaker.updateNotebookInstance(request);
        } catch (SageMakerException e) {
            String status = status();
            if (status.equals(FAILED)) {
                throw new Failure(
                        Failure.Kind.NOTEBOOK_FAILED,
                        "%s is Failed, and SageMaker changes only what is stopped: start it and stop it, or have another"
                                        .formatted(title())
                                + " beside it with create-tenant --notebook",
                        e);
            }
            if (!status.equals(UPDATING)) {
                throw e;
            }
            awaitNeither(Set.of(UPDATING));
            sagemaker.updateNotebookInstance(request);
        }
        awaitNeither(Set.of(UPDATING));
    }

    /** Waits until a stop that was sent has taken; what Describe says before that may be from before the stop. */
    private void awaitStopped() {
        Instant sent = poll.now();
        boolean[] taken = {false};
        poll.until(
                title(),
                this::status,
                status -> {
                    taken[0] |= status.equals(STOPPING);
                    boolean runs = status.equals(IN_SERVICE) || status.equals(PENDING);
                    if (runs && (taken[0] || poll.since(sent).compareTo(SHOWN_AFTER) >= 0)) {
                        throw new Failure(
                                Failure.Kind.CONFLICT,
                                "%s was started by somebody while it stopped".formatted(title()));
                    }
                    return !runs && !status.equals(STOPPING);
                },
                status -> status);
    }

    private void sendStart() {
        send(() -> sagemaker.startNotebookInstance(r -> r.notebookInstanceName(name)), Set.of(PENDING, IN_SERVICE));
    }

    /**
     * Makes a call that leads to one of these states. If SageMaker refuses it because it is in one already, that is as good: the answer
     * to the call was lost and the client sent it again, or somebody else was faster.
     */
    private void send(Runnable call, Set<String> leadsTo) {
        poll.retry(
                title(),
                () -> {
                    try {
                        call.run();
                    } catch (SageMakerException e) {
                        if (!leadsTo.contains(status())) {
                            throw e;
                        }
                    }
                },
                NotebookLife::isInTransition,
                SHOWN_AFTER);
    }

    /** Describe showed a state that a change has ended since, which SageMaker names in its refusal. */
    private static boolean isInTransition(RuntimeException failure) {
        return failure instanceof SageMakerException refused
                && IN_TRANSITION.matcher(AwsFailures.message(refused)).find();
    }

    /**
     * Waits until it is no longer in one of these states.
     *
     * @return the status that it is in then, {@link #GONE} if it is no more
     */
    String awaitNeither(Set<String> states) {
        return poll.until(title(), this::status, status -> !states.contains(status), status -> status);
    }

    /**
     * Waits until it is neither Pending nor Updating. One that is stopped is left so. One that failed because SageMaker could not assume
     * its role is started again for as long as the role may be too new for that (aws-facts).
     *
     * @param roleIsNew whether this run made its role
     * @param isNew whether this run made it, so that Describe may not know it yet
     * @return the status that it ended in
     * @throws Failure of kind NOTEBOOK_FAILED with SageMaker's reason
     */
    String awaitSettled(boolean roleIsNew, boolean isNew) {
        Instant began = poll.now();
        if (isNew) {
            poll.until(
                    title(),
                    this::status,
                    status -> !status.equals(GONE) || poll.since(began).compareTo(SHOWN_AFTER) >= 0,
                    status -> "not shown yet");
        }
        DescribeNotebookInstanceResponse last = await(seen -> {
            boolean tryAgain = FAILED.equals(status(seen))
                    && AwsFailures.cannotAssumeRole(seen.failureReason())
                    && (roleIsNew || isYoung(seen))
                    && poll.since(began).compareTo(ROLE_VISIBLE_AFTER) < 0;
            if (tryAgain) {
                sendStart();
            }
            return !tryAgain && !Set.of(PENDING, UPDATING).contains(status(seen));
        });
        requireNotFailed(last);
        return status(last);
    }

    /** So young that the run that made it, and its role, may have been interrupted a moment ago. */
    private boolean isYoung(DescribeNotebookInstanceResponse seen) {
        return seen.creationTime() != null && poll.since(seen.creationTime()).compareTo(YOUNG) < 0;
    }

    /**
     * Waits until a start that was sent has taken. It is sent again as long as nothing shows that it did; what Describe says before that
     * may be from before the start.
     */
    private void awaitStarted() {
        Instant[] sent = {poll.now()};
        boolean[] taken = {false};
        requireNotFailed(await(seen -> {
            String status = status(seen);
            boolean waitedLong = poll.since(sent[0]).compareTo(START_AGAIN_AFTER) >= 0;
            switch (status) {
                case IN_SERVICE -> {
                    return true;
                }
                case DELETING -> throw absent();
                case FAILED -> {
                    return taken[0] || waitedLong;
                }
                case STOPPED -> {
                    if (taken[0]) {
                        throw new Failure(
                                Failure.Kind.CONFLICT,
                                "%s was stopped by somebody while it started".formatted(title()));
                    }
                    if (waitedLong) {
                        sendStart();
                        sent[0] = poll.now();
                    }
                    return false;
                }
                default -> {
                    taken[0] = true;
                    return false;
                }
            }
        }));
    }

    private DescribeNotebookInstanceResponse await(Predicate<DescribeNotebookInstanceResponse> settled) {
        return poll.until(title(), () -> describe().orElseThrow(this::absent), settled, NotebookLife::status);
    }

    private void requireNotFailed(DescribeNotebookInstanceResponse seen) {
        if (FAILED.equals(status(seen))) {
            throw new Failure(
                    Failure.Kind.NOTEBOOK_FAILED,
                    "%s is Failed: %s (%s)"
                            .formatted(title(), reason(seen.failureReason()), advice(seen.failureReason())));
        }
    }

    private static String advice(@Nullable String reason) {
        return reason != null && CAPACITY.matcher(reason).find()
                ? "AWS has no machine of this type to spare there just now: start tries again, and create-tenant"
                        + " --notebook NAME --instance-type TYPE makes another notebook, of another type"
                : "start tries again";
    }

    private static String reason(@Nullable String reason) {
        return reason == null ? "SageMaker gives no reason" : Printable.text(reason);
    }

    private void requirePresent(String status) {
        if (status.equals(GONE) || status.equals(DELETING)) {
            throw absent();
        }
    }

    private Failure absent() {
        return new Failure(Failure.Kind.NOT_FOUND, "there is no %s".formatted(title()));
    }

    private static String status(DescribeNotebookInstanceResponse seen) {
        return seen.notebookInstanceStatusAsString();
    }

    private String status() {
        return describe().map(NotebookLife::status).orElse(GONE);
    }

    /**
     * Lets one that is ours pass, or none at all: what else stands under the tenant's name is never touched.
     *
     * @throws Failure of kind CONFLICT
     */
    public NotebookLife requireOurs() {
        describe()
                .map(DescribeNotebookInstanceResponse::notebookInstanceArn)
                .filter(arn -> !SageMakerTags.ours(SageMakerTags.of(sagemaker, arn)))
                .ifPresent(foreign -> {
                    throw new Failure(
                            Failure.Kind.CONFLICT, "%s is not ours: %s".formatted(title(), SageMakerTags.UNMARKED));
                });
        return this;
    }

    private String title() {
        return NotebookInstance.TYPE + " " + name;
    }
}
