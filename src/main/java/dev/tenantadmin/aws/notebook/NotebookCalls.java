package dev.tenantadmin.aws.notebook;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.tenant.name.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/**
 * Calls that a notebook instance accepts only in some states. Describe may lag behind, and SageMaker adds states, so SageMaker's answer
 * decides whether a call is allowed.
 */
final class NotebookCalls {

    /** How long Describe may lag behind. */
    static final Duration SHOWN_AFTER = Duration.ofMinutes(2);

    /** How SageMaker refuses a call for the state that the notebook instance is in (src/site/markdown/design/aws-facts.md). */
    private static final Pattern REFUSED_STATE = Pattern.compile("Status \\((\\w+)\\) not in");

    private final String title;
    private final Supplier<String> status;
    private final Poll poll;

    NotebookCalls(String title, Supplier<String> status, Poll poll) {
        this.title = title;
        this.status = status;
        this.poll = poll;
    }

    /**
     * A call that changes its state, or needs one.
     *
     * @param verb what it does to it
     * @param leadsTo the states in which it may be after it
     */
    record Call(String verb, Set<NotebookState> leadsTo, Runnable send) {}

    /** What is to be done in a state. */
    sealed interface Step permits Calls, Pause {
        Step WAIT = new Pause(false);
        Step DONE = new Pause(true);
    }

    /** Calls to make: the first that SageMaker accepts. */
    record Calls(List<Call> calls) implements Step {}

    /** No call: for good, or for now. */
    record Pause(boolean over) implements Step {}

    /**
     * A look at it and what was done then.
     *
     * @param status in which it was, or in which SageMaker refused a call
     * @param call which SageMaker accepted
     */
    record Turn(String status, boolean over, @Nullable Call call) {
        boolean made() {
            return call != null;
        }
    }

    /**
     * Makes a call as soon as the state asks for it, and again after SageMaker refused it for a state: for one that is known, because
     * Describe is behind; for another, when it has ended.
     *
     * @param wait whether to wait for the end of a state that is not known here
     * @param shown the status that is known, if it need not be looked up at first
     * @throws Failure of kind TIMED_OUT
     */
    Turn make(boolean wait, @Nullable String shown, Function<NotebookState, Step> step) {
        Instant began = poll.now();
        String[] known = {shown};
        String[] refused = {""};
        return poll.until(
                title,
                () -> {
                    String seen = known[0] == null ? status.get() : known[0];
                    known[0] = null;
                    if (!seen.equals(refused[0])) {
                        refused[0] = "";
                    }
                    Step next = step.apply(NotebookState.of(seen));
                    if (next instanceof Pause pause) {
                        return new Turn(seen, pause.over(), null);
                    }
                    if (seen.equals(refused[0])) {
                        return new Turn(seen, false, null);
                    }
                    boolean patient = poll.since(began).compareTo(SHOWN_AFTER) < 0;
                    for (Call call : ((Calls) next).calls()) {
                        Optional<String> refusal = refusal(call, seen, patient);
                        if (refusal.isEmpty()) {
                            return new Turn(seen, true, call);
                        }
                        refused[0] = refusal.get();
                        if (!wait && NotebookState.of(refused[0]) == NotebookState.UNKNOWN) {
                            throw new Failure(
                                    Failure.Kind.TIMED_OUT,
                                    "%s is %s, and SageMaker cannot %s it in this status"
                                            .formatted(title, refused[0], call.verb()));
                        }
                    }
                    return new Turn(refused[0], false, null);
                },
                Turn::over,
                Turn::status);
    }

    /**
     * Makes a call. If SageMaker refuses it because it is in a state already to which the call leads, that is as good: the answer
     * to the call was lost and the client sent it again, or somebody else was faster.
     *
     * @param seen the status in which it was seen last
     * @param patient whether Describe may still be behind
     * @return the state for which SageMaker refuses the call, empty if it does not
     */
    Optional<String> refusal(Call call, String seen, boolean patient) {
        try {
            call.send().run();
            return Optional.empty();
        } catch (SageMakerException e) {
            Matcher named = REFUSED_STATE.matcher(AwsFailures.message(e));
            String state = named.find() ? Printable.text(named.group(1)) : null;
            String now = state == null ? status.get() : state;
            if (call.leadsTo().contains(NotebookState.of(now))) {
                return Optional.empty();
            }
            if (state != null && (patient || NotebookState.of(state) == NotebookState.UNKNOWN)) {
                return Optional.of(state);
            }
            // The words in which SageMaker refuses some calls for a state are not known.
            Optional<String> unknown = Stream.of(now, seen)
                    .filter(one -> NotebookState.of(one) == NotebookState.UNKNOWN)
                    .findFirst();
            if (AwsFailures.invalid(e) && unknown.isPresent()) {
                return unknown;
            }
            throw e;
        }
    }
}
