package dev.tenantadmin.policy.reason;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.language.Condition;
import dev.tenantadmin.policy.language.ConditionOperator;
import dev.tenantadmin.policy.language.Patterns;
import dev.tenantadmin.policy.language.Quantifier;
import dev.tenantadmin.policy.language.Statement;
import dev.tenantadmin.policy.language.TextPart;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns a statement into atoms, from one of two sides. From above they hold for every question that the statement could hold for, from below
 * only for those that it surely holds for. Both are the same where IAM's language is regular.
 */
final class StatementForm {

    private final boolean above;
    private final boolean hasVariables;
    private final Keys keys;
    private final Knowns knowns;
    private final ArnKeys arnKeys;
    private final Set<String> gaps;
    private final boolean inAnyCase;
    private final EmptyText emptyText;

    /**
     * @param above whether from above
     * @param hasVariables whether the policy's version knows variables
     * @param gaps takes what could not be represented: a key, or a construct
     * @param inAnyCase whether names of SageMaker's resources ignore case
     */
    StatementForm(
            boolean above,
            boolean hasVariables,
            Keys keys,
            Knowns knowns,
            Set<String> gaps,
            boolean inAnyCase,
            EmptyText emptyText) {
        this.above = above;
        this.hasVariables = hasVariables;
        this.keys = keys;
        this.knowns = knowns;
        this.arnKeys = new ArnKeys(keys.used(), knowns);
        this.gaps = gaps;
        this.inAnyCase = inAnyCase;
        this.emptyText = emptyText;
    }

    /** The alternatives under each of which it holds, each a list of atoms that all have to hold; none if it never holds. */
    List<List<Atom>> of(Statement statement) {
        Set<String> found = new TreeSet<>();
        Optional<Atom> resource = resource(statement.resources(), found);
        if (resource.isEmpty()) {
            return List.of();
        }
        List<List<Atom>> all = List.of(List.of(action(statement.actions()), resource.get()));
        for (Condition condition : statement.conditions()) {
            all = product(all, condition(condition, found));
        }
        if (!all.isEmpty() || !above) {
            gaps.addAll(found);
        }
        return (above ? all : product(all, List.of(present(found))))
                .stream().flatMap(atoms -> arnKeys.split(atoms).stream()).toList();
    }

    /** A free variable has a value in no question that lacks its key. */
    private List<Atom> present(Set<String> found) {
        return found.stream()
                .filter(what -> what.startsWith("${"))
                .map(what -> what.substring(2, what.length() - 1))
                .map(key -> Atom.meets(new Dimension(keys.name(key), keys.isList(key)), Texts.ALL))
                .toList();
    }

    private static List<List<Atom>> product(List<List<Atom>> all, List<List<Atom>> more) {
        List<List<Atom>> product = new ArrayList<>();
        for (List<Atom> one : all) {
            for (List<Atom> other : more) {
                List<Atom> both = new ArrayList<>(one);
                both.addAll(other);
                product.add(both);
            }
        }
        return product;
    }

    private static Atom action(Patterns actions) {
        List<TextPattern> patterns = actions.values().stream()
                .map(pattern -> TextPattern.glob(pattern.toLowerCase(Locale.ROOT)))
                .toList();
        return Atom.meets(Dimension.ACTION, new Texts(actions.negated(), patterns));
    }

    private Optional<Atom> resource(@Nullable Patterns resources, Set<String> found) {
        if (resources == null) {
            return Optional.of(Atom.meets(Dimension.RESOURCE, Texts.ALL));
        }
        List<TextPattern> patterns = new ArrayList<>();
        for (String pattern : resources.values()) {
            Optional<List<TextPattern>> forms = resource(pattern, !resources.negated(), found);
            if (forms.isEmpty() && resources.negated()) {
                // A variable without a value makes the statement invalid (IAM user guide, "policy variables").
                return Optional.empty();
            }
            forms.stream()
                    .flatMap(List::stream)
                    .map(form -> inAnyCase && foldsNames(pattern) ? form.ignoringCaseOfName() : form)
                    .forEach(patterns::add);
        }
        return Optional.of(Atom.meets(Dimension.RESOURCE, new Texts(resources.negated(), patterns)));
    }

