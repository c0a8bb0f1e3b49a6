package dev.tenantadmin.policy.reason;

import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.language.KnownActions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What AWS can ask: an action that the service authorization reference has is asked on its types of resources and with its condition keys alone. All
 * other actions can be asked about anything, for nobody knows what AWS will add.
 */
final class Askable {

    private static final String SERVICE = ":";
    private static final String REQUEST_TAG = "aws:requesttag/";
    private static final Dimension TAG_KEYS = new Dimension("aws:tagkeys", true);

    /** No name that this service knows has a colon (its API reference). */
    private static final String WITHOUT_COLONS = "sagemaker";

    /** Nor has the name of a log group or stream (CloudWatch Logs API reference). */
    private static final String LOG_GROUP = ":log-group:";

    private static final String LOG_STREAM = ":log-stream:";

    /** How the ARN of a group can end that is asked about without a stream: IAM is given it with a star, or with an empty stream. */
    private static final List<String> GROUP_ENDS = List.of("", ":*", LOG_STREAM + "*");

    /** One of AWS's examples. */
    private static final String ANOTHER_ACCOUNT = "111122223333";

    private static final List<String> REGIONS = List.of("us-east-1", "eu-west-1");

    /** How many actions are tried to find one that AWS has. */
    private static final int TRIED = 10;

    private final KnownActions actions;
    private final Keys keys;
    private final Principal principal;

    Askable(KnownActions actions, Keys keys, Principal principal) {
        this.actions = actions;
        this.keys = keys;
        this.principal = principal;
    }

    /** A tag that is in the request is among its keys of tags. */
    private Stream<List<List<Atom>>> clauses() {
        return tags(keys.used())
                .map(tag -> List.of(
                        List.of(Atom.within(new Dimension(tag, false), Texts.NONE)),
                        List.of(Atom.meets(TAG_KEYS, named(tag)))));
    }

    private static Stream<String> tags(Set<String> used) {
        return used.contains(TAG_KEYS.name()) ? used.stream().filter(key -> key.startsWith(REQUEST_TAG)) : Stream.of();
    }

    private static Texts named(String tag) {
        return Texts.of(TextPattern.literal(tag.substring(REQUEST_TAG.length())).ignoringCase());
    }

    /** The keys of a question with those of its tags, where no policy looks at them. */
    static Map<String, List<String>> withTagKeys(Map<String, List<String>> keys, Set<String> used) {
        List<String> tags = keys.keySet().stream()
                .filter(key -> key.startsWith(REQUEST_TAG))
                .map(key -> key.substring(REQUEST_TAG.length()))
                .toList();
        Map<String, List<String>> all = new TreeMap<>(keys);
        if (!tags.isEmpty() && !used.contains(TAG_KEYS.name())) {
            all.put(TAG_KEYS.name(), tags);
        }
        return all;
    }

    /** What the question that was found has to meet beyond what is assumed, so that AWS can ask it; none if it does. */
    List<List<List<Atom>>> missing(Facts facts) {
        return Stream.concat(
                        clauses(),
                        actions.kind(facts.example(Dimension.ACTION)).stream().flatMap(kind -> clauses(kind, facts)))
                .filter(clause -> clause.stream().noneMatch(facts::hold))
                .toList();
    }

    private Stream<List<List<Atom>>> clauses(KnownActions.Kind kind, Facts facts) {
        List<Atom> another = List.of(Atom.meets(Dimension.ACTION, names(kind).negated()));
        Stream<List<List<Atom>>> tags = kind.keys().contains(REQUEST_TAG)
                ? tags(keys.used())
                        .map(tag -> List.of(
                                List.of(Atom.within(TAG_KEYS, named(tag).negated())),
                                List.of(Atom.meets(new Dimension(tag, false), Texts.ALL)),
                                another))
                : Stream.of();
        return Stream.concat(Stream.of(List.of(asked(kind, facts), another)), tags);
    }

    private static Texts names(KnownActions.Kind kind) {
        return new Texts(
                false,
                kind.names().stream()
                        .map(name -> TextPattern.literal(name.toLowerCase(Locale.ROOT)))
                        .toList());
    }

    /** A question about such an action. */
    private List<Atom> asked(KnownActions.Kind kind, Facts facts) {
        List<Atom> all = new ArrayList<>();
        all.add(Atom.meets(Dimension.RESOURCE, resources(kind)));
        for (Dimension dimension : facts.dimensions()) {
            if (!dimension.isAlwaysThere() && !actions.isPossible(kind, dimension.name())) {
                all.add(Atom.within(dimension, Texts.NONE));
            }
        }
        return all;
    }

