package dev.tenantadmin.command;

import dev.tenantadmin.cli.Configuration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
public record Registration(Extent extent, Set<String> arguments) {

    /** Every command whole, to be read. */
    public static final Registration WHOLE = new Registration(Extent.WHOLE, Set.of());

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
    public static Registration of(List<String> arguments) {
        Extent extent = arguments.contains(Completion.NAME)
                ? Extent.WHOLE
                : Configuration.asksForHelp(arguments) ? Extent.LISTED : Extent.NAMED;
        return new Registration(extent, Set.copyOf(arguments));
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
        boolean named = commands.stream().anyMatch(entry -> arguments.contains(entry.name()));
        for (Entry entry : commands) {
            boolean needed = extent == Extent.WHOLE || arguments.contains(entry.name());
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