    /** Whether it is the ARN of something of SageMaker, which finds its things by a name in any case. */
    static boolean foldsNames(String pattern) {
        return Arn.partsOfPattern(pattern).get(2).equals("sagemaker");
    }

    /** Texts of fewer parts than an ARN has. */
    private static final List<TextPattern> NO_ARNS = IntStream.range(0, Arn.PARTS - 1)
            .mapToObj(colons -> TextPattern.of(inPart("*" + ":*".repeat(colons))))
            .toList();

    /**
     * A pattern of the Resource element: the first five parts of an ARN are compared one by one, parts that are left out are stars, and a star that
     * ends a part goes on beyond its colon (IAM user guide, "ARNs"). Empty if a variable has no value.
     */
    private Optional<List<TextPattern>> resource(String pattern, boolean positive, Set<String> found) {
        if (pattern.chars().allMatch(c -> c == '*')) {
            return Optional.of(List.of(TextPattern.glob("*")));
        }
        List<String> parts = Arn.partsOfPattern(pattern);
        List<TextPattern> forms = new ArrayList<>();
        List<Integer> before = new ArrayList<>();
        for (int i = 0; i < Arn.PARTS; i++) {
            boolean isLast = i == Arn.PARTS - 1;
            if (isLast || parts.get(i).endsWith("*")) {
                Expansion rest = expand(String.join(":", parts.subList(i, Arn.PARTS)), true, positive, found);
                if (rest.isInvalid()) {
                    return Optional.empty();
                }
                if (rest.tokens() != null) {
                    List<Integer> tokens = new ArrayList<>(before);
                    tokens.addAll(rest.tokens());
                    forms.add(TextPattern.of(tokens));
                }
            }
            if (!isLast) {
                before.addAll(inPart(parts.get(i)));
                before.add((int) ':');
            }
        }
        return Optional.of(forms);
    }

    private static List<Integer> inPart(String part) {
        return part.chars()
                .map(c -> TextPattern.withoutColon(TextPattern.token(c)))
                .boxed()
                .toList();
    }

    /**
     * A text with its variables replaced.
     *
     * @param isInvalid whether a variable in it has no value
     * @param tokens null where the text is left out, because it is invalid or a variable in it can have any value
     */
    private record Expansion(boolean isInvalid, @Nullable List<Integer> tokens) {
        private static final Expansion INVALID = new Expansion(true, null);
        private static final Expansion LEFT_OUT = new Expansion(false, null);
    }

    /** A free variable stands for any text where that widens in the direction that is asked for; elsewhere its text is left out. */
    private Expansion expand(String text, boolean hasWildcards, boolean positive, Set<String> found) {
        List<Integer> tokens = new ArrayList<>();
        for (TextPart part : hasVariables ? TextPart.of(text) : List.of(new TextPart.Characters(text))) {
            if (part instanceof TextPart.Characters characters) {
                characters.text().chars().forEach(c -> tokens.add(hasWildcards ? TextPattern.token(c) : c));
            } else if (part instanceof TextPart.Escaped escaped) {
                tokens.add((int) escaped.character());
            } else if (part instanceof TextPart.Variable variable) {
                if (knowns.isFixed(variable.key())) {
                    Optional<String> value = knowns.value(variable.key()).or(variable::standby);
                    if (value.isEmpty()) {
                        return Expansion.INVALID;
                    }
                    value.get().chars().forEach(tokens::add);
                    continue;
                }
                found.add("${" + variable.key() + "}");
                if (positive != above) {
                    return Expansion.LEFT_OUT;
                }
                tokens.add(TextPattern.ANY);
            }
        }
        return new Expansion(false, tokens);
    }

    private static final List<List<Atom>> ALWAYS = List.of(List.of());
    private static final List<List<Atom>> NEVER = List.of();

