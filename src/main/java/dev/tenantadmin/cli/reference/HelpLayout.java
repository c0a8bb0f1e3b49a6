package dev.tenantadmin.cli.reference;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The layout of help: examples, commands in groups, options under headings, at a readable width. */
public final class HelpLayout {

    private static final int NARROWEST = 55;
    private static final int WIDEST = 100;

    private final Map<String, List<String>> groups;
    private final int columns;

    /** @param groups the names of the root's commands, by heading */
    public HelpLayout(Map<String, List<String>> groups, int columns) {
        this.groups = groups;
        this.columns = columns;
    }

    /** Lays out the help of a command. */
    public void apply(CommandLine command) {
        command.setHelpSectionKeys(List.of(SECTION_KEY_SYNOPSIS));
        command.getHelpSectionMap()
                .put(
                        SECTION_KEY_SYNOPSIS,
                        help -> text(command, help.colorScheme()).toString());
    }

    /** Short help, for who names no command: what it is, examples, and the names of the commands. */
    public String brief(CommandLine command) {
        return text(command, CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .brief();
    }

    private HelpText text(CommandLine command, CommandLine.Help.ColorScheme colors) {
        return new HelpText(
                command.getCommandSpec(),
                command.getParent() == null ? groups : Map.of(),
                colors,
                Math.min(Math.max(columns, NARROWEST), WIDEST));
    }
}
