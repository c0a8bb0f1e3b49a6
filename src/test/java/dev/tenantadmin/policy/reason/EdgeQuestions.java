package dev.tenantadmin.policy.reason;

import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.language.Condition;
import dev.tenantadmin.policy.language.ConditionOperator;
import dev.tenantadmin.policy.language.Effect;
import dev.tenantadmin.policy.language.Patterns;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.Position;
import dev.tenantadmin.policy.language.Quantifier;
import dev.tenantadmin.policy.language.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws questions that statements just match, and questions that are one literal away from these. */
final class EdgeQuestions {

    /** Questions that match, from each of which others are drawn. */
    private static final int MATCHING = 10;

    private static final int TRIES = 8;

    /** After so many times a statement is taken for one that nothing matches. */
    private static final int MISSED = 2;

    private static final Patterns ALL = new Patterns(false, List.of("*"));
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^},]+)(?:, *'([^']*)')?}");
    private static final List<String> FILLINGS = List.of("", "a", "x", "acme", "acme--x", "model");
    private static final String LETTERS = "abxyAX-/";
    private static final String DIGITS = "0123456789";

    private final Random random;
    private final Draw draw;
    private final RandomQuestions any;

    EdgeQuestions(Random random) {
        this.random = random;
        this.draw = new Draw(random);
        this.any = new RandomQuestions(random);
    }

    /**
     * Questions that can be asked and that the statement just matches or just misses; none if none was found that it matches.
     *
     * @param beside lists of statements of which one each has to match too, where that can be: without, what is denied would not be allowed anyway
     */
    List<Possibility.Question> around(Statement edge, List<List<Statement>> beside, int most) {
        List<Possibility.Question> all = new ArrayList<>();
        int missed = 0;
        for (int n = 0; n < MATCHING && missed < MISSED; n++) {
            List<Statement> together = new ArrayList<>(List.of(edge));
            beside.stream().filter(some -> !some.isEmpty()).map(draw::one).forEach(together::add);
            Optional<Possibility.Question> matching = matching(together).or(() -> matching(List.of(edge)));
            missed += matching.isPresent() ? 0 : 1;
            matching.ifPresent(found -> {
                all.add(found);
                Stream.generate(() -> flipped(found))
                        .limit(2L * most / MATCHING)
                        .filter(RandomQuestions::canBeAsked)
                        .limit(Math.max(0, most / MATCHING - 1))
                        .forEach(all::add);
            });
        }
        return all;
    }

    /** What a statement does not match, as statements; without what its operators have no opposite for. */
    static Policy opposite(Statement statement) {
        Stream<Statement> otherConditions = statement.conditions().stream()
                .filter(condition -> condition.quantifier() == Quantifier.THE_ONE && !condition.ifExists())
                .flatMap(condition -> opposite(condition).stream())
                .map(condition -> allowing(ALL, ALL, List.of(condition)));
        Stream<Statement> others = Stream.of(
                allowing(opposite(statement.actions()), ALL, List.of()),
                allowing(ALL, opposite(resources(statement)), List.of()));
        return new Policy(true, Stream.concat(others, otherConditions).toList());
    }

    private static Patterns opposite(Patterns patterns) {
        return new Patterns(!patterns.negated(), patterns.values());
    }

    private static Optional<Condition> opposite(Condition condition) {
        boolean isNull = condition.operator() == ConditionOperator.NULL;
        List<String> values = isNull && condition.values().equals(List.of("true")) ? List.of("false") : List.of("true");
        return isNull
                ? Optional.of(new Condition(Quantifier.THE_ONE, condition.operator(), false, condition.key(), values))
                : Stream.of(ConditionOperator.values())
                        .filter(other ->
                                other.isNegated() != condition.operator().isNegated()
                                        && named(other).equals(named(condition.operator())))
                        .findFirst()
                        .map(other ->
                                new Condition(Quantifier.THE_ONE, other, false, condition.key(), condition.values()));
    }

    private static String named(ConditionOperator operator) {
        return operator.word().replace("Not", "");
    }

    /** A question that all of the statements match, whether they allow or deny. */
    private Optional<Possibility.Question> matching(List<Statement> statements) {
        return Stream.generate(() -> drawn(statements))
                .limit(TRIES)
                .flatMap(Optional::stream)
                .filter(question -> RandomQuestions.canBeAsked(question)
                        && statements.stream().allMatch(statement -> matches(statement, question)))
                .findFirst();
    }

    private Optional<Possibility.Question> drawn(List<Statement> statements) {
        Statement one = draw.one(statements);
        List<String> actions = one.actions().values();
        List<String> resources = resources(one).values();
        Map<Boolean, List<Condition>> conditions = statements.stream()
                .flatMap(statement -> statement.conditions().stream())
                .collect(Collectors.partitioningBy(condition -> RandomQuestions.FIXED.containsKey(condition.key())));
        Optional<Possibility.Question> question = Optional.of(any.any())
                .filter(start -> matches(ALL, ALL, conditions.getOrDefault(true, List.of()), start))
                .flatMap(start -> first(
                        () -> with(
                                start,
                                draw.oneIn(2) ? draw.one(RandomQuestions.ACTIONS) : filled(draw.one(actions), start)),
                        asked -> statements.stream().allMatch(each -> matches(each.actions(), ALL, List.of(), asked))))
                .flatMap(named -> first(
                        () -> on(
                                named,
                                draw.oneIn(2)
                                        ? draw.one(RandomQuestions.RESOURCES)
                                        : filled(draw.one(resources), named)),
                        asked -> RandomQuestions.isAskedOn(asked.action(), asked.resource())
                                && statements.stream()
                                        .allMatch(each -> matches(ALL, resources(each), List.of(), asked))))
                .map(EdgeQuestions::withItsKeys);
        Map<String, List<Condition>> byKey = conditions.getOrDefault(false, List.of()).stream()
                .collect(Collectors.groupingBy(Condition::key, TreeMap::new, Collectors.toList()));
        for (Map.Entry<String, List<Condition>> ofKey : byKey.entrySet()) {
            question = question.flatMap(so -> matches(ALL, ALL, ofKey.getValue(), so)
                    ? Optional.of(so)
                    : first(
                            () -> with(so, ofKey.getKey(), values(ofKey.getKey(), ofKey.getValue(), so)),
                            asked -> matches(ALL, ALL, ofKey.getValue(), asked)));
        }
        return question.map(EdgeQuestions::withTags);
    }

    private static Possibility.Question withItsKeys(Possibility.Question question) {
        Map<String, List<String>> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        keys.putAll(question.keys());
        keys.keySet().removeIf(key -> !RandomQuestions.isAskedWith(question.action(), key));
        return new Possibility.Question(question.action(), question.resource(), keys);
    }

    /** A tag that is in the request is among its keys of tags. */
    private static Possibility.Question withTags(Possibility.Question question) {
        List<String> tags = question.keys().getOrDefault("aws:TagKeys", List.of());
        return tags.contains("x") || !question.keys().containsKey("aws:RequestTag/x")
                ? question
                : with(
                        question,
                        "aws:TagKeys",
                        Stream.concat(tags.stream(), Stream.of("x")).toList());
    }

    private static <T> Optional<T> first(Supplier<T> drawn, Predicate<T> wanted) {
        return Stream.generate(drawn).limit(TRIES).filter(wanted).findFirst();
    }

    private static Patterns resources(Statement statement) {
        return statement.resources() == null ? ALL : statement.resources();
    }

    private static boolean matches(Statement statement, Possibility.Question question) {
        return matches(statement.actions(), resources(statement), statement.conditions(), question);
    }

    private static boolean matches(
            Patterns actions, Patterns resources, List<Condition> conditions, Possibility.Question question) {
        Statement allowing = allowing(actions, resources, conditions);
        return RandomQuestions.isAllowed(
                PolicySet.of(List.of(RandomDocuments.source(new Policy(true, List.of(allowing))))), question);
    }

    private static Statement allowing(Patterns actions, Patterns resources, List<Condition> conditions) {
        Position none = new Position(1, 1);
        return new Statement(null, Effect.ALLOW, null, actions, resources, conditions, none, none);
    }

    private List<String> values(String key, List<Condition> conditions, Possibility.Question question) {
        if (draw.oneIn(6)) {
            return List.of();
        }
        Supplier<String> one = () -> {
            Condition condition = draw.one(conditions);
            String value = condition.operator() == ConditionOperator.NULL
                    ? "a"
                    : filled(draw.one(condition.values()), question);
            return draw.oneIn(3) ? near(value) : value;
        };
        return RandomQuestions.isList(key) ? draw.some(2, one) : List.of(one.get());
    }

    /** A text that a pattern matches, as far as one is to be found so; the first of a range of addresses. */
    private String filled(String pattern, Possibility.Question question) {
        String text =
                VARIABLE.matcher(pattern).replaceAll(variable -> Matcher.quoteReplacement(value(variable, question)));
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            filled.append(
                    c == '*'
                            ? draw.one(FILLINGS)
                            : String.valueOf(c == '?' ? LETTERS.charAt(random.nextInt(LETTERS.length())) : c));
        }
        return filled.toString().replaceFirst("^([0-9.]+|[0-9a-f]*:[0-9a-f:]*)/[0-9]+$", "$1");
    }

    private static String value(MatchResult variable, Possibility.Question question) {
        return Stream.of(RandomQuestions.FIXED, question.keys())
                .flatMap(keys -> keys.getOrDefault(variable.group(1), List.of()).stream())
                .findFirst()
                .orElseGet(() -> variable.group(2) == null ? "" : variable.group(2));
    }

    /** With another action, resource, key or value; the others stay. */
    private Possibility.Question flipped(Possibility.Question question) {
        return switch (random.nextInt(5)) {
            case 0 -> with(question, draw.oneIn(2) ? draw.one(RandomQuestions.ACTIONS) : near(question.action()));
            case 1, 2 -> on(question, draw.oneIn(6) ? draw.one(RandomQuestions.RESOURCES) : near(question.resource()));
            default -> withAnotherKey(question);
        };
    }

    private Possibility.Question withAnotherKey(Possibility.Question question) {
        if (question.keys().isEmpty() || draw.oneIn(6)) {
            Map<String, List<String>> others = any.any().keys();
            return others.isEmpty() ? question : with(question, draw.one(List.copyOf(others.entrySet())));
        }
        Map.Entry<String, List<String>> key =
                draw.one(List.copyOf(question.keys().entrySet()));
        List<String> values = new ArrayList<>(key.getValue());
        int at = random.nextInt(values.size());
        switch (random.nextInt(6)) {
            case 0 -> {
                return with(question, key.getKey(), List.of());
            }
            case 1 -> {
                // The same key, if only its case is another.
                return with(with(question, key.getKey(), List.of()), near(key.getKey()), values);
            }
            case 2 -> {
                if (RandomQuestions.isList(key.getKey())) {
                    values.add(draw.oneIn(2) ? near(values.get(at)) : draw.one(FILLINGS));
                } else {
                    values.set(at, near(values.get(at)));
                }
            }
            default -> values.set(at, near(values.get(at)));
        }
        return with(question, key.getKey(), values.stream().distinct().toList());
    }

    /** One character more, less or other, or one in the other case. A digit stays one, so that a date mostly stays a date. */
    private String near(String text) {
        int at = random.nextInt(text.length() + 1);
        if (at == text.length() || draw.oneIn(4)) {
            boolean isNumber = !text.isEmpty() && Character.isDigit(text.charAt(Math.min(at, text.length() - 1)));
            return text.substring(0, at) + another(isNumber ? '0' : 'a') + text.substring(at);
        }
        char c = text.charAt(at);
        String rest = text.substring(at + 1);
        char inOtherCase = Character.isLowerCase(c) ? Character.toUpperCase(c) : Character.toLowerCase(c);
        return text.substring(0, at)
                + switch (random.nextInt(3)) {
                    case 0 -> rest;
                    case 1 -> another(c) + rest;
                    default -> (inOtherCase == c ? another(c) : inOtherCase) + rest;
                };
    }

    private char another(char c) {
        String of = Character.isDigit(c) ? DIGITS : LETTERS;
        return of.charAt(random.nextInt(of.length()));
    }

    private static Possibility.Question with(Possibility.Question question, String action) {
        return new Possibility.Question(action, question.resource(), question.keys());
    }

    private static Possibility.Question on(Possibility.Question question, String resource) {
        return new Possibility.Question(question.action(), resource, question.keys());
    }

    private static Possibility.Question with(Possibility.Question question, Map.Entry<String, List<String>> key) {
        return with(question, key.getKey(), key.getValue());
    }

    private static Possibility.Question with(Possibility.Question question, String key, List<String> values) {
        Map<String, List<String>> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        keys.putAll(question.keys());
        keys.remove(key);
        if (!values.isEmpty()) {
            keys.put(key, values);
        }
        return new Possibility.Question(question.action(), question.resource(), keys);
    }
}
