package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.policy.decision.Context;
import dev.tenantadmin.policy.decision.Evaluation;
import dev.tenantadmin.policy.decision.Knowledge;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.decision.Request;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.MalformedPolicyException;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.PolicyReader;
import dev.tenantadmin.policy.language.Statement;
import dev.tenantadmin.sandbox.request.Refusals;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Policy documents in the forms that IAM takes and returns. */
public final class Documents {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final BitSet UNRESERVED = new BitSet(256);

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
                .chars()
                .forEach(UNRESERVED::set);
    }

    private Documents() {}

    /** Refuses text that is not an identity policy. */
    static void requireIdentityPolicy(String text) {
        read(text, Grammar.IDENTITY);
    }

    /** Refuses text that is not a trust policy. The directory checks its principals. */
    static void requireTrustPolicy(String text) {
        read(text, Grammar.TRUST);
    }

    private static Policy read(String text, Grammar grammar) {
        try {
            return PolicyReader.read(text, grammar);
        } catch (MalformedPolicyException e) {
            throw Refusals.malformedDocument(e.getMessage());
        }
    }

    /** The principals of a kind, such as AWS or Service, in a trust policy. */
    static List<String> principals(String trustPolicy, String kind) {
        return read(trustPolicy, Grammar.TRUST).statements().stream()
                .map(Statement::principals)
                .filter(Objects::nonNull)
                .flatMap(principals -> principals.named(kind).stream())
                .toList();
    }

    /**
     * Whether a trust policy lets a service assume its role. Assumes that the service does not say whom it acts for: AWS documents
     * aws:SourceArn and aws:SourceAccount for jobs, but not for notebooks.
     */
    public static boolean trusts(String trustPolicy, String service) {
        return trusts(trustPolicy, service, Map.of());
    }

    /** The same for a service that says whom it acts for. */
    public static boolean trusts(String trustPolicy, String service, String sourceAccount, String sourceArn) {
        return trusts(
                trustPolicy,
                service,
                Map.of("aws:SourceAccount", List.of(sourceAccount), "aws:SourceArn", List.of(sourceArn)));
    }

    private static boolean trusts(String trustPolicy, String service, Map<String, List<String>> source) {
        PolicySource trust = new PolicySource("trust", Identities.KIND, read(trustPolicy, Grammar.TRUST));
        Context context = new Context(source).with(Map.of("aws:PrincipalIsAWSService", List.of("true")));
        return Evaluation.decide(
                        PolicySet.of(List.of()).withTrust(trust),
                        new Request(Principal.service(service), "sts:AssumeRole", "*", context, Knowledge.COMPLETE))
                .isAllowed();
    }

    /** The size for IAM's limits, without white space. */
    static int size(String text) {
        return (int) text.chars().filter(c -> !Character.isWhitespace(c)).count();
    }

    /** Encodes a document as IAM returns it: percent-encoded by RFC 3986. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(2 * text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.get(b & 0xff)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
