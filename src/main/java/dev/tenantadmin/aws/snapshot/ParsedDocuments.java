package dev.tenantadmin.aws.snapshot;

import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.MalformedPolicyException;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.PolicyReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Policy documents, each parsed once. */
public final class ParsedDocuments {

    private final Map<String, Optional<Policy>> identity = new HashMap<>();
    private final Map<String, Optional<Policy>> trust = new HashMap<>();

    /** An identity policy; empty if it cannot be read. */
    public Optional<Policy> identity(String document) {
        return identity.computeIfAbsent(document, text -> read(text, Grammar.STORED));
    }

    /** A trust policy; empty if it cannot be read. */
    public Optional<Policy> trust(String document) {
        return trust.computeIfAbsent(document, text -> read(text, Grammar.TRUST));
    }

    private static Optional<Policy> read(String document, Grammar grammar) {
        try {
            return Optional.of(PolicyReader.read(document, grammar));
        } catch (MalformedPolicyException e) {
            return Optional.empty();
        }
    }
}
