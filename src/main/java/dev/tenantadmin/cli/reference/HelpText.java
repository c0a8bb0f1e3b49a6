package dev.tenantadmin.cli.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The help of one command. Lines break at spaces only, so that every name, address and value stays in one piece.
 *
 * @param groups the names of the commands right below, by heading; may be empty
 */
record HelpText(CommandSpec command, Map<String, List<String>> groups, ColorScheme colors, int width) {

    private static final String USAGE = "Usage: ";
    private static final String INDENT = "  ";
    private static final String CONTINUED = " \\";
    private static final int WIDEST_TERM = 32;

    private static final List<String> SETTINGS = List.of(
            "If you do not give an option, the first of these that sets it applies:",
            "  its variable: TENANT_ADMIN_ and its name, such as TENANT_ADMIN_REGION",
            "  ~/.config/tenant-admin/config.properties, such as region=eu-west-1",
            "  AWS's own variables and files, such as AWS_REGION and ~/.aws/config",
            "Options that confirm, delete or affect every tenant work on the command line only. doctor shows each value and its source.",
            "Also read: NO_COLOR, TERM=dumb, XDG_CONFIG_HOME, XDG_STATE_HOME, TENANT_ADMIN_SANDBOX_STATE (the sandbox's file).");

    /** A term and what it means; the term is coloured for a terminal. */
    private record Row(String term, String coloured, String meaning) {}

    /** All of it. */
    @Override
    public String toString() {
        return Stream.of(
                        List.of(introduction()),
                        commands(),
                        arguments(),
                        options(),
                        root() ? List.of(exitCodes(), prose(SETTINGS)) : List.of(commonOptions()))
                .flatMap(Collection::stream)
                .collect(Collectors.joining("\n"));
    }

    /** What the command is, examples, and the names of its commands. */
    String brief() {
        return Stream.concat(
                        Stream.of(introduction()),
                        groups.isEmpty()
                                ? commands().stream()
                                : Stream.of(table(groups.entrySet().stream()
                                        .map(group -> row(group.getKey() + ":", String.join(", ", group.getValue())))
                                        .toList())))
                .collect(Collectors.joining("\n"));
    }

    private boolean root() {
        return command.parent() == null;
    }

    private String introduction() {
        return usage() + prose(List.of(command.usageMessage().description())) + "\nExamples:\n" + examples();
    }

    private String usage() {
        String plain = Commands.arguments(command, UnaryOperator.identity(), UnaryOperator.identity());
        String arguments = Commands.arguments(
                command,
                option -> colors.optionText(option).toString(),
                label -> colors.parameterText(label).toString());
        String name = command.qualifiedName();
        int length = (USAGE + name + " [OPTIONS] " + plain).length();
        String between = plain.isEmpty() ? "" : length <= width ? " " : "\n" + " ".repeat(USAGE.length());
        return "%s%s [%s]%s%s\n"
                .formatted(USAGE, colors.commandText(name), colors.optionText("OPTIONS"), between, arguments);
    }

    private List<String> commands() {
        List<CommandSpec> below = Commands.below(command).toList();
        if (below.isEmpty()) {
            return List.of();
        }
        if (groups.isEmpty()) {
            return List.of("Commands:\n" + table(below.stream().map(this::row).toList()));
        }
        int widest = below.stream().mapToInt(each -> each.name().length()).max().orElse(0);
        return groups.entrySet().stream()
                .map(group -> group.getKey() + ":\n"
                        + table(
                                widest,
                                group.getValue().stream()
                                        .flatMap(name -> below.stream()
                                                .filter(each -> each.name().equals(name)))
                                        .map(this::row)
                                        .toList()))
                .toList();
    }

    private Row row(CommandSpec each) {
        return new Row(each.name(), colors.commandText(each.name()).toString(), Commands.description(each));
    }

    private static Row row(String term, String meaning) {
        return new Row(term, term, meaning);
    }

    private List<String> arguments() {
        List<Row> rows = command.positionalParameters().stream()
                .map(argument -> new Row(
                        argument.paramLabel(),
                        colors.parameterText(argument.paramLabel()).toString(),
                        String.join(" ", argument.description())))
                .toList();
        return rows.isEmpty() ? List.of() : List.of("Arguments:\n" + table(rows));
    }

    private List<String> options() {
        return Commands.options(command).entrySet().stream()
                .filter(group -> root() || !group.getKey().equals(Commands.COMMON))
                .map(group -> group.getKey() + ":\n"
                        + table(group.getValue().stream().map(this::row).toList()))
                .toList();
    }

