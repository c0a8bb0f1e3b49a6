package dev.tenantadmin.sandbox.federation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * What a token or an assertion says of somebody.
 *
 * @param subject who it is
 * @param audience whom it was made for
 * @param expiry when it ends
 * @param keys the condition keys that a request with it has
 * @param tags the session's tags
 * @param transitive the keys of those that sessions of the session keep
 * @param sourceIdentity the session's source identity, if any
 */
record Vouched(
        String subject,
        String audience,
        Instant expiry,
        Map<String, List<String>> keys,
        List<Tag> tags,
        List<String> transitive,
        @Nullable String sourceIdentity) {}
