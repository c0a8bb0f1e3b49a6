package dev.tenantadmin.tenant.document;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.tenant.name.Names;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPolicyWriter;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/** The least permissions that an administrator needs for each command; permissions.txt is the table. */
public final class AdministratorPolicy {

    /** The most characters that IAM allows in a managed policy. */
    public static final int MANAGED_POLICY_LIMIT = 6_144;

    private static final String INCLUDES = "includes";
    private static final String WHEN = "when";
    private static final Set<String> OURS = Set.of("iam", "sagemaker");

    private final List<Part> parts = new ArrayList<>();
    private final SortedMap<String, Set<String>> included = new TreeMap<>();

    /** Reads the table. */
    public AdministratorPolicy() {
        try (InputStream stream =
                        Objects.requireNonNull(AdministratorPolicy.class.getResourceAsStream("permissions.txt"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> List.of(line.strip().split("\\s+")))
                    .forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A statement, with the actions that each command needs in it. */
    private record Part(
            String sid,
            List<String> resources,
            List<List<String>> conditions,
            SortedMap<String, List<String>> actions) {

        /** If a statement has several kinds of resources, an action's name tells which one it acts on. */
        List<String> kinds(String action) {
            List<String> all = resources.stream().map(Part::kind).distinct().toList();
            List<String> told = all.stream()
                    .filter(kind -> action.toLowerCase(Locale.ROOT).contains(kind))
                    .toList();
            return told.isEmpty() ? all : told;
        }

        private static String kind(String resource) {
            return resource.replaceAll("^\\{\\w+}([a-z-]+).*", "$1");
        }
    }

    /**
     * Where the policy applies.
     *
     * @param account the account's number, or a star for any account
     * @param region the home region of the tenants, or a star for all
     */
    public record Scope(String partition, String account, String region) {}

    private void add(List<String> words) {
        String first = words.get(0);
        List<String> rest = words.subList(1, words.size());
        if (first.startsWith("[")) {
            parts.add(new Part(first.substring(1, first.length() - 1), rest, new ArrayList<>(), new TreeMap<>()));
        } else if (rest.get(0).equals(INCLUDES)) {
            included.computeIfAbsent(first, key -> new TreeSet<>()).addAll(rest.subList(1, rest.size()));
        } else if (first.equals(WHEN)) {
            last().conditions.add(rest);
        } else {
            last().actions.put(first, rest);
        }
    }

    private Part last() {
        return parts.get(parts.size() - 1);
    }

    /** The commands that need permissions, sorted by name. */
    public List<String> commands() {
        Set<String> all = new TreeSet<>(included.keySet());
        parts.forEach(part -> part.actions.values().forEach(all::addAll));
        return List.copyOf(all);
    }

    /** Returns the policy that allows these commands and no others. */
    public String json(Collection<String> commands, Scope scope) {
        Set<String> needing = withIncluded(commands);
        List<IamStatement> statements = new ArrayList<>();
        for (Part part : parts) {
            List<String> actions = part.actions.entrySet().stream()
                    .filter(action -> !Collections.disjoint(action.getValue(), needing))
                    .map(Map.Entry::getKey)
                    .toList();
            if (!actions.isEmpty()) {
                statements.add(statement(part, actions, text -> filled(text, scope)));
            }
        }
        return IamPolicy.create(statements)
                .toJson(IamPolicyWriter.builder().prettyPrint(true).build());
    }

    /**
     * The actions of a command and the kinds of resources they act on, such as {@code role}; a star if AWS has no narrower kind. Leaves out
     * what only networks and keys need.
     */
    public SortedMap<String, Set<String>> actions(String command) {
        Set<String> needing = withIncluded(Set.of(command));
        SortedMap<String, Set<String>> actions = new TreeMap<>();
        for (Part part : parts) {
            part.actions.forEach((action, commands) -> {
                if (OURS.contains(action.substring(0, action.indexOf(':')))
                        && !Collections.disjoint(commands, needing)) {
                    actions.computeIfAbsent(action, key -> new TreeSet<>()).addAll(part.kinds(action));
                }
            });
        }
        return actions;
    }

    /** The number of characters that IAM counts in a policy. */
    public static int characters(String json) {
        return PolicySizes.characters(json);
    }

    private Set<String> withIncluded(Collection<String> commands) {
        Set<String> all = new TreeSet<>(commands);
        for (String command : commands) {
            all.addAll(withIncluded(included.getOrDefault(command, Set.of())));
        }
        return all;
    }

    private static IamStatement statement(Part part, List<String> actions, UnaryOperator<String> fill) {
        IamStatement.Builder statement = IamStatement.builder()
                .sid(part.sid)
                .effect(IamEffect.ALLOW)
                .actionIds(actions)
                .resourceIds(part.resources.stream().map(fill).toList());
        for (List<String> condition : part.conditions) {
            statement.addCondition(
                    c -> c.operator(condition.get(0)).key(condition.get(1)).value(fill.apply(condition.get(2))));
        }
        return statement.build();
    }

    private static String filled(String text, Scope scope) {
        String path = Names.ROOT_PATH + (scope.region.equals("*") ? "" : scope.region + "/");
        return text.replace("{iam}", Arn.iam(scope.partition, scope.account, "").toString())
                .replace("{sagemaker}", arns("sagemaker", scope.account, scope))
                .replace("{ec2}", arns("ec2", "*", scope))
                .replace("{kms}", arns("kms", "*", scope))
                .replace("{path}", path)
                .replace("{region}", scope.region);
    }

    /** The start of all ARNs of a service. */
    private static String arns(String service, String account, Scope scope) {
        return new Arn(scope.partition, service, scope.region, account, "").toString();
    }
}
