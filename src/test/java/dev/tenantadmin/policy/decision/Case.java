package dev.tenantadmin.policy.decision;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.policy.decision.Decision.Outcome;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.PolicyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request with the policies that decide it, as this evaluator and another one can be asked.
 *
 * @param name what is shown
 * @param principal the ARN of a user, of a role's session, or of the identity provider that vouches for somebody
 * @param context condition keys
 * @param identity documents
 */
record Case(
        String name,
        String principal,
        String action,
        String resource,
        Map<String, List<String>> context,
        List<String> identity,
        @Nullable String boundary,
        @Nullable String session,
        @Nullable String resourcePolicy) {
    static final String ACCOUNT = "123456789012";
    static final String USER = "arn:aws:iam::" + ACCOUNT + ":user/alice";
    static final String SESSION = "arn:aws:sts::" + ACCOUNT + ":assumed-role/caller/alice";

    static String document(List<?> statements) {
        return write(Map.of("Version", "2012-10-17", "Statement", statements));
    }

    static String write(Object json) {
        try {
            return JSON.std.asString(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Object> read(String json) {
        try {
            return JSON.std.mapFrom(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Case without(List<?> keys) {
        Map<String, List<String>> left = new TreeMap<>(context);
        left.keySet().removeIf(key -> keys.stream().anyMatch(out -> key.equalsIgnoreCase(out.toString())));
        return new Case(name, principal, action, resource, left, identity, boundary, session, resourcePolicy);
    }

    Outcome decide() {
        boolean isTrust = resourcePolicy != null && action.startsWith("sts:");
        PolicySet policies = new PolicySet(
                identity.stream().map(text -> source(text, Grammar.IDENTITY)).toList(),
                boundary == null ? null : source(boundary, Grammar.IDENTITY),
                session == null ? null : List.of(source(session, Grammar.IDENTITY)),
                resourcePolicy == null ? null : source(resourcePolicy, isTrust ? Grammar.TRUST : Grammar.RESOURCE),
                isTrust);
        return Evaluation.decide(
                        policies, new Request(caller(), action, resource, new Context(context), Knowledge.COMPLETE))
                .outcome();
    }

    private Principal caller() {
        if (principal.contains("-provider/")) {
            return Principal.federated(principal);
        }
        String[] parts = principal.split(":", 6);
        return parts[5].startsWith("assumed-role/")
                ? Principal.session(
                        principal, "arn:aws:iam::" + parts[4] + ":role/" + parts[5].split("/", -1)[1], "AROAEXAMPLE")
                : Principal.user(principal, "AIDAEXAMPLE");
    }

    private static PolicySource source(String text, Grammar grammar) {
        return new PolicySource("policy", "IAM Policy", PolicyReader.read(text, grammar));
    }

    /** The case as simulate.js reads it. */
    String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("principal", principal);
        json.put("account", ACCOUNT);
        json.put("action", action);
        json.put("resource", resource);
        Map<String, Object> keys = new LinkedHashMap<>();
        context.forEach((key, values) -> keys.put(key, values.size() == 1 ? values.get(0) : values));
        json.put("context", keys);
        json.put("identity", new ArrayList<>(identity.stream().map(Case::read).toList()));
        if (boundary != null) {
            json.put("boundary", read(boundary));
        }
        if (session != null) {
            json.put("session", read(session));
        }
        if (resourcePolicy != null) {
            json.put("resourcePolicy", read(resourcePolicy));
        }
        return write(json);
    }

    @Override
    public String toString() {
        return name;
    }
}
