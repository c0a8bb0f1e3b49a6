package dev.tenantadmin.command.verify.question;

import static dev.tenantadmin.command.verify.question.Escalations.never;
import static dev.tenantadmin.command.verify.question.OwnQuestions.may;

import dev.tenantadmin.command.verify.question.Inquiry.Family;
import dev.tenantadmin.tenant.option.DataKey;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.permit.PrincipalKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Questions about data in S3, which only the execution role can use: the tenant's own must be usable, and what lies beside it must not,
 * {@code acme-west/} beside {@code acme/}. {@link ForeignQuestions} ask about other tenants' objects.
 */
final class DataQuestions {

    static final String[] USE_OBJECT = {"s3:DeleteObject", "s3:GetObject", "s3:PutObject"};
    private static final String[] USE_KEY = {"kms:Decrypt", "kms:GenerateDataKey"};
    private static final String NO_KEY = "key/00000000-0000-0000-0000-000000000000";
    private static final String DATA = "object of its data";
    private static final String LIST = "s3:ListBucket";

    private final Subject subject;
    private final TenantArns own;
    private final List<Tenancy> others;
    private final Circumstances in;
    private final List<DataLocation> locations;
    private final @Nullable DataKey key;
    private final Map<Situation, List<Family>> asked = new LinkedHashMap<>();

    DataQuestions(Subject subject, List<Tenancy> others, Circumstances in) {
        this.subject = subject;
        this.own = new TenantArns(subject.tenant());
        this.others = others;
        this.in = in;
        Settings settings = subject.tenant().settings();
        this.locations = settings == null ? List.of() : settings.get(Options.DATA_LOCATION);
        this.key = settings == null ? null : settings.dataKey().orElse(null);
    }

    /** By situation. */
    Map<Situation, List<Family>> all() {
        boolean works = subject.kind() == PrincipalKind.EXECUTION_ROLE;
        locations.forEach(works ? this::worksWith : this::noData);
        if (works) {
            listingOthers();
        }
        if (key != null) {
            key(key, works);
        }
        return asked;
    }

    private void noData(DataLocation location) {
        ask(in.favourable(), never(List.of(own.object(DATA, location)), USE_OBJECT));
        ask(in.favourable(), never(List.of(own.bucket(location)), LIST));
    }

    private void worksWith(DataLocation location) {
        List<Target> bucket = List.of(own.bucket(location));
        ask(in.inBucketOf(location), may(List.of(own.object(DATA, location)), USE_OBJECT));
        ask(in.inBucketOfAnother(), never(List.of(own.object(DATA, location)), USE_OBJECT));
        ask(in.inBucketOf(location), never(bucket, "s3:DeleteBucket", "s3:PutBucketPolicy"));
        ask(in.listing("listing its data", location), may(bucket, LIST));
        for (DataLocation beside : beside(location)) {
            ask(in.inBucketOf(location), never(List.of(own.object("object beside its data", beside)), USE_OBJECT));
            ask(in.listing("listing beside its data", beside), never(List.of(own.bucket(beside)), LIST));
        }
    }

    /** Locations with names like its own, in the same bucket, or like the bucket's if it has the whole bucket; without its own locations. */
    private List<DataLocation> beside(DataLocation location) {
        String prefix = location.prefix();
        String stem = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
        Stream<DataLocation> all = prefix.isEmpty()
                ? Stream.of(new DataLocation(location.bucket() + "-nobody", "", location.account()))
                : Stream.of(
                        new DataLocation(location.bucket(), stem + "-nobody/", location.account()),
                        new DataLocation(
                                location.bucket(), stem.substring(0, stem.lastIndexOf('/') + 1), location.account()));
        return all.filter(beside -> locations.stream().noneMatch(one -> isIn(beside, one)))
                .toList();
    }

    private static boolean isIn(DataLocation inner, DataLocation outer) {
        return inner.bucket().equals(outer.bucket()) && inner.prefix().startsWith(outer.prefix());
    }

    /** S3 may use the key for the tenant's work; nothing else may use it. */
    private void key(DataKey key, boolean works) {
        Target its = new Target(subject.tenant().name(), "key of its data", key.arn());
        Target another =
                new Target(subject.tenant().name(), "another key", key.arn().replaceFirst("key/.*", NO_KEY));
        Family uses = never(List.of(its), USE_KEY);
        Situation throughS3 = in.through("s3", key);
        ask(throughS3, works ? may(List.of(its), USE_KEY) : uses);
        if (works) {
            ask(throughS3, never(List.of(another), USE_KEY));
            ask(throughS3, never(List.of(its), "kms:CreateGrant", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"));
            ask(in.through("sagemaker", key), uses);
            ask(in.throughNobody(), uses);
        }
    }

    /** A call has one prefix, so this asks about one tenant. */
    private void listingOthers() {
        others.stream().filter(other -> !other.data().isEmpty()).limit(1).forEach(other -> {
            DataLocation theirs = other.data().get(0);
            ask(
                    in.listing("listing another tenant's data", theirs),
                    never(List.of(new TenantArns(other).bucket(theirs)), LIST));
        });
    }

    private void ask(Situation situation, Family family) {
        asked.computeIfAbsent(situation, none -> new ArrayList<>()).add(family);
    }
}
