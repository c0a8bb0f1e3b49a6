package dev.tenantadmin.policy.decision;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.language.Glob;
import dev.tenantadmin.policy.language.TextPart;
import dev.tenantadmin.policy.language.Variables;
import java.util.List;
import java.util.Optional;

/**
 * A pattern of the Resource element. The first five parts of an ARN are compared one by one. A star at the end of one of them can match
 * beyond its colon (IAM user guide, "ARNs"). Missing parts are stars. In the sixth part, colons are ordinary characters. Only the sixth
 * part can have variables.
 */
final class ResourcePattern {
    private ResourcePattern() {}

    static Match match(String pattern, String resource, Variables variables) {
        if (pattern.equals("*")) {
            return Match.YES;
        }
        if (!TextPart.isPlain(pattern) && Glob.of(pattern, variables).isEmpty()) {
            // Wherever else the resource differs: a variable without a value makes NotResource invalid too.
            return Match.INVALID;
        }
        List<String> wanted = Arn.partsOfPattern(pattern);
        List<String> given = Arn.parts(resource);
        if (given.size() < Arn.PARTS) {
            // An action without a resource has the resource "*", which only a pattern of stars matches.
            return Match.of(pattern.chars().allMatch(c -> c == '*'));
        }
        for (int i = 0; i < Arn.PARTS; i++) {
            if (wanted.get(i).endsWith("*") && beyond(wanted, given, i, variables) == Match.YES) {
                return Match.YES;
            }
            Optional<Glob> part =
                    i == Arn.PARTS - 1 ? Glob.of(wanted.get(i), variables) : Optional.of(Glob.of(wanted.get(i)));
            if (part.isEmpty()) {
                return Match.INVALID;
            } else if (!part.get().matches(given.get(i))) {
                return Match.NO;
            }
        }
        return Match.YES;
    }

    /** Whether the rest of the pattern, from a part that ends in a star, matches all of the rest of the ARN. */
    private static Match beyond(List<String> wanted, List<String> given, int from, Variables variables) {
        Optional<Glob> rest = Glob.of(rest(wanted, from), variables);
        return rest.isEmpty() ? Match.INVALID : Match.of(rest.get().matches(rest(given, from)));
    }

    private static String rest(List<String> parts, int from) {
        return String.join(":", parts.subList(from, parts.size()));
    }
}
