package dev.tenantadmin.cli;

import java.util.Objects;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Makes commands of annotated objects. Reading all their options takes longer than most runs do until their first call, so of a
 * command that does not occur among a run's arguments only that is read which the list of commands shows.
 *
 * @param arguments of the run
 * @param whole whether every command is wanted whole, whatever the arguments
 */
record Registration(Set<String> arguments, boolean whole) {

    CommandLine command(Object command, Object... below) {
        Command annotation = Objects.requireNonNull(command.getClass().getAnnotation(Command.class));
        boolean needed = whole || arguments.contains(annotation.name());
        CommandLine line =
                new CommandLine(needed ? CommandSpec.forAnnotatedObject(command) : listed(command, annotation));
        for (Object each : below) {
            line.addSubcommand(new Registration(arguments, needed).command(each));
        }
        return line;
    }

    private static CommandSpec listed(Object command, Command annotation) {
        CommandSpec listed = CommandSpec.wrapWithoutInspection(command).name(annotation.name());
        listed.usageMessage().description(annotation.description()).hidden(annotation.hidden());
        return listed;
    }
}
