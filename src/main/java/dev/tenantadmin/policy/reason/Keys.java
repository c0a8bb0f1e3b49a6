package dev.tenantadmin.policy.reason;

import dev.tenantadmin.policy.language.Condition;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.language.ConditionOperator;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.Statement;
import dev.tenantadmin.policy.language.TextPart;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The condition keys of some policies: what they are called, whether they are lists, and what their values are compared as. */
final class Keys {

    /** A config can name several models, though AWS documents the key as a single ARN (src/site/markdown/design/aws-facts.md). */
    private static final String MODEL_ARN = "sagemaker:modelarn";

    /** What a service says of a resource's tag, IAM's global key says too. */
    private static final String TAG = ":resourcetag/";

    private static final String GLOBAL = "aws";

    private static final Texts TRUTHS = Texts.of(
            TextPattern.literal("true").ignoringCase(),
            TextPattern.literal("false").ignoringCase());

    private static final Texts ARNS = Texts.of(TextPattern.glob("arn:*:*:*:*:*"));

    /** The time of the request, and the same in seconds since 1970. */
    static final String NOW = "aws:currenttime";

    static final String EPOCH = "aws:epochtime";

    private final ConditionKeys documented;
    private final Map<String, Set<Type>> types = new HashMap<>();
    private final Set<String> used = new TreeSet<>();

    /** What values are compared as. */
    private enum Type {
        TEXT,
        NUMBER,
        DATE,
        ADDRESS
    }

    /** Looks at all conditions and variables of the policies. */
    Keys(ConditionKeys documented, Collection<Policy> policies) {
        this.documented = documented;
        for (Policy policy : policies) {
            for (Statement statement : policy.statements()) {
                statement.conditions().forEach(this::add);
                if (policy.hasVariables()) {
                    addVariables(statement);
                }
            }
        }
    }

    private void addVariables(Statement statement) {
        Stream<String> resources =
                statement.resources() == null ? Stream.of() : statement.resources().values().stream();
        Stream.concat(resources, statement.conditions().stream().flatMap(condition -> condition.values().stream()))
                .filter(text -> text.contains("${"))
                .flatMap(text -> TextPart.of(text).stream())
                .forEach(part -> {
                    if (part instanceof TextPart.Variable variable) {
                        used.add(name(variable.key()));
                    }
                });
    }

    private void add(Condition condition) {
        used.add(name(condition.key()));
        if (condition.operator() != ConditionOperator.NULL) {
            types.computeIfAbsent(name(condition.key()), name -> EnumSet.noneOf(Type.class))
                    .add(type(condition));
        }
    }

    /** The names of all of them. */
    Set<String> used() {
        return used;
    }

    /** Seconds since 1970 are numbers and dates. */
    private Type type(Condition condition) {
        String word = condition.operator().word();
        return word.startsWith("Numeric") && name(condition.key()).equals(NOW) ? Type.DATE : type(word);
    }

    private static Type type(String word) {
        return word.startsWith("Numeric")
                ? Type.NUMBER
                : word.startsWith("Date") ? Type.DATE : word.endsWith("IpAddress") ? Type.ADDRESS : Type.TEXT;
    }

    /** The kind of ranges that a condition compares; null for one that compares texts. */
    Ranges.@Nullable Kind kind(Condition condition) {
        return switch (type(condition)) {
            case TEXT -> null;
            case NUMBER -> Ranges.Kind.NUMBER;
            case DATE -> Ranges.Kind.DATE;
            case ADDRESS -> Ranges.Kind.ADDRESS;
        };
    }

    /** One name for all that call the same: in lower case, and {@code aws:} for the tags of a resource. */
    String name(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        int tag = lower.indexOf(TAG);
        if (lower.equals(EPOCH)) {
            return NOW;
        }
        return tag > 0 ? GLOBAL + lower.substring(tag) : lower;
    }

    /** Whether its values are compared as more than one type, of which no set here is a part. */
    boolean isMixed(String name) {
        return types.getOrDefault(name, Set.of()).size() > 1;
    }

    /** Whether a question can have several values of it. */
    boolean isList(String key) {
        return documented.isList(key) || key.toLowerCase(Locale.ROOT).equals(MODEL_ARN);
    }

    /** The values that a key can have by its documented type; empty where that is any text, or where they are compared as another type. */
    Optional<Values> domain(String name) {
        String type = documented.type(name).orElse("").replace("ArrayOf", "");
        Set<Type> compared = types.getOrDefault(name, Set.of());
        return switch (type) {
            case "Bool" -> Optional.of(TRUTHS);
            case "ARN" -> Optional.of(ARNS);
            case "Numeric" -> among(Ranges.Kind.NUMBER, compared, Type.NUMBER);
            case "Date" -> among(Ranges.Kind.DATE, compared, Type.DATE);
            case "IPAddress" -> among(Ranges.Kind.ADDRESS, compared, Type.ADDRESS);
            default -> Optional.empty();
        };
    }

    private static Optional<Values> among(Ranges.Kind kind, Set<Type> compared, Type own) {
        return Set.of(own).containsAll(compared) ? Optional.of(Ranges.all(kind)) : Optional.empty();
    }
}
