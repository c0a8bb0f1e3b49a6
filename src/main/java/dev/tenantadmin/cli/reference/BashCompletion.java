package dev.tenantadmin.cli.reference;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The completion script for bash. */
public record BashCompletion(CommandSpec root) {

    @Override
    public String toString() {
        return """
                # bash completion for tenant-admin; 'tenant-admin completion bash' prints it.
                _tenant_admin() {
                  local line=${COMP_LINE:0:COMP_POINT} command= option= tenant= kind= values= position=0 words word cur i
                  read -ra words <<<"$line"
                  [[ $line == *[[:space:]] ]] && words+=('')
                  cur=${words[${#words[@]} - 1]}
                  for ((i = 1; i < ${#words[@]} - 1; i++)); do
                    word=${words[i]}
                    if [[ -n $option ]]; then
                      option=
                    elif [[ $word == -* ]]; then
                      case "$command $word" in
                        %s) option=$word ;;
                      esac
                    else
                      case "$command $word" in
                        %s) command=${command:+$command }$word ;;
                        *)
                          tenant=${tenant:-$word}
                          position=$((position + 1)) ;;
                      esac
                    fi
                  done
                  # An option whose value is not there yet says nothing.
                  [[ -z $option ]] || words=("${words[@]:0:${#words[@]}-2}" "$cur")
                  if [[ -z $option && $cur == --*=* ]]; then
                    option=${cur%%%%=*}
                    cur=${cur#*=}
                  fi
                  if [[ -n $option ]]; then
                    case "$command $option" in
                %s    esac
                  elif [[ $cur == -* ]]; then
                    case $command in
                %s    esac
                  else
                    case "$command $position" in
                %s    esac
                  fi
                  case $kind in
                    tenants | notebooks | persons | endpoints | profiles | regions)
                      values=$("${words[0]}" complete "$kind" "$tenant" "${words[@]:1:${#words[@]}-2}" 2>/dev/null) ;;
                    file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
                  esac
                  mapfile -t COMPREPLY < <(compgen -W "$values" -- "$cur")
                  # Readline replaces only what stands behind the last of these.
                  cur=${cur%%"${cur##*[@=]}"}
                  COMPREPLY=("${COMPREPLY[@]#"$cur"}")
                }
                complete -F _tenant_admin tenant-admin
                """.formatted(
                        patterns(Commands::takesValue),
                        commands()
                                .filter(command -> command.parent() != null)
                                .map(command -> quoted(words(command.parent()) + " " + command.name()))
                                .collect(Collectors.joining(" | ")),
                        valuesOfOptions(),
                        commands().map(this::optionsOf).collect(Collectors.joining()),
                        commands().map(this::argumentsOf).collect(Collectors.joining()));
    }

    private Stream<CommandSpec> commands() {
        return Commands.of(root);
    }

    private static String words(CommandSpec command) {
        return Commands.words(command);
    }

    private String patterns(Predicate<OptionSpec> which) {
        return commands()
                .flatMap(command -> command.options().stream()
                        .filter(which)
                        .filter(option -> !option.hidden())
                        .flatMap(option -> patterns(command, option)))
                .distinct()
                .collect(Collectors.joining(" | "));
    }

    /** An option of all commands is matched by its name alone. */
    private static Stream<String> patterns(CommandSpec command, OptionSpec option) {
        boolean common = option.scopeType() == CommandLine.ScopeType.INHERIT;
        return Stream.of(option.names())
                .map(name -> common ? "*" + quoted(" " + name) : quoted(words(command) + " " + name));
    }

    private String valuesOfOptions() {
        return commands()
                .flatMap(command -> command.options().stream()
                        .filter(option -> !option.hidden() && Commands.takesValue(option))
                        .filter(option -> Commands.kind(option) != Commands.Kind.OTHER)
                        .map(option -> "      %s) %s ;;\n"
                                .formatted(
                                        patterns(command, option).collect(Collectors.joining(" | ")),
                                        assignment(option))))
                .distinct()
                .collect(Collectors.joining());
    }

    private static String assignment(ArgSpec argument) {
        return switch (Commands.kind(argument)) {
            case NAMES -> "kind=" + Commands.names(argument).orElseThrow().word();
            case FILE -> "kind=file";
            case WORDS, OTHER -> "values=" + quoted(String.join(" ", Commands.values(argument)));
        };
    }

    private String optionsOf(CommandSpec command) {
        return "      %s) values=%s ;;\n"
                .formatted(
                        quoted(words(command)),
                        quoted(command.options().stream()
                                .filter(option -> !option.hidden())
                                .flatMap(option -> Stream.of(option.names()))
                                .collect(Collectors.joining(" "))));
    }

    private String argumentsOf(CommandSpec command) {
        StringBuilder lines = new StringBuilder();
        List<CommandSpec> below = Commands.below(command).toList();
        if (!below.isEmpty()) {
            lines.append("      %s) values=%s ;;\n"
                    .formatted(
                            quoted(words(command) + " 0"),
                            quoted(below.stream().map(CommandSpec::name).collect(Collectors.joining(" ")))));
        }
        for (PositionalParamSpec argument : command.positionalParameters()) {
            if (Commands.kind(argument) != Commands.Kind.OTHER) {
                String position =
                        argument.index().isVariable() || argument.index().max() > 9
                                ? quoted(words(command) + " ") + "*"
                                : quoted(words(command) + " " + argument.index().min());
                lines.append("      %s) %s ;;\n".formatted(position, assignment(argument)));
            }
        }
        return lines.toString();
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
