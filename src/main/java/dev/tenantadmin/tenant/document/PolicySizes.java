package dev.tenantadmin.tenant.document;

import java.time.Instant;
import java.util.List;

/** The sizes of a tenant's documents and IAM's limits. IAM does not count white space. */
public record PolicySizes(List<Size> sizes) {

    /**
     * The size of one document.
     *
     * @param document its name in messages
     * @param characters its length without white space
     * @param limit the most that IAM allows
     */
    public record Size(String document, int characters, int limit) {}

    public PolicySizes {
        sizes = List.copyOf(sizes);
    }

    /** Limits from IAM's quotas: managed policy 6,144, a group's inline policies 5,120, a role's 10,240, trust policy 2,048. */
    public static PolicySizes of(PolicyDocuments documents) {
        return new PolicySizes(List.of(
                size("boundary", documents.boundary(), 6_144),
                size("access policy", documents.access(), 6_144),
                size("group's policy 'assume'", documents.assume(), 5_120),
                // IAM counts all inline policies of a role together.
                size(
                        "execution role's policies 'execution' and 'revoked'",
                        documents.execution()
                                + new Revocation(List.of(
                                                new Revocation.Ending(new Revocation.Whose.Everybody(), Instant.EPOCH)))
                                        .document(),
                        10_240),
                size("access role's trust policy", documents.accessTrust(), 2_048),
                size("execution role's trust policy", documents.executionTrust(), 2_048)));
    }

    /**
     * Checks that IAM would accept every document.
     *
     * @throws IllegalArgumentException naming the first document that IAM would refuse
     */
    public void check() {
        for (Size size : sizes) {
            if (size.characters() > size.limit()) {
                throw new IllegalArgumentException(
                        "the %s would have %,d characters, %,d more than the %,d that IAM allows: give fewer or shorter options"
                                .formatted(
                                        size.document(),
                                        size.characters(),
                                        size.characters() - size.limit(),
                                        size.limit()));
            }
        }
    }

    private static Size size(String document, String json, int limit) {
        return new Size(document, characters(json), limit);
    }

    static int characters(String json) {
        return (int) json.codePoints().filter(c -> !Character.isWhitespace(c)).count();
    }
}
