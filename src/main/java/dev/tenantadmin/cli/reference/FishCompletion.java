package dev.tenantadmin.cli.reference;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion script for fish. */
public record FishCompletion(CommandSpec root) {

    @Override
    public String toString() {
        return """
                # fish completion for tenant-admin; 'tenant-admin completion fish' prints it.

                # Prints the command that the line names, and its arguments so far, each on its own line.
                function __tenant_admin_place
                    set -l command
                    set -l option
                    set -l arguments
                    set -l words (commandline -opc)
                    set -e words[1]
                    for word in $words
                        if test -n "$option"
                            set option
                            continue
                        end
                        switch "$command $word"
                            case %s
                                set option $word
                            case '* -*'
                            case %s
                                set command (string trim -- "$command $word")
                            case '*'
                                set -a arguments $word
                        end
                    end
                    printf '%%s\\n' "$command" $arguments
                end

                # Names of a kind, of the tenant that the line names first; for the value of an option with the argument value.
                function __tenant_admin_names
                    set -l words (commandline -opc)
                    set -l place (__tenant_admin_place)
                    set -l program $words[1]
                    set -e words[1]
                    # An option whose value is not there yet says nothing.
                    if test "$argv[2]" = value; and not string match -q -- '--*=*' (commandline -ct)
                        set -e words[-1]
                    end
                    $program complete $argv[1] "$place[2]" $words 2>/dev/null
                end

                function __tenant_admin_arguments
                    string match -q -- '-*' (commandline -ct); and return
                    set -l place (__tenant_admin_place)
                    switch "$place[1] "(math (count $place) - 1)
                %s    end
                end

                complete -c tenant-admin -f
                complete -c tenant-admin -a '(__tenant_admin_arguments)'
                %s""".formatted(
                        options(),
                        commands()
                                .filter(command -> command.parent() != null)
                                .map(command -> quoted(words(command.parent()) + " " + command.name()))
                                .collect(Collectors.joining(" ")),
                        commands().map(FishCompletion::arguments).collect(Collectors.joining()),
                        commands().map(FishCompletion::lines).collect(Collectors.joining()));
    }

    private Stream<CommandSpec> commands() {
        return Commands.of(root);
    }

    private static String words(CommandSpec command) {
        return Commands.words(command);
    }

    /** The options that take a value, with their commands. */
    private String options() {
        return commands()
                .flatMap(command -> command.options().stream()
                        .filter(option -> !option.hidden() && Commands.takesValue(option))
                        .flatMap(option -> Stream.of(option.names())
                                .map(name -> quoted((isCommon(option) ? "*" : words(command)) + " " + name))))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** What can stand at each place of a command. */
    private static String arguments(CommandSpec command) {
        List<CommandSpec> below = Commands.below(command).toList();
        String commands = below.isEmpty()
                ? ""
                : at(
                        words(command) + " 0",
                        "printf '%s\\t%s\\n' "
                                + below.stream()
                                        .map(each -> each.name() + " " + quoted(Commands.description(each)))
                                        .collect(Collectors.joining(" ")));
        return commands
                + command.positionalParameters().stream()
                        .filter(argument -> Commands.kind(argument) != Commands.Kind.OTHER)
                        .map(argument -> at(
                                words(command)
                                        + (argument.index().isVariable()
                                                        || argument.index().max() > 9
                                                ? " *"
                                                : " " + argument.index().min()),
                                names(argument)))
                        .collect(Collectors.joining());
    }

    private static String at(String place, String then) {
        return "        case %s\n            %s\n".formatted(quoted(place), then);
    }

    private static String names(ArgSpec argument) {
        return switch (Commands.kind(argument)) {
            case NAMES ->
                "__tenant_admin_names " + Commands.names(argument).orElseThrow().word()
                        + (argument.isOption() ? " value" : "");
            case FILE -> "__fish_complete_path (commandline -ct)";
            case WORDS, OTHER -> "printf '%s\\n' " + String.join(" ", Commands.values(argument));
        };
    }

    private static String lines(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .filter(option -> command.parent() == null || !isCommon(option))
                .map(option -> line(seen(command)) + option(option) + "\n")
                .collect(Collectors.joining());
    }

    private static boolean isCommon(OptionSpec option) {
        return option.scopeType() == CommandLine.ScopeType.INHERIT;
    }

    private static String seen(CommandSpec command) {
        return Stream.of(Commands.words(command).split(" ", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> "__fish_seen_subcommand_from " + word)
                .collect(Collectors.joining("; and "));
    }

    private static String line(String condition) {
        return "complete -c tenant-admin" + (condition.isEmpty() ? "" : " -n " + quoted(condition));
    }

    private static String option(OptionSpec option) {
        String names = Stream.of(option.names())
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
        String value = Commands.kind(option) == Commands.Kind.FILE ? " -r" : Commands.takesValue(option) ? " -x" : "";
        return names + value + values(option) + " -d " + quoted(Commands.description(option));
    }

    private static String values(ArgSpec argument) {
        return switch (Commands.kind(argument)) {
            case NAMES -> " -a " + quoted("(" + names(argument) + ")");
            case FILE -> " -F";
            case WORDS -> " -a " + quoted(String.join(" ", Commands.values(argument)));
            case OTHER -> "";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
