package dev.tenantadmin.cli.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The completion script for zsh. */
public record ZshCompletion(CommandSpec root) {

    @Override
    public String toString() {
        return """
                #compdef tenant-admin
                # zsh completion for tenant-admin; 'tenant-admin completion zsh' prints it.

                # Names of a kind, of the tenant that the line names first; for the value of an option with the argument "value".
                _tenant-admin-names() {
                  local -a given=("${(@)_tenant_admin_words[2,-1]}") names
                  # An option whose value is not there yet says nothing.
                  if [[ $2 == value && -z $IPREFIX ]]; then
                    given[-1]=()
                  fi
                  names=(${(f)"$(_call_program $1 ${(q)_tenant_admin_words[1]} complete $1 "${(qq)line[1]}" ${(qq)given} 2>/dev/null)"})
                  names=("${(@)names//:/\\:}")
                  _describe -t $1 $1 names
                }

                %s
                if [[ $funcstack[1] == _tenant-admin ]]; then
                  typeset -ga _tenant_admin_words=("${(@)words[1,CURRENT-1]}")
                  _tenant-admin-root
                else
                  compdef _tenant-admin tenant-admin
                fi
                """.formatted(Commands.of(root).map(ZshCompletion::function).collect(Collectors.joining("\n")));
    }

    private static String name(CommandSpec command) {
        return command.parent() == null
                ? "_tenant-admin-root"
                : "_tenant-admin-" + Commands.words(command).replace(' ', '-');
    }

    private static String function(CommandSpec command) {
        List<CommandSpec> below = Commands.below(command).toList();
        List<String> specs = new ArrayList<>();
        command.options().stream().filter(option -> !option.hidden()).forEach(option -> specs.add(spec(option)));
        if (!below.isEmpty()) {
            specs.add("'(-)1: :->command'");
            specs.add("'(-)*:: :->rest'");
        }
        for (PositionalParamSpec argument : command.positionalParameters()) {
            String position = argument.index().isVariable() || argument.index().max() > 9
                    ? "*"
                    : String.valueOf(argument.index().min() + 1);
            specs.add("'%s:%s:%s'".formatted(position, argument.paramLabel(), action(argument)));
        }
        return """
                %s() {
                  local context state state_descr line
                  typeset -A opt_args
                  _arguments -C -s \\
                    %s
                %s}
                """.formatted(name(command), String.join(" \\\n    ", specs), below.isEmpty() ? "" : choice(below));
    }

    private static String choice(List<CommandSpec> below) {
        return """
                  case $state in
                    command)
                      local -a commands=(
                %s      )
                      _describe -t commands command commands ;;
                    rest)
                      case $words[1] in
                %s      esac ;;
                  esac
                """.formatted(
                        below.stream()
                                .map(command -> "        '%s:%s'\n"
                                        .formatted(command.name(), escaped(Commands.description(command))))
                                .collect(Collectors.joining()),
                        below.stream()
                                .map(command -> "        %s) %s ;;\n".formatted(command.name(), name(command)))
                                .collect(Collectors.joining()));
    }

    private static String spec(OptionSpec option) {
        String value =
                Commands.takesValue(option) ? ":%s:%s".formatted(escaped(option.paramLabel()), action(option)) : "";
        String exclusion = option.isMultiValue() ? "'*'" : "'(%s)'".formatted(String.join(" ", option.names()));
        String names = Stream.of(option.names())
                .map(name -> Commands.takesValue(option) && name.startsWith("--") ? name + "=" : name)
                .collect(Collectors.joining(","));
        String explained = "'[%s]%s'".formatted(escaped(Commands.description(option)), value);
        return option.names().length == 1 ? exclusion + names + explained : exclusion + "{" + names + "}" + explained;
    }

    private static String action(ArgSpec argument) {
        return switch (Commands.kind(argument)) {
            case NAMES ->
                " _tenant-admin-names " + Commands.names(argument).orElseThrow().word()
                        + (argument.isOption() ? " value" : "");
            case FILE -> "_files";
            case WORDS -> "(" + String.join(" ", Commands.values(argument)) + ")";
            case OTHER -> " ";
        };
    }

    /** Escaped for single quotes and for _arguments' own punctuation. */
    private static String escaped(String text) {
        return text.replace("'", "'\\''")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:");
    }
}
