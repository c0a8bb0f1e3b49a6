package dev.tenantadmin.command;

import dev.tenantadmin.cli.Arguments;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Makes commands from annotated objects, only those that a run needs: reading them all takes longer than most runs take until their first call.
 *
 * @param arguments of the run
 */
public record Registration(Extent extent, Arguments arguments) {

    /** Every command in full. */
    public static final Registration WHOLE = new Registration(Extent.WHOLE, new Arguments(List.of()));

    /** How much of the commands is read. */
    public enum Extent {
        /** Only the commands that the arguments name. */
        NAMED,
        /** The named commands in full, and of the others what the list of commands shows. */
        LISTED,
        /** All commands in full. */
        WHOLE
    }

    /** What a run with these arguments needs. */
    public static Registration of(Arguments arguments) {
        Extent extent = arguments.mayName(Completion.NAME)
                ? Extent.WHOLE
                : arguments.askForHelp() || arguments.mayName(Help.NAME) ? Extent.LISTED : Extent.NAMED;
        return new Registration(extent, arguments);
    }

    /** The same, and of all other commands what the list of commands shows. */
    Registration listing() {
        return new Registration(Extent.LISTED, arguments);
    }

    /** A command and its subcommands. */
    record Entry(String name, Supplier<Object> command, List<Entry> below) {

        Entry(String name, Supplier<Object> command) {
            this(name, command, List.of());
        }
    }

    /** Adds the commands to the line; lists all if the arguments name none. */
    void addTo(CommandLine line, List<Entry> commands) {
        boolean named = commands.stream().anyMatch(entry -> arguments.mayName(entry.name()));
        for (Entry entry : commands) {
            boolean needed = extent == Extent.WHOLE || arguments.mayName(entry.name());
            if (needed || extent == Extent.LISTED || !named) {
                Object command = entry.command().get();
                CommandLine below =
                        new CommandLine(needed ? CommandSpec.forAnnotatedObject(command) : listed(entry, command));
                addTo(below, entry.below());
                line.addSubcommand(entry.name(), below);
            }
        }
    }

    private static CommandSpec listed(Entry entry, Object command) {
        Command annotation = Objects.requireNonNull(command.getClass().getAnnotation(Command.class));
        CommandSpec listed = CommandSpec.wrapWithoutInspection(command).name(entry.name());
        listed.usageMessage().description(annotation.description()).hidden(annotation.hidden());
        return listed;
    }
}