    /** What cannot be represented holds from above and does not from below. */
    private List<List<Atom>> unknown(String what, Set<String> found) {
        found.add(what);
        return above ? ALWAYS : NEVER;
    }

    private List<List<Atom>> condition(Condition condition, Set<String> found) {
        String name = keys.name(condition.key());
        ConditionOperator operator = condition.operator();
        boolean several = keys.isList(condition.key());
        Dimension key = new Dimension(name, several);
        if (operator == ConditionOperator.NULL) {
            return presence(key, condition, found);
        }
        if (keys.isMixed(name)) {
            return unknown(condition.key() + " compared as two types", found);
        }
        if (several && condition.quantifier() == Quantifier.THE_ONE) {
            // IAM documents set operators as required for lists, not what it does without one.
            return unknown(condition.key() + " without ForAnyValue or ForAllValues", found);
        }
        Values values = values(condition, found);
        return switch (condition.quantifier()) {
            case THE_ONE ->
                one(condition.ifExists() || operator.isNegated() ? Atom.within(key, values) : Atom.meets(key, values));
            case FOR_ANY ->
                condition.ifExists()
                        ? List.of(List.of(Atom.meets(key, values)), List.of(Atom.within(key, Texts.NONE)))
                        : one(Atom.meets(key, values));
            case FOR_ALL ->
                // Empty text counts as no value at all (IAM user guide, "multivalued context keys").
                values.holds("")
                        ? one(Atom.within(key, values))
                        : List.of(List.of(Atom.within(key, values)), List.of(Atom.within(key, Texts.EMPTY)));
        };
    }

    private static List<List<Atom>> one(Atom atom) {
        return List.of(List.of(atom));
    }

    private List<List<Atom>> presence(Dimension key, Condition condition, Set<String> found) {
        if (emptyText == EmptyText.EITHER) {
            found.add(condition.key() + " as empty text");
        }
        boolean isEmptyAbsent = emptyText == EmptyText.EITHER ? above : emptyText == EmptyText.NO_VALUE;
        boolean isEmptyPresent = emptyText == EmptyText.EITHER ? above : emptyText == EmptyText.A_VALUE;
        List<String> values = condition.values();
        List<List<Atom>> all = new ArrayList<>();
        if (values.contains("true")) {
            all.add(List.of(Atom.within(key, isEmptyAbsent ? Texts.EMPTY : Texts.NONE)));
        }
        if (values.contains("false")) {
            all.add(List.of(Atom.meets(key, isEmptyPresent ? Texts.ALL : Texts.EMPTY.negated())));
        }
        return all;
    }

    /** The values of the key that the operator takes. */
    private Values values(Condition condition, Set<String> found) {
        Ranges.Kind kind = keys.kind(condition);
        return kind == null ? texts(condition, found) : ranges(kind, condition);
    }

    private static Values ranges(Ranges.Kind kind, Condition condition) {
        boolean negated = condition.operator().isNegated();
        // The epoch's seconds are numbers on the line of dates.
        Ranges.Kind read = condition.operator().word().startsWith("Numeric") ? Ranges.Kind.NUMBER : kind;
        List<Ranges.Range> all = new ArrayList<>();
        for (String value : condition.values()) {
            Optional<Ranges.Range> range = kind == Ranges.Kind.ADDRESS
                    ? Ranges.addresses(value)
                    : Ranges.number(read, value).map(number -> range(condition.operator(), number));
            if (range.isEmpty() && negated) {
                return Texts.NONE;
            }
            range.ifPresent(all::add);
        }
        Ranges among = Ranges.of(kind, all);
        if (!negated) {
            return among;
        }
        // A value that is not of the kind does not compare, negated or not.
        Ranges others = among.negated();
        return new Ranges(kind, others.ranges(), false);
    }

