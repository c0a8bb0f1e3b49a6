package dev.tenantadmin.aws.iam;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Tag;

/** Tags as IAM's types hold them, and as maps. */
public final class IamTags {
    private IamTags() {}

    public static Map<String, String> map(Collection<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (a, b) -> b, TreeMap::new));
    }

    /** A policy's; empty where there is no such policy. */
    public static Optional<Map<String, String>> ofPolicy(IamClient iam, String arn) {
        try {
            return Optional.of(map(iam.listPolicyTags(r -> r.policyArn(arn)).tags()));
        } catch (NoSuchEntityException e) {
            return Optional.empty();
        }
    }

    public static List<Tag> list(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
                .toList();
    }
}
