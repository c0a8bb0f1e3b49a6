package dev.tenantadmin.sandbox.sagemaker;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.wire.AwsException;
import dev.tenantadmin.sandbox.wire.Pojos;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.sagemaker.model.Tag;

/**
 * The common part of training, processing and transform jobs. A row has the status after the last call and the job's end time; the current
 * status follows from these.
 *
 * @param verb what the jobs do, in field names, such as Training
 */
record Jobs<T extends SdkPojo>(Catalog<T> catalog, String verb, Store store, SandboxSettings settings, Clock clock) {
    private static final String IN_PROGRESS = "InProgress";
    private static final String STOPPING = "Stopping";

    private String status() {
        return catalog.noun() + "Status";
    }

    private String end() {
        return verb + "EndTime";
    }

    private boolean isTraining() {
        return verb.equals("Training");
    }

    String create(String name, SdkPojo request, List<Tag> tags, @Nullable Object instanceType, CallerIdentity caller) {
        if (store.has(catalog.key(name, caller))) {
            throw inUse((isTraining() ? "Training job names" : "Job name") + " must be unique within an AWS account and"
                    + " region, and a " + (isTraining() ? "training job" : "job")
                    + " with this name already exists (" + catalog.arn(name, caller) + ")");
        }
        Instant now = clock.instant();
        Map<String, Object> fields = new HashMap<>();
        fields.put(status(), IN_PROGRESS);
        fields.put(verb + "StartTime", now);
        fields.put(end(), now.plus(settings.transition()));
        // A job's failure is decided at its start and shown at its end.
        Optional.ofNullable(instanceType)
                .map(type -> settings.failures().get(type.toString()))
                .ifPresent(reason -> fields.put("FailureReason", reason));
        return catalog.create(store, request, tags, fields, now, caller);
    }

    private static AwsException inUse(String message) {
        return new AwsException("ResourceInUse", 400, message);
    }

    Optional<T> find(String key) {
        return store.find(key, catalog.description()).map(this::now);
    }

    private T now(T stored) {
        String status = catalog.text(stored, status());
        if (!status.equals(IN_PROGRESS) && !status.equals(STOPPING)) {
            return stored;
        }
        Map<String, @Nullable Object> changes = new HashMap<>();
        Instant end = (Instant) Pojos.field(stored, end());
        if (end != null && clock.instant().isBefore(end)) {
            changes.put(end(), null);
            changes.put("FailureReason", null);
        } else {
            boolean failed = Pojos.field(stored, "FailureReason") != null;
            changes.put(status(), status.equals(STOPPING) ? "Stopped" : failed ? "Failed" : "Completed");
            changes.put("LastModifiedTime", end);
        }
        return catalog.with(stored, changes);
    }

    T describe(String name, CallerIdentity caller) {
        return find(catalog.key(name, caller))
                .orElseThrow(() -> Refusals.validation(
                        isTraining()
                                ? "Requested resource not found."
                                : "Could not find requested job with name: " + name));
    }

    void stop(String name, CallerIdentity caller) {
        T job = describe(name, caller);
        String status = catalog.text(job, status());
        if (!status.equals(IN_PROGRESS)) {
            throw Refusals.validation(
                    "The request was rejected because the " + words() + " is in status " + status + ".");
        }
        Instant now = clock.instant();
        store.put(
                catalog.key(name, caller),
                catalog.with(
                        job,
                        Map.of(status(), STOPPING, "LastModifiedTime", now, end(), now.plus(settings.transition()))));
    }

    private String words() {
        return ResourceNames.fold(verb) + " job";
    }

    void delete(String name, CallerIdentity caller) {
        String status = catalog.text(describe(name, caller), status());
        if (Arrays.asList(IN_PROGRESS, STOPPING).contains(status)) {
            throw inUse("The request was rejected because the " + words() + " is in status " + status + ".");
        }
        catalog.remove(store, name, caller);
    }

    <S extends SdkPojo> SageMakerPage<S> page(
            SdkPojo request, CallerIdentity caller, Catalog.Order order, Class<S> summary) {
        return catalog.page(store, request, caller, this::find, job -> true, order, summary);
    }
}
