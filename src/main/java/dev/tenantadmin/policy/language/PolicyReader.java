package dev.tenantadmin.policy.language;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads policy documents and refuses what IAM refuses when one is written. IAM accepts some things that it then ignores, such as a
 * condition key that no service has. These are accepted here too, and raised when a decision would depend on them.
 */
public final class PolicyReader {
    private static final String VERSION = "2012-10-17";
    private static final String OLD_VERSION = "2008-10-17";
    private static final String SYNTAX = "Syntax errors in policy.";
    private static final Set<String> TOP = Set.of("Version", "Id", "Statement");
    private static final Set<String> ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final List<String> TRUST_ACTIONS = List.of(
            "sts:AssumeRole",
            "sts:AssumeRoleWithSAML",
            "sts:AssumeRoleWithWebIdentity",
            "sts:SetContext",
            "sts:SetSourceIdentity",
            "sts:TagSession");
    private static final Set<String> PRINCIPAL_KINDS = Set.of("AWS", "CanonicalUser", "Federated", "Service");

    private static final String LEGACY = "The policy failed legacy parsing";
    private static final String NO_ACTIONS = "Policy statement must contain actions.";
    private static final String NO_RESOURCES = "Policy statement must contain resources.";

    /** What IAM looks at after the syntax of the whole document, in its order (recorded from AWS by LocalStack, test_iam_policies). */
    private enum Check {
        VERSION,
        LEGACY_PARSING,
        SID,
        ACTIONS_PRESENT,
        RESOURCE_FORMAT,
        RESOURCES_PRESENT,
        ACTION_FORMAT
    }

    private final Grammar grammar;
    private final Map<Check, String> refusals = new EnumMap<>(Check.class);

    private PolicyReader(Grammar grammar) {
        this.grammar = grammar;
    }

    /**
     * Reads a document.
     *
     * @throws MalformedPolicyException if IAM would refuse it
     */
    public static Policy read(String text, Grammar grammar) {
        return new PolicyReader(grammar).read(text);
    }

