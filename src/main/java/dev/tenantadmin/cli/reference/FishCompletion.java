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
                function __tenant_admin_tenants
                    set -l words (commandline -opc)
                    $words[1] complete-tenants $words[2..-1] 2>/dev/null
                end

                complete -c tenant-admin -f
                """ + Commands.of(root).map(FishCompletion::lines).collect(Collectors.joining());
    }

    private static String lines(CommandSpec command) {
        String here = seen(command);
        List<CommandSpec> below = Commands.below(command).toList();
        String noneBelow = below.isEmpty()
                ? ""
                : "not __fish_seen_subcommand_from "
                        + below.stream().map(CommandSpec::name).collect(Collectors.joining(" "));
        String undecided =
                Stream.of(here, noneBelow).filter(part -> !part.isEmpty()).collect(Collectors.joining("; and "));
        return Stream.of(
                        below.stream()
                                .map(each -> line(undecided)
                                        + " -a %s -d %s".formatted(each.name(), quoted(Commands.description(each)))),
                        command.positionalParameters().stream()
                                .filter(argument -> Commands.kind(argument) != Commands.Kind.OTHER)
                                .map(argument -> line(here) + values(argument)),
                        command.options().stream()
                                .filter(option -> !option.hidden())
                                .filter(option -> command.parent() == null || !isCommon(option))
                                .map(option -> line(here) + option(option)))
                .flatMap(lines -> lines)
                .map(line -> line + "\n")
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
            case TENANT -> " -a '(__tenant_admin_tenants)'";
            case FILE -> " -F";
            case WORDS -> " -a " + quoted(String.join(" ", Commands.values(argument)));
            case OTHER -> "";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
