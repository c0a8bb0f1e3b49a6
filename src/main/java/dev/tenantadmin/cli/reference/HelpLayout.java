package dev.tenantadmin.cli.reference;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;

/** The layout of help: options under headings, those of all commands last, at a readable width. */
public final class HelpLayout {

    private static final int NARROWEST = 55;
    private static final int WIDEST = 100;

    private HelpLayout() {}

    /** Lays out the help of a command. */
    public static void apply(CommandLine command, int columns) {
        command.setUsageHelpWidth(Math.min(Math.max(columns, NARROWEST), WIDEST));
        command.setUsageHelpLongOptionsMaxWidth(32);
        // With all options it would be a dozen lines that repeat the list below.
        command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
        command.getHelpSectionMap().put(SECTION_KEY_OPTION_LIST_HEADING, help -> "");
        command.getHelpSectionMap().put(SECTION_KEY_OPTION_LIST, HelpLayout::options);
    }

    private static String options(Help help) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, List<OptionSpec>> group :
                Commands.options(help.commandSpec()).entrySet()) {
            Help.Layout layout = help.createDefaultLayout(group.getValue(), List.of(), help.colorScheme());
            layout.addOptions(group.getValue(), help.parameterLabelRenderer());
            text.append(help.createHeading("%n" + group.getKey() + ":%n")).append(layout);
        }
        return text.toString();
    }
}