    private static MalformedPolicyException malformed(String message) {
        return new MalformedPolicyException(message);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw malformed(otherwise);
        }
    }

    private void check(Check check, boolean condition, String otherwise) {
        if (!condition) {
            refusals.putIfAbsent(check, otherwise);
        }
    }

    private Policy read(String text) {
        Map<String, Object> document = parse(text);
        require(TOP.containsAll(document.keySet()), SYNTAX);
        Object version = document.getOrDefault("Version", OLD_VERSION);
        require(List.of(VERSION, OLD_VERSION).contains(version), SYNTAX);
        require(document.getOrDefault("Id", "") instanceof String, SYNTAX);
        check(
                Check.VERSION,
                grammar != Grammar.IDENTITY || VERSION.equals(version),
                "Policy document must be version 2012-10-17 or greater.");
        List<?> elements = listed(document.get("Statement"));
        require(!elements.isEmpty(), SYNTAX);
        List<Position> positions = positions(text);
        List<Statement> statements = new ArrayList<>();
        Set<String> sids = new HashSet<>();
        for (int i = 0; i < elements.size(); i++) {
            require(elements.get(i) instanceof Map, SYNTAX);
            Statement statement =
                    statement((Map<?, ?>) elements.get(i), positions.get(2 * i), positions.get(2 * i + 1));
            String sid = statement.sid();
            check(
                    Check.SID,
                    sid == null || sid.isEmpty() || sids.add(sid),
                    "Statement IDs (SID) in a single policy must be unique.");
            statements.add(statement);
        }
        for (String refusal : refusals.values()) {
            throw malformed(refusal);
        }
        return new Policy(VERSION.equals(version), statements);
    }

    private Map<String, Object> parse(String text) {
        // As CreatePolicy and CreateRole were recorded to answer.
        String invalid = grammar.isIdentity() ? SYNTAX : "This policy contains invalid Json";
        try (JsonParser parser = JSON.std.createParser(text)) {
            parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            Map<String, Object> document = text.isBlank() ? null : JSON.std.mapFrom(parser);
            require(document != null && parser.nextToken() == null, invalid);
            return document == null ? Map.of() : document;
        } catch (IOException e) {
            throw malformed(invalid);
        }
    }

    /** The start and the end of each statement. */
    private static List<Position> positions(String text) {
        List<Position> positions = new ArrayList<>();
        try (JsonParser parser = JSON.std.createParser(text)) {
            int depth = 0;
            int statement = -1;
            boolean inStatements = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && depth == 1) {
                    inStatements = parser.currentName().equals("Statement");
                } else if (token.isStructStart()) {
                    if (inStatements && statement < 0 && token == JsonToken.START_OBJECT) {
                        statement = depth;
                        positions.add(position(parser.currentTokenLocation()));
                    }
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                    if (depth == statement) {
                        statement = -1;
                        positions.add(position(parser.currentLocation()));
                    }
                }
            }
        } catch (IOException e) {
            throw malformed("This policy contains invalid Json");
        }
        return positions;
    }

    private static Position position(com.fasterxml.jackson.core.JsonLocation location) {
        return new Position(location.getLineNr(), location.getColumnNr());
    }

    private static List<?> listed(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        return value == null ? List.of() : List.of(value);
    }

    private Statement statement(Map<?, ?> json, Position start, Position end) {
        for (Object element : json.keySet()) {
            require(ELEMENTS.contains(element.toString()), SYNTAX);
        }
        Object sid = json.get("Sid");
        require(sid == null || sid instanceof String, SYNTAX);
        check(
                Check.SID,
                sid == null || sid.toString().matches("[0-9A-Za-z]*"),
                "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression"
                        + " [0-9A-Za-z]*");
        Effect effect = effect(json.get("Effect"));
        Principals principals = principals(json);
        require(
                grammar.isIdentity() || json.containsKey("Action") || json.containsKey("NotAction"),
                "Missing required field Action");
        Patterns actions = patterns(json, "Action", Check.ACTIONS_PRESENT, NO_ACTIONS);
        Patterns resources = resources(json);
        actions.values().forEach(this::checkAction);
        require(
                grammar != Grammar.TRUST
                        || (!actions.negated() && actions.values().stream().allMatch(PolicyReader::isTrustAction)),
                "AssumeRole policy may only specify STS AssumeRole actions.");
        return new Statement(
                (String) sid, effect, principals, actions, resources, conditions(json.get("Condition")), start, end);
    }

    private Effect effect(@Nullable Object effect) {
        require(effect != null, grammar.isIdentity() ? SYNTAX : "Missing required field Effect");
        require(effect instanceof String, SYNTAX);
        for (Effect known : Effect.values()) {
            if (known.name().equalsIgnoreCase(String.valueOf(effect))) {
                // IAM parses the word twice, and only the second parser is case-sensitive.
                check(Check.LEGACY_PARSING, List.of("Allow", "Deny").contains(effect), LEGACY);
                return known;
            }
        }
        throw malformed(SYNTAX);
    }

    private @Nullable Principals principals(Map<?, ?> json) {
        Object principal = json.get("Principal");
        if (grammar.isIdentity()) {
            require(
                    !json.containsKey("Principal") && !json.containsKey("NotPrincipal"),
                    "Policy document should not specify a principal.");
            return null;
        }
        // A trust policy cannot have NotPrincipal (IAM user guide, "NotPrincipal"), and no other resource policy here
        // needs it.
        require(!json.containsKey("NotPrincipal"), "Has prohibited field NotPrincipal");
        require(principal != null, "Missing required field Principal");
        if ("*".equals(principal)) {
            return new Principals(Map.of("AWS", List.of("*")));
        }
        if (!(principal instanceof Map<?, ?> kinds)) {
            throw malformed("Invalid principal in policy: \"" + principal + "\"");
        }
        Map<String, List<String>> byKind = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : kinds.entrySet()) {
            String kind = entry.getKey().toString();
            require(PRINCIPAL_KINDS.contains(kind), "Invalid principal in policy: \"" + kind + "\"");
            List<String> named = strings(entry.getValue());
            require(!named.isEmpty(), SYNTAX);
            byKind.put(kind, named);
        }
        require(!byKind.isEmpty(), "Missing required field Principal cannot be empty!");
        return new Principals(byKind);
    }

    private Patterns patterns(Map<?, ?> json, String element, Check present, String otherwise) {
        String opposite = "Not" + element;
        require(!json.containsKey(element) || !json.containsKey(opposite), SYNTAX);
        boolean negated = json.containsKey(opposite);
        String there = negated ? opposite : element;
        List<String> values = json.containsKey(there) ? strings(json.get(there)) : List.of();
        check(present, !values.isEmpty(), otherwise);
        return new Patterns(negated, values);
    }

    private static List<String> strings(@Nullable Object value) {
        List<?> items = listed(value);
        require(value != null, SYNTAX);
        require(items.stream().allMatch(String.class::isInstance), SYNTAX);
        return items.stream().map(Object::toString).toList();
    }

    private @Nullable Patterns resources(Map<?, ?> json) {
        if (grammar == Grammar.TRUST) {
            for (String prohibited : List.of("Resource", "NotResource")) {
                require(!json.containsKey(prohibited), "Has prohibited field " + prohibited);
            }
            return null;
        }
        Patterns resources = patterns(json, "Resource", Check.RESOURCES_PRESENT, NO_RESOURCES);
        for (String resource : resources.values()) {
            Optional<String> refusal = ResourceFormat.refusal(resource);
            refusal.ifPresent(why -> check(Check.RESOURCE_FORMAT, false, why));
            check(Check.LEGACY_PARSING, refusal.isPresent() || !ResourceFormat.failsLegacyParsing(resource), LEGACY);
        }
        return resources;
    }

    private static boolean isTrustAction(String pattern) {
        return pattern.regionMatches(true, 0, "sts:", 0, 4)
                && TRUST_ACTIONS.stream().anyMatch(action -> Glob.of(pattern).matchesIgnoringCase(action));
    }

    private void checkAction(String action) {
        if (!action.equals("*")) {
            String vendor = action.substring(0, Math.max(0, action.indexOf(':')));
            check(
                    Check.ACTION_FORMAT,
                    action.contains(":"),
                    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
            check(
                    Check.ACTION_FORMAT,
                    action.indexOf(':') == action.lastIndexOf(':'),
                    "Actions/Condition can contain only one colon.");
            check(Check.ACTION_FORMAT, vendor.matches("[a-zA-Z0-9.-]+"), "Vendor " + vendor + " is not valid");
        }
    }

    private List<Condition> conditions(@Nullable Object json) {
        List<Condition> conditions = new ArrayList<>();
        if (json == null) {
            return conditions;
        }
        require(json instanceof Map, SYNTAX);
        for (Map.Entry<?, ?> operator : ((Map<?, ?>) json).entrySet()) {
            require(operator.getValue() instanceof Map, SYNTAX);
            for (Map.Entry<?, ?> key : ((Map<?, ?>) operator.getValue()).entrySet()) {
                conditions.add(
                        condition(operator.getKey().toString(), key.getKey().toString(), key.getValue()));
            }
        }
        return conditions;
    }

    private Condition condition(String word, String key, @Nullable Object json) {
        Quantifier quantifier = Quantifier.THE_ONE;
        for (Quantifier known : Quantifier.values()) {
            quantifier = word.startsWith(known.prefix()) ? known : quantifier;
        }
        String bare = word.substring(quantifier.prefix().length());
        boolean ifExists = bare.endsWith("IfExists");
        ConditionOperator operator = ConditionOperator.named(ifExists ? bare.substring(0, bare.length() - 8) : bare)
                .orElseThrow(() -> malformed(SYNTAX));
        // Null itself tests whether the key exists (IAM user guide, "IfExists").
        require(operator != ConditionOperator.NULL || (!ifExists && quantifier == Quantifier.THE_ONE), SYNTAX);
        require(json != null, SYNTAX);
        List<String> values = new ArrayList<>();
        for (Object value : listed(json)) {
            require(value instanceof String || value instanceof Number || value instanceof Boolean, SYNTAX);
            values.add(value.toString());
        }
        check(
                Check.LEGACY_PARSING,
                !operator.isOfDates()
                        || values.stream()
                                .allMatch(value -> DateValue.parse(value).isPresent()),
                LEGACY);
        return new Condition(quantifier, operator, ifExists, key, values);
    }
}
