package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.PolicyReader;
import dev.tenantadmin.sandbox.request.ResourceNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/**
 * The policies that AWS manages and people attach, or use as boundary, beside tenants. Of each there is only AWS's latest version. They
 * are read when first asked for.
 */
public final class AwsPolicies {
    private static final String OWNER = "aws";
    private static final String PARTITION = "aws";

    private final Map<String, dev.tenantadmin.policy.language.Policy> documents = new ConcurrentHashMap<>();
    private @Nullable Map<String, Policy> byArn;

    /** Whether an ARN is of a policy that AWS manages, known here or not. */
    static boolean owns(String arn) {
        return Arn.parse(arn).filter(parsed -> parsed.account().equals(OWNER)).isPresent();
    }

    /** The policy with exactly this ARN. */
    Optional<Policy> find(String arn) {
        return owns(arn)
                ? Optional.ofNullable(all().get(in(PARTITION, arn))).map(policy -> policy.copy(found -> found.arn(arn)))
                : Optional.empty();
    }

    /** All policies, sorted by name, with their ARNs in a partition. */
    List<Policy> in(String partition) {
        return all().values().stream()
                .map(policy -> policy.copy(one -> one.arn(in(partition, policy.arn()))))
                .toList();
    }

    private static String in(String partition, String arn) {
        return arn.replaceFirst("^arn:[^:]*:", "arn:" + partition + ":");
    }

    private synchronized Map<String, Policy> all() {
        if (byArn == null) {
            Map<String, Policy> read = new LinkedHashMap<>();
            text("policies.tsv")
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> policy(line.split("\t", -1)))
                    .forEach(policy -> read.put(policy.arn(), policy));
            byArn = read;
        }
        return byArn;
    }

    private static Policy policy(String[] columns) {
        String below = columns[0].substring(columns[0].indexOf('/'));
        String name = ResourceNames.lastPart(below);
        return Policy.builder()
                .arn(columns[0])
                .policyName(name)
                .path(below.substring(0, below.length() - name.length()))
                .policyId(columns[1])
                .defaultVersionId(columns[2])
                .isAttachable(true)
                .createDate(Instant.parse(columns[3]))
                .updateDate(Instant.parse(columns[4]))
                .build();
    }

    /** The default version of one of these policies, with its document. */
    PolicyVersion version(Policy policy) {
        String partition = Arn.parse(policy.arn()).map(Arn::partition).orElse(PARTITION);
        return PolicyVersion.builder()
                .versionId(policy.defaultVersionId())
                .document(text(policy.policyName() + ".json")
                        .strip()
                        .replace("\"arn:" + PARTITION + ":", "\"arn:" + partition + ":"))
                .createDate(policy.updateDate())
                .build();
    }

    /** The document of the default version. It is read once: the longest takes ten milliseconds. */
    dev.tenantadmin.policy.language.Policy document(Policy policy) {
        return documents.computeIfAbsent(
                policy.arn(), arn -> PolicyReader.read(version(policy).document(), Grammar.IDENTITY));
    }

    private static String text(String name) {
        try (InputStream stream = Objects.requireNonNull(AwsPolicies.class.getResourceAsStream("aws/" + name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