    private static Ranges.Range range(ConditionOperator operator, BigDecimal number) {
        return switch (operator) {
            case NUMERIC_LESS_THAN, DATE_LESS_THAN -> new Ranges.Range(null, false, number, false);
            case NUMERIC_LESS_THAN_EQUALS, DATE_LESS_THAN_EQUALS -> new Ranges.Range(null, false, number, true);
            case NUMERIC_GREATER_THAN, DATE_GREATER_THAN -> new Ranges.Range(number, false, null, false);
            case NUMERIC_GREATER_THAN_EQUALS, DATE_GREATER_THAN_EQUALS -> new Ranges.Range(number, true, null, false);
            default -> new Ranges.Range(number, true, number, true);
        };
    }

    private Values texts(Condition condition, Set<String> found) {
        ConditionOperator operator = condition.operator();
        boolean negated = operator.isNegated();
        List<TextPattern> patterns = new ArrayList<>();
        for (String value : condition.values()) {
            Optional<List<TextPattern>> forms = text(operator, value, !negated, found);
            if (forms.isEmpty() && negated) {
                return Texts.NONE;
            }
            forms.ifPresent(patterns::addAll);
        }
        if (operator == ConditionOperator.ARN_NOT_EQUALS || operator == ConditionOperator.ARN_NOT_LIKE) {
            // A value that is no ARN does not compare, negated or not.
            patterns.addAll(NO_ARNS);
        }
        return new Texts(negated, patterns);
    }

    /** Patterns of what equals a condition's value; empty if a variable has no value, or the value is none of the operator's type. */
    private Optional<List<TextPattern>> text(
            ConditionOperator operator, String value, boolean positive, Set<String> found) {
        return switch (operator) {
            case STRING_EQUALS, STRING_NOT_EQUALS -> pattern(expand(value, false, positive, found), false);
            case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE ->
                pattern(expand(value, false, positive, found), true);
            case STRING_LIKE, STRING_NOT_LIKE -> pattern(expand(value, true, positive, found), false);
            case BOOL ->
                pattern(expand(value, false, positive, found), true)
                        .filter(wanted -> wanted.stream().anyMatch(StatementForm::hasTruth));
            case BINARY_EQUALS -> binary(value);
            case ARN_EQUALS, ARN_LIKE, ARN_NOT_EQUALS, ARN_NOT_LIKE -> arn(value, positive, found);
            default -> throw new IllegalArgumentException(operator.word());
        };
    }

    private static Optional<List<TextPattern>> pattern(Expansion expansion, boolean ignoringCase) {
        if (expansion.isInvalid()) {
            return Optional.empty();
        }
        return Optional.of(Optional.ofNullable(expansion.tokens()).map(TextPattern::of).stream()
                .map(pattern -> ignoringCase ? pattern.ignoringCase() : pattern)
                .toList());
    }

    private static boolean hasTruth(TextPattern pattern) {
        return pattern.matches("true") || pattern.matches("false");
    }

    private static Optional<List<TextPattern>> binary(String value) {
        try {
            return Optional.of(List.of(TextPattern.literal(
                    Base64.getEncoder().encodeToString(Base64.getDecoder().decode(value)))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Each of the six parts for itself, so that no wildcard reaches over a colon of the first five. */
    private Optional<List<TextPattern>> arn(String value, boolean positive, Set<String> found) {
        List<String> parts = Arn.parts(value);
        if (parts.size() < Arn.PARTS) {
            return Optional.empty();
        }
        List<Integer> tokens = new ArrayList<>();
        for (int i = 0; i < Arn.PARTS; i++) {
            Expansion expansion = expand(parts.get(i), true, positive, found);
            if (expansion.isInvalid()) {
                return Optional.empty();
            }
            if (expansion.tokens() == null) {
                return Optional.of(List.of());
            }
            boolean isLast = i == Arn.PARTS - 1;
            expansion.tokens().forEach(token -> tokens.add(isLast ? token : TextPattern.withoutColon(token)));
            if (!isLast) {
                tokens.add((int) ':');
            }
        }
        return Optional.of(List.of(TextPattern.of(tokens)));
    }
}
