package dev.tenantadmin.command;

import dev.tenantadmin.cli.Arguments;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Makes commands of annotated objects, no more of them than a run needs: reading all of them takes longer than most runs do until
 * their first call.
 *
 * @param arguments of the run
 */
public record Registration(Extent extent, Arguments arguments) {

    /** Every command whole, to be read. */
    public static final Registration WHOLE = new Registration(Extent.WHOLE, new Arguments(List.of()));

    /** How much of the commands is read. */
    public enum Extent {
        /** Those alone that the arguments name. */
        NAMED,
        /** Of those that the arguments do not name what the list of commands shows. */
        LISTED,
        /** All of all. */
        WHOLE
    }

    /** What a run with these arguments needs. */
    public static Registration of(Arguments arguments) {
        Extent extent = arguments.mayName(Completion.NAME)
                ? Extent.WHOLE
                : arguments.askForHelp() ? Extent.LISTED : Extent.NAMED;
        return new Registration(extent, arguments);
    }

    /** The same, and of all other commands what the list of commands shows. */
    Registration listing() {
        return new Registration(Extent.LISTED, arguments);
    }

    /** A command, and those below it. */
    record Entry(String name, Supplier<Object> command, List<Entry> below) {

        Entry(String name, Supplier<Object> command) {
            this(name, command, List.of());
        }
    }

    /** Adds the commands to the line; where arguments name none, it lists all. */
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
