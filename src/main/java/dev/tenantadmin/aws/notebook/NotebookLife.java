package dev.tenantadmin.aws.notebook;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.aws.notebook.NotebookCalls.Call;
import dev.tenantadmin.aws.notebook.NotebookCalls.Calls;
import dev.tenantadmin.aws.notebook.NotebookCalls.Step;
import dev.tenantadmin.aws.notebook.NotebookCalls.Turn;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.NotebookSpec;
import dev.tenantadmin.tenant.option.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.UpdateNotebookInstanceRequest;

/**
 * Brings one notebook instance from any state to the wanted one by the calls that SageMaker allows there. In an unknown state it makes the call and
 * lets SageMaker decide.
 */
public final class NotebookLife {

    /** What a URL consists of, in ASCII and without a space. */
    private static final Pattern LINK = Pattern.compile("https://[a-zA-Z0-9][!-~]*");

    /** A start sometimes has no effect. Terraform sends it again after this time (src/site/markdown/design/aws-facts.md). */
    private static final Duration START_AGAIN_AFTER = Duration.ofSeconds(30);

    /** How long a failure to assume a role may come from the role being new (src/site/markdown/design/aws-facts.md). */
    private static final Duration ROLE_VISIBLE_AFTER = Duration.ofMinutes(2);

    private static final Pattern CAPACITY = Pattern.compile("capacity", Pattern.CASE_INSENSITIVE);

    private static final Duration YOUNG = Duration.ofMinutes(15);

    private final SageMakerClient sagemaker;
    private final String name;
    private final Poll poll;
    private final NotebookCalls calls;
    private final @Nullable Look first;

    public NotebookLife(SageMakerClient sagemaker, String name, Poll poll) {
        this(sagemaker, name, poll, null);
    }

    private NotebookLife(SageMakerClient sagemaker, String name, Poll poll, @Nullable Look first) {
        this.sagemaker = sagemaker;
        this.name = name;
        this.poll = poll;
        this.calls = new NotebookCalls(title(), this::status, poll);
        this.first = first;
    }

    /**
     * What a look at it has shown.
     *
     * @param arn empty if there is none of this name
     */
    private record Look(String status, String arn, Map<String, String> tags) {}

    /**
     * A change of its state.
     *
     * @param needed whether a call was needed for it
     * @param status in which it was seen last
     */
    public record Done(boolean needed, String status) {}

    /** Its whole name, such as {@code acme--main}. */
    public String name() {
        return name;
    }

    /** SageMaker's description, or empty if there is none of this name. */
    Optional<DescribeNotebookInstanceResponse> describe() {
        return new LiveNotebooks(sagemaker).notebook(name);
    }

    /** What there is to show of it, with the reason of a failure; empty if there is none of this name. */
    public Optional<NotebookSummary> summary() {
        return describe()
                .map(seen -> new NotebookSummary(
                        name,
                        status(seen),
                        seen.instanceTypeAsString(),
                        seen.lastModifiedTime(),
                        state(seen) == NotebookState.FAILED ? reason(seen.failureReason()) : null));
    }

