package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.Iam;
import dev.tenantadmin.aws.client.IamReads;
import dev.tenantadmin.aws.client.NoSuchEntity;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.reconcile.Difference;
import dev.tenantadmin.reconcile.Difference.Document;
import dev.tenantadmin.reconcile.Difference.TagUnwanted;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Observation;
import dev.tenantadmin.tenant.document.Suspension;
import dev.tenantadmin.tenant.document.TenantDocument;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/**
 * A customer managed policy: its default version's document and its tags.
 *
 * @param kind which of the tenant's documents it holds; the boundary is the anchor
 * @param wanted makes the wanted document
 * @param elsewhere the ARN of a policy of the same name under another path, if there is one
 */
public record ManagedPolicy(
        Iam iam,
        String arn,
        TenantDocument kind,
        Supplier<String> wanted,
        WantedTags tags,
        @Nullable String elsewhere) implements PolicyResource {

    @Override
    public String type() {
        return "IAM policy";
    }

    @Override
    public String name() {
        return Arn.name(arn);
    }

    /** The wanted document. */
    public String document() {
        return wanted.get();
    }

    private String path() {
        return arn.substring(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
    }

    /** The same without tags: a caller that may write a document may not be allowed to tag. */
    public ManagedPolicy withoutTags() {
        return new ManagedPolicy(iam, arn, kind, wanted, new WantedTags(Map.of(), Set.of()), elsewhere);
    }

    @Override
    public ManagedPolicy saying(String other) {
        return new ManagedPolicy(iam, arn, kind, () -> other, tags, elsewhere);
    }

    @Override
    public boolean isAnchor() {
        return kind == TenantDocument.BOUNDARY;
    }

    @Override
    public Observation observe() {
        return observe(iam.now());
    }

    @Override
    public Observation observeForPlan() {
        return observe(iam.reads());
    }

    private Observation observe(IamReads reads) {
        return elsewhere == null
                ? reads.policy(arn)
                        .flatMap(policy -> reads.document(arn, policy.defaultVersionId())
                                .map(actual -> compare(IamTags.map(policy.tags()), actual)))
                        .orElseGet(Observation.Absent::new)
                : new Observation.Foreign("its ARN is " + elsewhere);
    }

    private Observation compare(Map<String, String> actualTags, String actual) {
        List<Difference> differences = new ArrayList<>(tags.differences(actualTags));
        actualTags.keySet().stream()
                .filter(key -> Settings.isOptional(key) && !tags.values().containsKey(key))
                .forEach(key -> differences.add(new TagUnwanted(key, actualTags.getOrDefault(key, ""))));
        differences.addAll(PolicyComparison.differences(actual, document()));
        return new Observation.Present(differences, "", actual);
    }

    @Override
    public void create() {
        iam.client()
                .createPolicy(r -> r.policyName(name())
                        .path(path())
                        .policyDocument(document())
                        .tags(IamTags.list(tags.values())));
    }

    @Override
    public void update(Observation.Present observed) {
        if (observed.differsIn(Document.PERMISSIONS)) {
            String document = document();
            String version = setDocument(PolicyComparison.wanted(observed, document));
            if (isAnchor() && !Suspension.isIn(observed.document()) && !Suspension.isIn(document)) {
                keepSuspension(version);
            }
        }
        List<String> unwanted = WantedTags.unwanted(observed);
        // Before the tag that takes its place, for roles bear but one of both; a part of a long value only after the
        // whole is there.
        untag(unwanted.stream().filter(tags::isReplaced).toList());
        Map<String, String> missing = WantedTags.missing(observed);
        if (!missing.isEmpty()) {
            iam.client().tagPolicy(r -> r.policyArn(arn).tags(IamTags.list(missing)));
        }
        untag(unwanted.stream().filter(key -> !tags.isReplaced(key)).toList());
    }

    private void untag(List<String> keys) {
        if (!keys.isEmpty()) {
            iam.client().untagPolicy(r -> r.policyArn(arn).tagKeys(keys));
        }
    }

    /** Makes the document the default version; deletes the oldest version if there is no room. */
    public void setDocument() {
        setDocument(document());
    }

    /** Version numbers are consecutive: the previous number is the version that the new one replaced. */
    private void keepSuspension(String version) {
        int before = Integer.parseInt(version.substring(1)) - 1;
        if (iam.now().document(arn, "v" + before).filter(Suspension::isIn).isPresent()) {
            setDocument(Suspension.added(document()));
            throw new Failure(
                    Failure.Kind.CONFLICT,
                    "the tenant was suspended at the same time, and stays suspended; run the command again");
        }
    }

    /** @return the version's id */
    private String setDocument(String text) {
        try {
            return newVersion(text);
        } catch (LimitExceededException e) {
            PolicyVersion oldest = otherVersions()
                    .min(Comparator.comparing(PolicyVersion::createDate))
                    .orElseThrow(() -> e);
            delete(oldest);
            return newVersion(text);
        }
    }

    private String newVersion(String text) {
        return iam.client()
                .createPolicyVersion(r -> r.policyArn(arn).policyDocument(text).setAsDefault(true))
                .policyVersion()
                .versionId();
    }

    /** Lists versions and users only once IAM refuses to delete it: a success proves that there are none. */
    @Override
    public void delete() {
        NoSuchEntity.passes(() -> {
            try {
                iam.client().deletePolicy(r -> r.policyArn(arn));
            } catch (DeleteConflictException e) {
                otherVersions().forEach(this::delete);
                deleteUnlessUsed();
            }
        });
    }

    private void deleteUnlessUsed() {
        try {
            iam.client().deletePolicy(r -> r.policyArn(arn));
        } catch (DeleteConflictException e) {
            // Principals with the tenant's prefix are being changed or deleted right now.
            String prefix = name().substring(0, name().indexOf(Names.DELIMITER) + Names.DELIMITER.length());
            String users = iam.now().uses(arn).stream()
                    .flatMap(List::stream)
                    .filter(entity -> !entity.contains(" " + prefix))
                    .collect(Collectors.joining(", "));
            if (users.isEmpty()) {
                throw e;
            }
            throw new Failure(
                    Failure.Kind.CONFLICT,
                    "%s is still used by %s, which tenant-admin does not manage; detach it there first"
                            .formatted(title(), users),
                    false,
                    e.requestId(),
                    e);
        }
    }

    private Stream<PolicyVersion> otherVersions() {
        return iam.client().listPolicyVersionsPaginator(r -> r.policyArn(arn)).versions().stream()
                .filter(version -> !version.isDefaultVersion());
    }

    private void delete(PolicyVersion version) {
        NoSuchEntity.passes(
                () -> iam.client().deletePolicyVersion(r -> r.policyArn(arn).versionId(version.versionId())));
    }

    /** A principal detached moments ago may still count as using it. */
    @Override
    public boolean mayPass(RuntimeException failure) {
        return NoSuchEntity.is(failure) || failure instanceof DeleteConflictException;
    }

    @Override
    public boolean isDuplicate(RuntimeException failure) {
        return failure instanceof EntityAlreadyExistsException;
    }
}
