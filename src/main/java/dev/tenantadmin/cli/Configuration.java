package dev.tenantadmin.cli;

import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import dev.tenantadmin.aws.client.Connection;
import dev.tenantadmin.cli.reference.Commands;
import dev.tenantadmin.file.UnreadableFile;
import dev.tenantadmin.file.Utf8Reader;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.Durations;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The values of options that are not given: from the option's variable, else from its line in the config file. */
public final class Configuration implements IDefaultValueProvider {

    /** A value and where it was set. */
    public record Setting(String value, String origin) {}

    /**
     * An option's value in a run.
     *
     * @param value null where nothing sets it
     * @param origin the option itself, a variable, a line of the config file, or {@link #DEFAULT}
     */
    public record Effective(String option, @Nullable String value, String origin) {}

    /** The origin of a value that nothing sets. */
    static final String DEFAULT = "default";

    /** AWS's own variables, which apply where tenant-admin's are not set. */
    private static final Map<String, List<String>> OF_AWS = Map.of(
            "profile", List.of("AWS_PROFILE"),
            "region", Connection.REGION_VARIABLES,
            "endpoint-url", List.of("AWS_ENDPOINT_URL"));

    private static final String SANDBOX_STATE = "TENANT_ADMIN_SANDBOX_STATE";

    /** What is no option's: the sandbox's, and what the project's scripts and tests use. */
    private static final Pattern OTHER_VARIABLES =
            Pattern.compile(SANDBOX_STATE + "|TENANT_ADMIN_(IAM_SIMULATE|REQUIRE|WRITE|TERRAFORM|RUNTIME)(_[A-Z_]+)?");

    /** Java's name for a user without a name on this system. */
    private static final String UNKNOWN = "?";

    /** What Windows's editors write in front of UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Map<String, String> environment;
    private final Arguments arguments;
    private final Supplier<CommandSpec> model;
    private final boolean forHelp;
    private @Nullable Map<String, Setting> file;

    /**
     * @param arguments of the run; if they ask for help, a bad setting must not prevent it
     * @param model the whole command line: a run reads only its own command's options, but the config file may set any
     */
    public Configuration(Map<String, String> environment, Arguments arguments, Supplier<CommandSpec> model) {
        this.environment = environment;
        this.arguments = arguments;
        this.model = model;
        this.forHelp = arguments.askForHelp();
    }

    /** Whether the command line itself gives an option, and not a setting. */
    public boolean isOnCommandLine(OptionSpec option) {
        return arguments.mention(option);
    }

