package dev.tenantadmin.cli.reference;

import dev.tenantadmin.tenant.name.EndpointName;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Option;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Reads the command model. */
public final class Commands {

    /** How the variables begin that set options. */
    public static final String VARIABLES = "TENANT_ADMIN_";

    private static final String OPTIONS = "Options";
    /** The heading of the options that every command has. */
    static final String COMMON = "Options of all commands";

    private static final String ALL = "--all";

    /** The kind of value of an option or argument that a shell can complete. */
    enum Kind {
        NAMES,
        FILE,
        WORDS,
        OTHER
    }

    private static final String COMMAND = "COMMAND";

    /** By the type of an argument that is a name. */
    private static final Map<Class<?>, NameKind> TYPES = Map.of(
            TenantName.class, NameKind.TENANTS,
            NotebookName.class, NameKind.NOTEBOOKS,
            PersonName.class, NameKind.PERSONS,
            EndpointName.class, NameKind.ENDPOINTS);

    /** By what stands for a value in help. */
    private static final Map<String, NameKind> LABELS =
            Map.of("NOTEBOOK", NameKind.NOTEBOOKS, "PROFILE", NameKind.PROFILES, "REGION", NameKind.REGIONS);

    private Commands() {}

    /** The command and all visible commands below it, parents first. */
    public static Stream<CommandSpec> of(CommandSpec command) {
        return Stream.concat(Stream.of(command), below(command).flatMap(Commands::of));
    }

    /** The commands right below, as help shows them. */
    static Stream<CommandSpec> below(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(below -> !below.usageMessage().hidden());
    }

    /** The words after the program's name that call the command; none for the program itself. */
    public static String words(CommandSpec command) {
        return command.parent() == null
                ? ""
                : (words(command.parent().commandLine().getCommandSpec()) + " " + command.name()).strip();
    }

    /** The command's options as help shows them: its own by heading, then those of all commands. */
    public static Map<String, List<OptionSpec>> options(CommandSpec command) {
        Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
        groups.put(OPTIONS, new ArrayList<>());
        List<OptionSpec> common = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            if (option.hidden()) {
                continue;
            }
            if (isCommon(option)) {
                common.add(option);
            } else {
                groups.computeIfAbsent(heading(option), heading -> new ArrayList<>())
                        .add(option);
            }
        }
        groups.put(COMMON, common);
        groups.values().removeIf(List::isEmpty);
        return groups;
    }

    private static boolean isCommon(OptionSpec option) {
        return option.scopeType() == CommandLine.ScopeType.INHERIT;
    }

    private static String heading(OptionSpec option) {
        return option.userObject() instanceof Option<?> of
                        && !of.help().heading().isEmpty()
                ? of.help().heading()
                : OPTIONS;
    }

    /** The allowed values; empty if any value is allowed. */
    public static List<String> values(ArgSpec argument) {
        if (argument.paramLabel().contains("|")) {
            return List.of(argument.paramLabel().split("\\|", -1));
        }
        Iterable<String> candidates = argument.completionCandidates();
        if (candidates == null) {
            return argument.paramLabel().equals(COMMAND)
                    ? below(argument.command().root()).map(CommandSpec::name).toList()
                    : List.of();
        }
        return StreamSupport.stream(candidates.spliterator(), false)
                .map(value -> argument.typeInfo().isEnum() ? value.toLowerCase(Locale.ROOT) : value)
                .toList();
    }

    static Kind kind(ArgSpec argument) {
        if (names(argument).isPresent()) {
            return Kind.NAMES;
        }
        if (argument.typeInfo().getType() == Path.class || argument.paramLabel().equals("FILE")) {
            return Kind.FILE;
        }
        return values(argument).isEmpty() ? Kind.OTHER : Kind.WORDS;
    }

    /** Whose names it takes; empty if its value is no name that there is already. */
    static Optional<NameKind> names(ArgSpec argument) {
        return Stream.of(
                        TYPES.get(argument.typeInfo().getType()),
                        TYPES.get(argument.auxiliaryTypes()[0]),
                        LABELS.get(argument.paramLabel()))
                .filter(Objects::nonNull)
                .findFirst();
    }

    static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    /** The option's value as help shows it. */
    static String value(OptionSpec option) {
        String label = option.paramLabel();
        return option.splitRegex().isEmpty() ? label : "%s[,%s...]".formatted(label, label);
    }

    /**
     * The command's arguments as usage shows them. Where there is an option {@code --all}, it replaces them.
     *
     * @param option marks the name of an option
     * @param label marks what stands for a value
     */
    static String arguments(CommandSpec command, UnaryOperator<String> option, UnaryOperator<String> label) {
        String arguments = Stream.concat(
                        below(command).limit(1).map(any -> label.apply("COMMAND")),
                        command.positionalParameters().stream().map(argument -> argument(argument, label)))
                .collect(Collectors.joining(" "));
        return command.findOption(ALL) == null ? arguments : "(%s | %s)".formatted(option.apply(ALL), arguments);
    }

    private static String argument(PositionalParamSpec argument, UnaryOperator<String> label) {
        String shown = label.apply(argument.paramLabel()) + (argument.isMultiValue() ? "..." : "");
        return argument.arity().min() == 0 && !argument.hideParamSyntax() ? "[" + shown + "]" : shown;
    }

    /** The option's description, in one line. */
    static String description(OptionSpec option) {
        return String.join(" ", option.description());
    }

    static String description(CommandSpec command) {
        String[] description = command.usageMessage().description();
        return description.length == 0 ? "" : description[0];
    }

    /** Whether a variable or the config file may set the option. */
    public static boolean isSetting(OptionSpec option) {
        return !option.usageHelp()
                && !option.versionHelp()
                && !(option.userObject() instanceof AnnotatedElement field
                        && field.isAnnotationPresent(Deliberate.class));
    }

    /** The option's name in the config file. */
    public static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^--", "");
    }

    /** The variable that sets the option. */
    public static String variable(OptionSpec option) {
        return variable(key(option));
    }

    /** The variable that sets the option of this name without its dashes. */
    public static String variable(String key) {
        return VARIABLES + key.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
