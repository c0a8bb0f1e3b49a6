package dev.tenantadmin.aws;

import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.tenant.Printable;
import dev.tenantadmin.tenant.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.Tag;
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

    Map<String, String> tags(String arn) {
        Map<String, String> tags = new TreeMap<>();
        sagemaker
                .listTagsPaginator(r -> r.resourceArn(arn).maxResults(100))
                .tags()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    void tag(String arn, Map<String, String> tags) {
        sagemaker.addTags(r -> r.resourceArn(arn).tags(tagList(tags)));
    }

    void untag(String arn, String key) {
        sagemaker.deleteTags(r -> r.resourceArn(arn).tagKeys(key));
    }

    static List<Tag> tagList(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
                .toList();
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
            awaitSettled(false);
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
            send(() -> sagemaker.stopNotebookInstance(r -> r.notebookInstanceName(name)), Set.of(STOPPING, STOPPED));
        }
        if (wait) {
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
                .filter(arn -> tags(arn).containsKey(Tags.RESTARTING))
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
            if (!status().equals(UPDATING)) {
                throw e;
            }
            awaitNeither(Set.of(UPDATING));
            sagemaker.updateNotebookInstance(request);
        }
        awaitNeither(Set.of(UPDATING));
    }

    private void sendStart() {
        send(() -> sagemaker.startNotebookInstance(r -> r.notebookInstanceName(name)), Set.of(PENDING, IN_SERVICE));
    }

    /**
     * Makes a call that leads to one of these states. If SageMaker refuses it because it is in one already, that is as good: the answer
     * to the call was lost and the client sent it again, or somebody else was faster.
     */
    private void send(Runnable call, Set<String> leadsTo) {
        try {
            call.run();
        } catch (SageMakerException e) {
            if (!leadsTo.contains(status())) {
                throw e;
            }
        }
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
     * Waits until it is neither Pending nor Updating. One that is stopped is left so.
     *
     * @param roleIsNew whether this run made its role: a start that failed because SageMaker could not assume it yet is sent again
     * @return the status that it ended in
     * @throws Failure of kind NOTEBOOK_FAILED with SageMaker's reason
     */
    String awaitSettled(boolean roleIsNew) {
        Instant began = poll.now();
        DescribeNotebookInstanceResponse last;
        do {
            last = await(seen -> !Set.of(PENDING, UPDATING).contains(status(seen)));
        } while (roleIsNew && poll.since(began).compareTo(ROLE_VISIBLE_AFTER) < 0 && startAgainForRole(last));
        requireNotFailed(last);
        return status(last);
    }

    private boolean startAgainForRole(DescribeNotebookInstanceResponse seen) {
        boolean again = FAILED.equals(status(seen)) && AwsFailures.cannotAssumeRole(seen.failureReason());
        if (again) {
            sendStart();
        }
        return again;
    }

    /** Waits until a start that was sent has taken; one that did not take is sent again. */
    private void awaitStarted() {
        Instant[] sent = {poll.now()};
        requireNotFailed(await(seen -> {
            if (status(seen).equals(STOPPED) && poll.since(sent[0]).compareTo(START_AGAIN_AFTER) >= 0) {
                sendStart();
                sent[0] = poll.now();
            }
            return Set.of(IN_SERVICE, FAILED, DELETING).contains(status(seen));
        }));
    }

    private DescribeNotebookInstanceResponse await(Predicate<DescribeNotebookInstanceResponse> settled) {
        return poll.until(title(), () -> describe().orElseThrow(this::absent), settled, NotebookLife::status);
    }

    private void requireNotFailed(DescribeNotebookInstanceResponse seen) {
        if (FAILED.equals(status(seen))) {
            throw new Failure(
                    Failure.Kind.NOTEBOOK_FAILED, "%s is Failed: %s".formatted(title(), reason(seen.failureReason())));
        }
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

    /** Whether it bears our mark; a name alone does not prove whose it is. */
    static boolean ours(Map<String, String> tags) {
        return Tags.TENANT_ADMIN.equals(tags.get(Tags.MANAGED_BY));
    }

    private String title() {
        return NotebookInstance.TYPE + " " + name;
    }
}