    /** The config file's path, whether or not it exists; empty if the environment names no home. */
    public Optional<Path> path() {
        String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
        String home = environment.getOrDefault("HOME", "");
        Optional<Path> folder = xdg.startsWith("/")
                ? Optional.of(Path.of(xdg))
                : home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, ".config"));
        return folder.map(config -> config.resolve("tenant-admin").resolve("config.properties"));
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        // picocli reads a flag that is given as the opposite of its default.
        return argument instanceof OptionSpec option && !(option.arity().max() == 0 && arguments.give(option))
                ? of(option).map(Setting::value).orElse(null)
                : null;
    }

    /**
     * The setting of an option, if any.
     *
     * @throws ParameterException for an invalid config file
     */
    public Optional<Setting> of(OptionSpec option) {
        if (!Commands.isSetting(option)) {
            return Optional.empty();
        }
        if (forHelp) {
            try {
                return set(option).filter(setting -> Commands.values(option).contains(setting.value()));
            } catch (ParameterException e) {
                return Optional.empty();
            }
        }
        return set(option);
    }

    /** The values of all common options in the run of this command, which has been parsed, of its own that are given, and of others that are set. */
    public List<Effective> effective(CommandSpec command) {
        CommandSpec root = command.root();
        Set<String> given = root.commandLine().getParseResult().asCommandLineList().stream()
                .flatMap(parsed -> parsed.getParseResult().matchedOptions().stream())
                .map(OptionSpec::longestName)
                .collect(Collectors.toSet());
        return Stream.of(
                        root.options().stream()
                                .filter(Commands::isSetting)
                                .map(option -> effective(option, given.contains(option.longestName()))),
                        command.options().stream()
                                .filter(option -> !option.inherited() && given.contains(option.longestName()))
                                .map(option -> effective(option, true)),
                        optionsBelow()
                                .filter(option -> !given.contains(option.longestName()))
                                .flatMap(option -> of(option).stream()
                                        .map(set -> new Effective(option.longestName(), set.value(), set.origin()))))
                .flatMap(Function.identity())
                .distinct()
                .toList();
    }

    private Effective effective(OptionSpec option, boolean given) {
        if (given) {
            return new Effective(option.longestName(), text(option.getValue()), option.longestName());
        }
        return of(option)
                .or(() -> ofAws(option))
                .map(set -> new Effective(option.longestName(), set.value(), set.origin()))
                .orElseGet(() -> new Effective(option.longestName(), text(option.getValue()), DEFAULT));
    }

    /** A note for each variable with our beginning that sets nothing. */
    public List<String> unknownVariables(CommandSpec command) {
        List<String> ours = environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(Commands.VARIABLES)
                        && !variable.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .filter(name -> !OTHER_VARIABLES.matcher(name).matches())
                .sorted()
                .toList();
        if (forHelp || ours.isEmpty()) {
            return List.of();
        }
        Set<String> known = variables(Stream.concat(command.root().options().stream(), command.options().stream()));
        if (!known.containsAll(ours)) {
            // Reading all others takes long.
            known.addAll(variables(optionsBelow()));
        }
        return ours.stream()
                .filter(name -> !known.contains(name))
                .map(name -> "note: no option is set by the variable %s%s"
                        .formatted(
                                Printable.text(name),
                                Suggestion.of(name, Stream.concat(known.stream(), Stream.of(SANDBOX_STATE)))))
                .toList();
    }

    private static Set<String> variables(Stream<OptionSpec> options) {
        return options.filter(Commands::isSetting)
                .map(Commands::variable)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** A warning about the config file that was read: other users can write to it. */
    public Optional<String> warning() {
        Path path = path().orElse(null);
        if (forHelp || file == null || path == null) {
            return Optional.empty();
        }
        try {
            Path real = path.toRealPath();
            return Stream.of(real, real.resolveSibling(""), path.resolveSibling(""))
                    .flatMap(place -> openTo(place).stream())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> openTo(Path path) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
            String owner = attributes.owner().getName();
            if (attributes.permissions().contains(GROUP_WRITE)
                    || attributes.permissions().contains(OTHERS_WRITE)) {
                return Optional.of(
                        "warning: other users can write to %1$s and so set your options; run: chmod go-w '%1$s'"
                                .formatted(Printable.text(path.toString())));
            }
            String user = System.getProperty("user.name");
            return owner.equals("root") || owner.equals(user) || user.equals(UNKNOWN)
                    ? Optional.empty()
                    : Optional.of("warning: %s belongs to %s, who can set your options; make yourself its owner"
                            .formatted(Printable.text(path.toString()), owner));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private Optional<Setting> ofAws(OptionSpec option) {
        return OF_AWS.getOrDefault(Commands.key(option), List.of()).stream()
                .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                .findFirst()
                .map(name -> new Setting(environment.getOrDefault(name, ""), name));
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof Enum<?> word) {
            return word.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof List<?> texts) {
            return String.join(", ", texts.stream().map(String::valueOf).toList());
        }
        return value instanceof Duration time ? Durations.text(time) : value == null ? null : value.toString();
    }

    private Optional<Setting> set(OptionSpec option) {
        String variable = Commands.variable(option);
        String value = environment.getOrDefault(variable, "");
        if (!value.isEmpty()) {
            return Optional.of(new Setting(value, variable));
        }
        if (file == null) {
            file = read(option.command().root().commandLine());
        }
        return Optional.ofNullable(file.get(Commands.key(option)));
    }

    private Map<String, Setting> read(CommandLine root) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        Path path = path().orElse(null);
        if (path == null || !Files.exists(path)) {
            return settings;
        }
        // Most files set only these, and reading all others takes long.
        Set<String> known = new HashSet<>(keys(root.getCommandSpec().options().stream()));
        int number = 0;
        for (String line : lines(path, root)) {
            number++;
            String origin = path + ":" + number;
            Properties parsed = new Properties();
            try {
                // Line by line, because Properties does not report line numbers.
                parsed.load(new StringReader(line));
            } catch (IOException | IllegalArgumentException e) {
                throw bad(root, origin, "is not of the form KEY=VALUE");
            }
            for (String key : parsed.stringPropertyNames()) {
                if (!known.contains(key)) {
                    known.addAll(keys(optionsBelow()));
                }
                if (!known.contains(key)) {
                    throw bad(
                            root, origin, "there is no option '%s' that a file can set".formatted(Printable.text(key)));
                }
                if (settings.put(key, new Setting(parsed.getProperty(key), origin)) != null) {
                    throw bad(root, origin, "'%s' is set twice".formatted(key));
                }
            }
        }
        return settings;
    }

    private static List<String> lines(Path path, CommandLine root) {
        try {
            String text = Utf8Reader.text(path);
            return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw bad(root, path.toString(), UnreadableFile.reason(path.toString(), e));
        }
    }

    private Stream<OptionSpec> optionsBelow() {
        return Commands.of(model.get())
                .skip(1)
                .flatMap(command -> command.options().stream().filter(option -> !option.inherited()));
    }

    private static Set<String> keys(Stream<OptionSpec> options) {
        return options.filter(Commands::isSetting).map(Commands::key).collect(Collectors.toSet());
    }

    private static ParameterException bad(CommandLine root, String origin, String why) {
        return new ParameterException(root, "%s: %s".formatted(origin, why));
    }
}