    /** Its type and the size of its volume; empty if there is none of this name. */
    public Optional<NotebookSpec> spec() {
        return describe().map(seen -> new NotebookSpec(seen.instanceTypeAsString(), seen.volumeSizeInGB()));
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
     * @param wait also for the end of a state that is not known here and in which SageMaker does not start it
     */
    public Done start(boolean wait) {
        Turn turn = calls.make(wait, shown(), state -> switch (state) {
            case STOPPING, UPDATING -> Step.WAIT;
            case STOPPED, FAILED, UNKNOWN -> new Calls(List.of(start()));
            case PENDING, IN_SERVICE -> Step.DONE;
            case DELETING, GONE -> throw absent();
        });
        if (turn.made()) {
            return new Done(true, wait ? awaitStarted() : status());
        }
        boolean starting = NotebookState.of(turn.status()) == NotebookState.PENDING;
        return new Done(false, wait && starting ? awaitSettled(false, false) : turn.status());
    }

    private @Nullable String shown() {
        return first == null ? null : first.status();
    }

    /**
     * Stops it and, if {@code wait}, waits until it is stopped. One that Failed or is being deleted does not run.
     *
     * @param wait also for the end of a state that is not known here and in which SageMaker does not stop it
     */
    public Done stop(boolean wait) {
        Turn turn = sendStop(wait, wait);
        return turn.made() ? new Done(true, wait ? awaitStopped() : status()) : new Done(false, turn.status());
    }

    private Turn sendStop(boolean wait, boolean toTheEnd) {
        return calls.make(wait, shown(), state -> switch (state) {
            case PENDING, UPDATING -> Step.WAIT;
            case STOPPING -> toTheEnd ? Step.WAIT : Step.DONE;
            case IN_SERVICE, UNKNOWN -> new Calls(List.of(stop()));
            case STOPPED, FAILED, DELETING, GONE -> Step.DONE;
        });
    }

    /**
     * Stops it for good: the next {@code create-tenant} does not start it, even if an interrupted restart had stopped it. Only an administrator may
     * remove that mark.
     */
    public Done stopForGood(boolean wait) {
        Done done = stop(wait);
        forgetRestart();
        return done;
    }

    /**
     * Stops it for good without waiting until it is stopped; {@code wait} only concerns unknown states.
     *
     * @return whether a stop was needed
     */
    public boolean sendStopForGood(boolean wait) {
        boolean needed = sendStop(wait, false).made();
        forgetRestart();
        return needed;
    }

    private void forgetRestart() {
        Look look = first == null ? look(describe(), seen -> SageMakerTags.of(sagemaker, seen)) : first;
        if (look.tags().containsKey(Tags.RESTARTING)) {
            unmark(look.arn());
        }
    }

    private void unmark(String arn) {
        try {
            untag(arn, Tags.RESTARTING);
        } catch (SageMakerException e) {
            if (!AwsFailures.denied(e)) {
                throw e;
            }
            poll.tell(new Event.Notice(
                    "note: %s was being restarted for a change; the administrator's next create-tenant completes it"
                            .formatted(title())));
        }
    }

    /**
     * Deletes it, stopping it first where it runs.
     *
     * @param toTheEnd whether to wait until it is gone
     */
    void delete(boolean toTheEnd) {
        String shown = null;
        while (true) {
            Turn turn = calls.make(true, shown, state -> switch (state) {
                case PENDING, STOPPING, UPDATING -> Step.WAIT;
                case IN_SERVICE -> new Calls(List.of(stop()));
                case STOPPED, FAILED -> new Calls(List.of(deletion()));
                // Whether it has to be stopped for that is not known.
                case UNKNOWN -> new Calls(List.of(deletion(), stop()));
                case DELETING, GONE -> Step.DONE;
            });
            // Neither is ever done at once: a look before a pause is a call for nothing.
            if (turn.call() != null && turn.call().leadsTo().contains(NotebookState.STOPPED)) {
                shown = awaitStopped(poll::later);
            } else {
                if (toTheEnd && NotebookState.of(turn.status()) != NotebookState.GONE) {
                    awaitNeither(
                            Set.of(NotebookState.DELETING, NotebookState.STOPPED, NotebookState.FAILED), poll::later);
                }
                return;
            }
        }
    }

    /** Waits until one that is being deleted is gone. */
    void awaitGone() {
        awaitNeither(Set.of(NotebookState.DELETING));
    }

    /**
     * A presigned URL, which opens it for whoever holds it within five minutes. Never to be logged.
     *
     * @param listed the status in which a List call showed it
     * @param session how long the session in the browser lasts, 30 minutes to 12 hours; null for AWS's default
     * @throws Failure of kind NOTEBOOK_FAILED with SageMaker's reason, CONFLICT if it does not run, or REFUSED where the answer is no https
     *     URL, or holds what a terminal or a browser might act on
     */
    public String presignedUrl(String listed, @Nullable Duration session) {
        @Nullable String[] url = {""};
        Call mint = new Call("open", Set.of(), () -> url[0] = mint(session));
        boolean believed = NotebookState.of(listed) == NotebookState.IN_SERVICE;
        calls.make(true, believed ? listed : null, state -> switch (state) {
            case IN_SERVICE, UNKNOWN -> new Calls(List.of(mint));
            case PENDING -> throw notInService(state, "; --start waits for it");
            case STOPPING, STOPPED, UPDATING -> throw notInService(state, "; --start starts it and waits");
            case DELETING -> throw notInService(state, "");
            case FAILED ->
                throw failed(describe()
                        .map(DescribeNotebookInstanceResponse::failureReason)
                        .orElse(null));
            case GONE -> throw absent();
        });
        return link(url[0]);
    }

    private String link(@Nullable String url) {
        if (url == null || !LINK.matcher(url).matches()) {
            throw new Failure(
                    Failure.Kind.REFUSED,
                    "SageMaker did not return an https link for %s; its answer is not shown because it may be a secret. If --endpoint-url is set, check where it leads"
                            .formatted(title()));
        }
        return url;
    }

    /** The same without looking at its status before; empty where SageMaker refuses it for its state or for the caller's rights, or does not know it. */
    public Optional<String> presignedUrl(@Nullable Duration session) {
        try {
            return Optional.of(link(mint(session)));
        } catch (SageMakerException e) {
            if (AwsFailures.invalid(e) || AwsFailures.denied(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private @Nullable String mint(@Nullable Duration session) {
        return sagemaker
                .createPresignedNotebookInstanceUrl(r -> r.notebookInstanceName(name)
                        .sessionExpirationDurationInSeconds(session == null ? null : (int) session.toSeconds()))
                .authorizedUrl();
    }

    private Failure notInService(NotebookState state, String advice) {
        return new Failure(
                Failure.Kind.CONFLICT, "%s is %s, not InService%s".formatted(title(), state.status(), advice));
    }

    private Failure failed(@Nullable String reason) {
        return new Failure(Failure.Kind.NOTEBOOK_FAILED, "%s is Failed: %s".formatted(title(), reason(reason)));
    }

    /**
     * Changes a stopped notebook and waits until that is done. If it is already Updating, perhaps by this very call whose answer was lost, it is changed
     * after that. If SageMaker refuses the change in an unknown state, it is changed after that state.
     */
    void update(UpdateNotebookInstanceRequest request) {
        while (!updated(request)) {
            awaitNeither(Set.of(NotebookState.UPDATING));
        }
        awaitNeither(Set.of(NotebookState.UPDATING));
    }

    private boolean updated(UpdateNotebookInstanceRequest request) {
        try {
            sagemaker.updateNotebookInstance(request);
            return true;
        } catch (SageMakerException e) {
            return switch (NotebookState.of(status())) {
                case FAILED ->
                    throw new Failure(
                            Failure.Kind.NOTEBOOK_FAILED,
                            "%s is Failed, and SageMaker changes only stopped notebooks: start and stop it, or add another"
                                            .formatted(title())
                                    + " notebook with create-tenant --notebook",
                            e);
                case UPDATING -> false;
                case UNKNOWN -> {
                    if (!AwsFailures.invalid(e)) {
                        throw e;
                    }
                    yield false;
                }
                case PENDING, IN_SERVICE, STOPPING, STOPPED, DELETING, GONE -> throw e;
            };
        }
    }

    /**
     * Stops it for a change. A notebook that ran is marked until it runs again, so that the next run completes an interrupted one.
     *
     * @param status in which it was found
     * @param marked whether it is already marked
     * @return whether it must run again after the change
     */
    boolean stopForChange(String arn, String status, boolean marked) {
        NotebookState found = NotebookState.of(status);
        if (marked || !found.mayRun()) {
            stop(true);
            return marked;
        }
        tag(arn, Map.of(Tags.RESTARTING, "true"));
        if (!stop(true).needed() && found == NotebookState.UNKNOWN) {
            // It turned out to be stopped, and is left so.
            untag(arn, Tags.RESTARTING);
            return false;
        }
        return true;
    }

    /** Starts it again after a change, and takes its mark away. */
    void startAfterChange(String arn) {
        start(true);
        untag(arn, Tags.RESTARTING);
    }

    /**
     * Makes the change that it was stopped for. If AWS refuses it, starts the notebook again.
     *
     * @param mayPass whether a refusal may go away soon
     */
    void updateOrStartAgain(UpdateNotebookInstanceRequest request, String arn, Predicate<RuntimeException> mayPass) {
        try {
            poll.retry(title(), () -> update(request), mayPass, ROLE_VISIBLE_AFTER);
        } catch (SageMakerException e) {
            throw startedAgain(arn, e);
        }
    }

    private Failure startedAgain(String arn, SageMakerException refused) {
        Failure why = AwsFailures.translate(refused);
        try {
            startAfterChange(arn);
        } catch (RuntimeException e) {
            throw new Failure(
                    why.kind(),
                    "%s was stopped for a change that failed, and could not be started again: %s; the change failed: %s"
                            .formatted(title(), AwsFailures.translate(e).getMessage(), why.getMessage()),
                    why.retryable(),
                    why.requestId(),
                    refused);
        }
        return new Failure(
                        why.kind(),
                        "%s was stopped for a change that failed, and was started again unchanged; the change failed: %s"
                                .formatted(title(), why.getMessage()),
                        why.retryable(),
                        why.requestId(),
                        refused)
                .takenBack();
    }

    /** Waits until a stop has taken effect; until then Describe may still tell of the time before it. */
    private String awaitStopped() {
        return awaitStopped(poll::until);
    }

    private String awaitStopped(Wait wait) {
        Instant sent = poll.now();
        boolean[] taken = {false};
        return wait.until(
                title(),
                this::status,
                status -> switch (NotebookState.of(status)) {
                    case PENDING, IN_SERVICE -> {
                        if (taken[0] || poll.since(sent).compareTo(NotebookCalls.SHOWN_AFTER) >= 0) {
                            throw new Failure(
                                    Failure.Kind.CONFLICT,
                                    "%s was started by somebody else while it stopped".formatted(title()));
                        }
                        yield false;
                    }
                    case STOPPING -> {
                        taken[0] = true;
                        yield false;
                    }
                    case UNKNOWN -> false;
                    case STOPPED, FAILED, DELETING, UPDATING, GONE -> true;
                },
                status -> status);
    }

    private Call start() {
        return new Call(
                "start",
                Set.of(NotebookState.PENDING, NotebookState.IN_SERVICE),
                () -> sagemaker.startNotebookInstance(r -> r.notebookInstanceName(name)));
    }

    private Call stop() {
        return new Call(
                "stop",
                Set.of(NotebookState.STOPPING, NotebookState.STOPPED, NotebookState.DELETING, NotebookState.GONE),
                () -> sagemaker.stopNotebookInstance(r -> r.notebookInstanceName(name)));
    }

    private Call deletion() {
        return new Call(
                "delete",
                Set.of(NotebookState.DELETING, NotebookState.GONE),
                () -> sagemaker.deleteNotebookInstance(r -> r.notebookInstanceName(name)));
    }

    /** How {@link Poll} waits for a status. */
    @FunctionalInterface
    private interface Wait {
        String until(String what, Supplier<String> look, Predicate<String> settled, Function<String, String> word);
    }

    /** Waits until it is in a known state other than these. */
    private void awaitNeither(Set<NotebookState> states) {
        awaitNeither(states, poll::until);
    }

    private void awaitNeither(Set<NotebookState> states, Wait wait) {
        wait.until(
                title(),
                this::status,
                status -> {
                    NotebookState state = NotebookState.of(status);
                    return state != NotebookState.UNKNOWN && !states.contains(state);
                },
                status -> status);
    }

    /**
     * Waits until it is neither Pending, Updating nor in an unknown state. A stopped notebook stays stopped. One that failed because SageMaker could not
     * assume its role is started again while the role may be too new (src/site/markdown/design/aws-facts.md).
     *
     * @param roleIsNew whether this run made its role
     * @param isNew whether this run made it, so that Describe may not know it yet
     * @return its status at the end
     * @throws Failure of kind NOTEBOOK_FAILED with SageMaker's reason
     */
    public String awaitSettled(boolean roleIsNew, boolean isNew) {
        Instant began = poll.now();
        if (isNew) {
            poll.until(
                    title(),
                    this::status,
                    status -> NotebookState.of(status) != NotebookState.GONE
                            || poll.since(began).compareTo(NotebookCalls.SHOWN_AFTER) >= 0,
                    status -> "not shown yet");
        }
        DescribeNotebookInstanceResponse last = await(seen -> {
            boolean tryAgain = state(seen) == NotebookState.FAILED
                    && AwsFailures.cannotAssumeRole(seen.failureReason())
                    && (roleIsNew || isYoung(seen))
                    && poll.since(began).compareTo(ROLE_VISIBLE_AFTER) < 0;
            if (tryAgain) {
                calls.refusal(start(), status(seen), true);
            }
            return !tryAgain && !state(seen).isSettling();
        });
        requireNotFailed(last);
        return status(last);
    }

    /** Whether it is so young that the run that made it and its role may have just been interrupted. */
    private boolean isYoung(DescribeNotebookInstanceResponse seen) {
        return seen.creationTime() != null && poll.since(seen.creationTime()).compareTo(YOUNG) < 0;
    }

    /**
     * Waits until a start has taken effect, and sends it again until something shows that it did; until then Describe may still tell of the time before
     * it.
     */
    private String awaitStarted() {
        Instant[] sent = {poll.now()};
        boolean[] taken = {false};
        DescribeNotebookInstanceResponse last = await(seen -> {
            boolean waitedLong = poll.since(sent[0]).compareTo(START_AGAIN_AFTER) >= 0;
            return switch (state(seen)) {
                case IN_SERVICE -> true;
                case DELETING, GONE -> throw absent();
                case FAILED -> taken[0] || waitedLong;
                case STOPPED -> {
                    if (taken[0]) {
                        throw new Failure(
                                Failure.Kind.CONFLICT,
                                "%s was stopped by somebody else while it started".formatted(title()));
                    }
                    if (waitedLong) {
                        calls.refusal(start(), status(seen), true);
                        sent[0] = poll.now();
                    }
                    yield false;
                }
                case PENDING, STOPPING, UPDATING -> {
                    taken[0] = true;
                    yield false;
                }
                case UNKNOWN -> false;
            };
        });
        requireNotFailed(last);
        return status(last);
    }

    private DescribeNotebookInstanceResponse await(Predicate<DescribeNotebookInstanceResponse> settled) {
        return poll.until(title(), () -> describe().orElseThrow(this::absent), settled, NotebookLife::status);
    }

    private void requireNotFailed(DescribeNotebookInstanceResponse seen) {
        if (state(seen) == NotebookState.FAILED) {
            throw new Failure(
                    Failure.Kind.NOTEBOOK_FAILED,
                    "%s is Failed: %s (%s)"
                            .formatted(title(), reason(seen.failureReason()), advice(seen.failureReason())));
        }
    }

    private static String advice(@Nullable String reason) {
        return reason != null && CAPACITY.matcher(reason).find()
                ? "AWS has no capacity for this instance type there now: run start to try again, or create a notebook of"
                        + " another type with create-tenant --notebook NAME --instance-type TYPE"
                : "run start to try again";
    }

    private static String reason(@Nullable String reason) {
        return reason == null ? "SageMaker gives no reason" : Printable.text(reason);
    }

    private Failure absent() {
        return new Failure(Failure.Kind.NOT_FOUND, "there is no %s".formatted(title()));
    }

    private static String status(DescribeNotebookInstanceResponse seen) {
        return Printable.text(seen.notebookInstanceStatusAsString());
    }

    private static NotebookState state(DescribeNotebookInstanceResponse seen) {
        return NotebookState.of(status(seen));
    }

    private String status() {
        return describe().map(NotebookLife::status).orElse(NotebookState.GONE.status());
    }

    /**
     * Passes if the notebook is ours or does not exist. Anything else under the tenant's names is never touched.
     *
     * @return this life, which begins with what was seen here
     * @throws Failure of kind CONFLICT
     */
    public NotebookLife requireOurs() {
        return requireOurs(look(describe(), arn -> SageMakerTags.of(sagemaker, arn)));
    }

    /**
     * The same with both calls at once; the supplier waits for them.
     *
     * @param arn its own, if there is one of this name
     */
    Supplier<NotebookLife> beginOurs(String arn, Parallel parallel) {
        Supplier<Optional<DescribeNotebookInstanceResponse>> seen = parallel.begin(this::describe);
        Supplier<Map<String, String>> tags = parallel.begin(() -> SageMakerTags.of(sagemaker, arn));
        return () -> requireOurs(look(seen.get(), any -> tags.get()));
    }

    private NotebookLife requireOurs(Look look) {
        if (isThere(look) && !SageMakerTags.ours(look.tags())) {
            throw new Failure(
                    Failure.Kind.CONFLICT,
                    "%s is not managed by tenant-admin: %s".formatted(title(), SageMakerTags.UNMARKED));
        }
        return new NotebookLife(sagemaker, name, poll, look);
    }

    private static Look look(
            Optional<DescribeNotebookInstanceResponse> seen, Function<String, Map<String, String>> tags) {
        return seen.map(it -> new Look(status(it), it.notebookInstanceArn(), tags.apply(it.notebookInstanceArn())))
                .orElseGet(() -> new Look(NotebookState.GONE.status(), "", Map.of()));
    }

    private static boolean isThere(Look look) {
        return !look.arn().isEmpty();
    }

    /** Whether there was one of this name when it was last looked at. */
    public boolean isThere() {
        return first == null ? describe().isPresent() : isThere(first);
    }

    private String title() {
        return NotebookInstance.TYPE + " " + name;
    }
}
