package dev.tenantadmin.policy.reason;

import dev.tenantadmin.policy.language.Arn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The condition keys that are a part of the resource's ARN where the ARN has that part: its account, and its region, which is where a request
 * about it has to go. What a statement asks of such a key it then asks of the resource (IAM user guide, "AWS global condition context keys").
 */
final class ArnKeys {

    private static final String REGION = "aws:requestedregion";
    private static final String ACCOUNT = "aws:resourceaccount";
    private static final int REGION_PART = 3;
    private static final int ACCOUNT_PART = 4;

    /** What AWS has for all accounts has this word for one; what the key is then, nobody documents. */
    private static final Atom OF_AWS = Atom.meets(Dimension.RESOURCE, Texts.of(TextPattern.arn("arn:*:*:*:aws:*")));

    private final Set<String> used;
    private final Knowns knowns;

    /** Of those that are among the used keys. */
    ArnKeys(Set<String> used, Knowns knowns) {
        this.used = used;
        this.knowns = knowns;
    }

    /** What every question meets: a request always has a region, and fixed keys are those of the ARN too. */
    List<List<List<Atom>>> clauses() {
        List<List<List<Atom>>> clauses = new ArrayList<>();
        if (used.contains(REGION) && !knowns.isFixed(REGION)) {
            clauses.add(List.of(List.of(Atom.meets(new Dimension(REGION, false), Texts.EMPTY.negated()))));
        }
        for (String key : List.of(REGION, ACCOUNT)) {
            if (knowns.isFixed(key)) {
                List<TextPattern> values =
                        knowns.all(key).stream().map(TextPattern::literal).toList();
                List<List<Atom>> clause = new ArrayList<>(without(key));
                clause.add(List.of(resource(new Texts(false, values), part(key))));
                clauses.add(clause);
            }
        }
        return clauses;
    }

    private static int part(String key) {
        return key.equals(REGION) ? REGION_PART : ACCOUNT_PART;
    }

    /** The alternatives to some atoms that have no such key where the resource has it. */
    List<List<Atom>> split(List<Atom> atoms) {
        List<List<Atom>> all = new ArrayList<>();
        all.add(new ArrayList<>());
        for (Atom atom : atoms) {
            List<List<Atom>> more = alternatives(atom);
            List<List<Atom>> product = new ArrayList<>();
            for (List<Atom> before : all) {
                for (List<Atom> alternative : more) {
                    List<Atom> both = new ArrayList<>(before);
                    both.addAll(alternative);
                    product.add(both);
                }
            }
            all = product;
        }
        return all;
    }

    private List<List<Atom>> alternatives(Atom atom) {
        String key = atom.dimension().name();
        if (!(atom.values() instanceof Texts texts)
                || knowns.isFixed(key)
                || !(key.equals(REGION) || key.equals(ACCOUNT))) {
            return List.of(List.of(atom));
        }
        List<List<Atom>> all = new ArrayList<>();
        List<Atom> within = new ArrayList<>();
        without(key).forEach(lacking -> within.add(lacking.get(0).negated()));
        within.add(resource(texts, part(key)));
        all.add(within);
        without(key).forEach(lacking -> all.add(List.of(lacking.get(0), atom)));
        return all;
    }

    private static List<List<Atom>> without(String key) {
        Atom present = Atom.meets(
                Dimension.RESOURCE,
                Texts.of(TextPattern.arn(key.equals(REGION) ? "arn:*:*:?*:*:*" : "arn:*:*:*:?*:*")));
        return key.equals(REGION)
                ? List.of(List.of(present.negated()))
                : List.of(List.of(present.negated()), List.of(OF_AWS));
    }

    private static Atom resource(Texts texts, int part) {
        return Atom.meets(
                Dimension.RESOURCE,
                new Texts(
                        texts.complement(),
                        texts.patterns().stream()
                                .flatMap(pattern -> pattern.asPart(part).stream())
                                .toList()));
    }

    /** The keys of a question with those that its resource has. */
    Map<String, List<String>> with(Map<String, List<String>> keys, String resource) {
        Map<String, List<String>> all = new TreeMap<>(keys);
        Arn.parse(resource).ifPresent(arn -> {
            if (used.contains(REGION)
                    && !knowns.isFixed(REGION)
                    && !arn.region().isEmpty()) {
                all.put(REGION, List.of(arn.region()));
            }
            if (used.contains(ACCOUNT)
                    && !knowns.isFixed(ACCOUNT)
                    && !arn.account().isEmpty()
                    && !arn.account().equals("aws")) {
                all.put(ACCOUNT, List.of(arn.account()));
            }
        });
        return all;
    }
}
