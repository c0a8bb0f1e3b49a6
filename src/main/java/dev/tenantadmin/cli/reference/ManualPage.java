package dev.tenantadmin.cli.reference;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of one command, in the man macros.
 *
 * @param version of the program, for the page's footer
 * @param date of the version
 */
public record ManualPage(CommandSpec command, String version, String date) {

    /** The page's name, by which {@code man} finds it. */
    public String name() {
        return command.qualifiedName("-");
    }

    @Override
    public String toString() {
        StringBuilder page = new StringBuilder();
        page.append(
                ".TH %s 1 %s \"tenant-admin %s\"\n".formatted(quoted(name().toUpperCase(Locale.ROOT)), date, version));
        page.append(".SH NAME\n%s \\- %s\n"
                .formatted(text(name()), text(Commands.description(command).replaceAll("\\.$", ""))));
        page.append(".SH SYNOPSIS\n").append(synopsis());
        page.append(".SH DESCRIPTION\n")
                .append(paragraphs(command.usageMessage().description()));
        for (PositionalParamSpec argument : command.positionalParameters()) {
            page.append(item("\\fI" + text(argument.paramLabel()) + "\\fR", argument.description()));
        }
        List<CommandSpec> below = Commands.below(command).toList();
        if (!below.isEmpty()) {
            page.append(".SH COMMANDS\n");
            below.forEach(each -> page.append(item("\\fB" + text(each.name()) + "\\fR", Commands.description(each))));
        }
        Commands.options(command).forEach((heading, options) -> {
            page.append(".SH ").append(quoted(heading.toUpperCase(Locale.ROOT))).append('\n');
            options.forEach(option -> page.append(item(names(option), option.description())));
        });
        page.append(settings(only()));
        Map<String, String> exits = root().usageMessage().exitCodeList();
        page.append(".SH \"EXIT STATUS\"\n");
        exits.forEach((code, meaning) -> page.append(item("\\fB" + text(code.strip()) + "\\fR", meaning)));
        page.append(".SH EXAMPLES\n");
        page.append(".nf\n");
        Stream.of(command.usageMessage().footer())
                .flatMap(String::lines)
                .forEach(
                        line -> page.append(line.isEmpty() ? ".sp" : text(line)).append('\n'));
        page.append(".fi\n");
        page.append(".SH \"SEE ALSO\"\n").append(seeAlso());
        return page.toString();
    }

    private CommandSpec root() {
        return command.root();
    }

    private String synopsis() {
        String arguments = Commands.arguments(
                command, option -> "\\fB" + text(option) + "\\fR", label -> "\\fI" + text(label) + "\\fR");
        return "\\fB%s\\fR [\\fIOPTION\\fR...] %s\n"
                .formatted(text(command.qualifiedName()), arguments)
                .replace(" \n", "\n");
    }

    /** The options that no variable sets. */
    private String only() {
        return Commands.of(root())
                .flatMap(each -> each.options().stream())
                .filter(option -> !option.hidden() && !Commands.isSetting(option))
                .map(OptionSpec::longestName)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String settings(String only) {
        return ".SH ENVIRONMENT\n"
                + paragraphs(
                        "Every option but %s can be given by a variable: TENANT_ADMIN_ and the option's name in capitals, with _ for -, such as TENANT_ADMIN_REGION."
                                .formatted(only),
                        "AWS's own variables and files apply to what neither a variable nor the file below sets.")
                + ".SH FILES\n"
                + item(
                        "\\fI~/.config/tenant\\-admin/config.properties\\fR",
                        "Options by their names without the hyphens, one KEY=VALUE a line, such as region=eu-west-1. "
                                + "XDG_CONFIG_HOME is respected.");
    }

    private String seeAlso() {
        Stream<CommandSpec> others = command.parent() == null
                ? Commands.below(command)
                : Stream.concat(Stream.of(command.parent()), Commands.below(command));
        return others.map(other -> ".BR %s (1)".formatted(text(other.qualifiedName("-"))))
                .collect(Collectors.joining(",\n", "", "\n"));
    }

    private static String names(OptionSpec option) {
        String names = Stream.of(option.names())
                .map(name -> "\\fB" + text(name) + "\\fR")
                .collect(Collectors.joining(", "));
        return Commands.takesValue(option) ? names + " \\fI" + text(option.paramLabel()) + "\\fR" : names;
    }

    private static String item(String term, String... description) {
        return ".TP\n" + term + "\n" + text(String.join(" ", description)) + "\n";
    }

    private static String paragraphs(String... paragraphs) {
        return Stream.of(paragraphs).map(ManualPage::text).collect(Collectors.joining("\n.PP\n", "", "\n"));
    }

    private static String quoted(String text) {
        return '"' + text(text) + '"';
    }

    /** Escapes the text: hyphens stay copyable, and roff takes no line for a request. */
    private static String text(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