    /** The same and more, so that the question found is of an action and a resource as they are in AWS, where there is one. */
    Facts preferred(Facts facts, Search search) {
        Facts better = actions.kind(facts.example(Dimension.ACTION)).isPresent() ? facts : ofAwsAction(facts, search);
        for (String account : List.of(principal.account(), ANOTHER_ACCOUNT)) {
            for (String region : REGIONS) {
                Facts with = better.with(List.of(Atom.meets(Dimension.RESOURCE, resources(better, region, account))));
                if (with != null && with.hasExample()) {
                    return with;
                }
            }
        }
        return better;
    }

    /** Of the service in question; of all, where that is none of AWS's. */
    private Facts ofAwsAction(Facts facts, Search search) {
        String action = facts.example(Dimension.ACTION);
        String service = action.substring(0, action.indexOf(SERVICE) + 1);
        List<KnownActions.Kind> ofService = actions.kinds().stream()
                .filter(kind -> kind.names().get(0).startsWith(service))
                .toList();
        List<String> likely = (ofService.isEmpty() ? actions.kinds() : ofService)
                .stream()
                        .filter(kind -> canBeAskedOnResource(kind, facts))
                        .flatMap(kind -> kind.names().stream().map(name -> name.toLowerCase(Locale.ROOT)))
                        .filter(name -> facts.canBe(Dimension.ACTION, name))
                        .limit(TRIED)
                        .toList();
        for (String name : likely) {
            Facts with = facts.with(List.of(Atom.meets(Dimension.ACTION, Texts.of(TextPattern.literal(name)))));
            Facts found = with == null ? null : search.within(with);
            if (found != null) {
                return found;
            }
        }
        return facts;
    }

    /** Whether a short look finds a resource of the kind among those assumed. */
    private boolean canBeAskedOnResource(KnownActions.Kind kind, Facts facts) {
        String resource = facts.example(Dimension.RESOURCE);
        return resources(kind).holds(resource)
                || kind.resources().stream()
                        .map(pattern -> filled(pattern, REGIONS.get(0), principal.account(), "x"))
                        .anyMatch(text -> facts.canBe(Dimension.RESOURCE, text));
    }

    /** Of the principal's partition, for no request leaves that; a name may be left out, as in the ARNs that some services ask about. */
    private Texts resources(KnownActions.Kind kind) {
        return texts(kind.resources(), "?*", "?*", "*");
    }

    private Texts resources(Facts facts, String region, String account) {
        String service = facts.example(Dimension.ACTION);
        List<String> patterns = actions.kind(service)
                .map(KnownActions.Kind::resources)
                .orElseGet(() -> Stream.of("*:*:*", "::*", "*::*", ":*:*")
                        .map(rest -> "arn:*:" + service.substring(0, service.indexOf(SERVICE) + 1) + rest)
                        .toList());
        return texts(patterns, region, account, "?*");
    }

    private Texts texts(List<String> patterns, String region, String account, String name) {
        return new Texts(
                false,
                patterns.stream()
                        .flatMap(pattern -> pattern.equals("*")
                                ? Stream.of(TextPattern.literal(pattern))
                                : arns(filled(pattern, region, account, name)))
                        .toList());
    }

    private static Stream<TextPattern> arns(String pattern) {
        boolean ofLogs = pattern.contains(LOG_GROUP);
        List<String> ends = ofLogs && !pattern.contains(LOG_STREAM) ? GROUP_ENDS : List.of("");
        boolean withoutColons = ofLogs || Arn.parts(pattern).get(2).equals(WITHOUT_COLONS);
        return ends.stream()
                .map(end -> TextPattern.arn(pattern + end))
                .map(arn -> withoutColons ? arn.withoutColons() : arn);
    }

    private String filled(String pattern, String region, String account, String name) {
        List<String> parts = Arn.parts(pattern);
        if (parts.size() < Arn.PARTS) {
            return pattern;
        }
        String partition = Arn.parse(principal.arn()).map(Arn::partition).orElse("aws*");
        return String.join(
                ":",
                parts.get(0),
                partition,
                parts.get(2),
                parts.get(3).equals("*") ? region : parts.get(3),
                parts.get(4).equals("*") ? account : parts.get(4),
                parts.get(5).replace("*", name));
    }
}