    private Row row(OptionSpec option) {
        // Long names stand below one another, whether or not there is a short one.
        String space = option.shortestName().startsWith("--") ? "    " : "";
        String value = Commands.takesValue(option) ? "=" + Commands.value(option) : "";
        return new Row(
                space + String.join(", ", option.names()) + value,
                space
                        + Stream.of(option.names())
                                .map(name -> colors.optionText(name).toString())
                                .collect(Collectors.joining(", "))
                        + (value.isEmpty() ? "" : colors.optionParamText(value).toString()),
                Commands.description(option));
    }

    private String commonOptions() {
        return "Common options: see '%s --help'.\n".formatted(command.root().name());
    }

    private String exitCodes() {
        return "Exit codes:\n"
                + table(command.usageMessage().exitCodeList().entrySet().stream()
                        .map(code -> row(code.getKey(), code.getValue()))
                        .toList());
    }

    private String table(List<Row> rows) {
        return table(0, rows);
    }

    /** The rows in two columns; the meaning of a term that is too long for the first begins on the next line. */
    private String table(int atLeast, List<Row> rows) {
        int most = Math.min(WIDEST_TERM, width * 2 / 5);
        int column = Math.max(
                atLeast,
                rows.stream()
                        .mapToInt(row -> row.term().length())
                        .filter(length -> length <= most)
                        .max()
                        .orElse(0));
        String indent = " ".repeat(INDENT.length() + column + INDENT.length());
        return rows.stream()
                .map(row -> {
                    String meaning = wrapped(row.meaning(), indent, INDENT);
                    return INDENT
                            + row.coloured()
                            + (row.term().length() > column
                                    ? "\n" + meaning
                                    : meaning.substring(
                                            INDENT.length() + row.term().length()));
                })
                .collect(Collectors.joining());
    }

    private String prose(List<String> paragraphs) {
        return paragraphs.stream()
                .map(text -> wrapped(
                        text.strip(), text.startsWith(INDENT) ? INDENT : "", text.startsWith(INDENT) ? INDENT : ""))
                .collect(Collectors.joining());
    }

    /** The text in lines that begin with the indent, from the second on with more; a word that is too long for that gets less. */
    private String wrapped(String text, String indent, String more) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder(indent);
        int empty = indent.length();
        for (String word : words(text)) {
            if (line.length() > empty && line.length() + 1 + word.length() > width) {
                lines.append(line).append('\n');
                empty = Math.min(indent.length() + more.length(), Math.max(0, width - word.length()));
                line = new StringBuilder(" ".repeat(empty));
            }
            line.append(line.length() == empty ? "" : " ").append(word);
        }
        return lines.append(line).append('\n').toString();
    }

    /** What is not to be separated: each word, and in parentheses a value and what announces it, as in {@code (default: 30m)}. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        boolean announced = false;
        boolean aside = false;
        for (String word : text.split(" +", -1)) {
            if (announced) {
                int last = words.size() - 1;
                words.set(last, words.get(last) + " " + word);
            } else {
                words.add(word);
            }
            aside = (aside || word.startsWith("(")) && !word.contains(")");
            announced = aside && word.endsWith(":");
        }
        return words;
    }

    private String examples() {
        return Stream.of(command.usageMessage().footer()).map(this::example).collect(Collectors.joining());
    }

    /** The example; one that is too long is continued as a shell reads it. */
    private String example(String line) {
        StringBuilder lines = new StringBuilder();
        String rest = line;
        while (rest.length() > width) {
            int end = breakable(rest);
            if (end < 0) {
                break;
            }
            lines.append(rest, 0, end).append(CONTINUED).append('\n');
            rest = rest.substring(end + 1);
            int word = (rest + " ").indexOf(' ') + CONTINUED.length();
            rest = " ".repeat(Math.min(3 * INDENT.length(), Math.max(0, width - word))) + rest;
        }
        return lines.append(rest).append('\n').toString();
    }

    /** The last space outside of quotes where a line can end, else the first; below zero if there is none. */
    private int breakable(String line) {
        int found = -1;
        boolean quoted = false;
        for (int i = line.length() - line.stripLeading().length(); i < line.length(); i++) {
            char letter = line.charAt(i);
            quoted ^= letter == '\'' || letter == '"';
            if (letter == ' ' && !quoted && (found < 0 || i + CONTINUED.length() <= width)) {
                found = i;
            }
        }
        return found;
    }
}
