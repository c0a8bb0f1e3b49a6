package dev.tenantadmin.cli;

import dev.tenantadmin.cli.output.FailureReport;
import dev.tenantadmin.cli.output.Output;
import dev.tenantadmin.cli.reference.Commands;
import dev.tenantadmin.cli.reference.HelpLayout;
import dev.tenantadmin.tenant.name.Printable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Ends an invalid command line with one error, a suggestion if there is one, and where to find help. */
public final class UsageErrors implements CommandLine.IParameterExceptionHandler {

    private final Session session;
    private final Supplier<CommandLine> listing;
    private final HelpLayout layout;

    /** @param listing makes a command line that knows the names of all commands; a run knows only its own */
    public UsageErrors(Session session, Supplier<CommandLine> listing, HelpLayout layout) {
        this.session = session;
        this.listing = listing;
        this.layout = layout;
    }

    @Override
    public int handleParseException(CommandLine.ParameterException thrown, String[] args) {
        CommandLine.ParameterException e =
                thrown instanceof CommandLine.UnmatchedArgumentException ? amongAll(thrown, args) : thrown;
        CommandLine command = e.getCommandLine();
        // Parsing stopped at the error; the output option may come after it.
        if (new Arguments(List.of(args)).askForJson()) {
            session.options().output = Output.Form.JSON;
        }
        boolean json = session.options().output == Output.Form.JSON;
        if (!json && thrown instanceof MissingCommandException) {
            session.terminal().err().println(layout.brief(command.getParent() == null ? listing.get() : command));
        }
        session.output()
                .failure(FailureReport.invalidInput(
                        Printable.text(origin(e, args) + message(e)), ExitCode.INVALID_INPUT.code(), List.of()));
        if (!json) {
            PrintWriter err = session.terminal().err();
            err.printf("See '%s --help'.%n", command.getCommandSpec().qualifiedName());
            err.flush();
        }
        return ExitCode.INVALID_INPUT.code();
    }

    private CommandLine.ParameterException amongAll(CommandLine.ParameterException thrown, String[] args) {
        try {
            listing.get().parseArgs(args);
            return thrown;
        } catch (CommandLine.ParameterException e) {
            return e;
        }
    }

    /** Where a value was set that is not on the command line. */
    private String origin(CommandLine.ParameterException e, String[] args) {
        if (!(e.getArgSpec() instanceof OptionSpec option) || new Arguments(List.of(args)).mention(option)) {
            return "";
        }
        return session.settings()
                .of(option)
                .map(setting -> setting.origin() + ": ")
                .orElse("");
    }

    private static String unmatched(CommandSpec command, String argument) {
        if (argument.startsWith("-") && argument.length() > 1) {
            String name = argument.split("=", 2)[0];
            return "unknown option '%s'%s"
                    .formatted(
                            name,
                            Suggestion.of(
                                    name,
                                    command.options().stream()
                                            .filter(option -> !option.hidden())
                                            .map(OptionSpec::longestName)));
        }
        if (command.subcommands().isEmpty()) {
            return "unexpected argument '%s'".formatted(argument);
        }
        Optional<String> instead = command.parent() == null ? OtherWords.instead(argument) : Optional.empty();
        return "unknown command '%s'%s"
                .formatted(
                        argument,
                        instead.orElseGet(() -> Suggestion.of(
                                argument,
                                command.subcommands().values().stream()
                                        .map(CommandLine::getCommandSpec)
                                        .filter(below -> !below.usageMessage().hidden())
                                        .map(CommandSpec::name))));
    }

    /** The message without picocli's parameter indices. */
    public static String message(CommandLine.ParameterException e) {
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            return unmatched(
                    e.getCommandLine().getCommandSpec(),
                    unmatched.getUnmatched().get(0));
        }
        if (e.getArgSpec() != null
                && e.getValue() != null
                && !Commands.values(e.getArgSpec()).isEmpty()) {
            return "%s'%s' is not one of %s"
                    .formatted(option(e), e.getValue(), String.join(", ", Commands.values(e.getArgSpec())));
        }
        if (e.getCause() instanceof CommandLine.TypeConversionException why) {
            return option(e) + why.getMessage();
        }
        return String.valueOf(e.getMessage());
    }

    private static String option(CommandLine.ParameterException e) {
        return e.getArgSpec() instanceof OptionSpec spec ? spec.longestName() + ": " : "";
    }
}
