package dev.tenantadmin.command.tenant;

import dev.tenantadmin.file.UnreadableFile;
import dev.tenantadmin.file.Utf8Reader;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.GivenRole;
import dev.tenantadmin.tenant.option.InvalidOptionException;
import dev.tenantadmin.tenant.option.Option;
import dev.tenantadmin.tenant.option.OptionType;
import dev.tenantadmin.tenant.option.OptionType.Form;
import dev.tenantadmin.tenant.option.OptionValues;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.TenantSpec;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Adds every option of a tenant to the command that it transforms. */
public final class TenantOptions implements IModelTransformer {

    private static final String COMMA = ",";
    private static final String UNESCAPED_COMMA = "(?<!\\\\),";

    @Override
    public CommandSpec transform(CommandSpec command) {
        return add(command, false);
    }

    /** Adds all of them to a command, in its help or not. */
    public static CommandSpec add(CommandSpec command, boolean hidden) {
        for (Option<?> option : Options.ALL) {
            command.addOption(spec(option).hidden(hidden).build());
            option.opposite()
                    .ifPresent(opposite -> command.addOption(OptionSpec.builder(opposite)
                            .type(boolean.class)
                            .userObject(option)
                            .hidden(hidden)
                            .description("Undo %s.".formatted(option))
                            .build()));
        }
        return command;
    }

    private static OptionSpec.Builder spec(Option<?> option) {
        OptionSpec.Builder spec =
                OptionSpec.builder(option.option()).userObject(option).description(option.lineDescription());
        Form form = option.type().form();
        if (form == Form.FLAG) {
            return spec.type(boolean.class);
        }
        spec.paramLabel(option.help().label());
        if (form.several()) {
            spec.type(List.class).auxiliaryTypes(String.class);
        } else {
            spec.type(String.class);
        }
        if (form == Form.LIST) {
            spec.splitRegex(COMMA);
        } else if (form == Form.ESCAPED_LIST) {
            spec.splitRegex(UNESCAPED_COMMA).splitRegexSynopsisLabel(COMMA);
        }
        return spec;
    }

    /**
     * What a command line asks for.
     *
     * @throws ParameterException with a readable message
     */
    static TenantSpec asked(CommandSpec command, TenantName tenant) {
        OptionValues asked = OptionValues.NONE;
        for (Option<?> option : Options.ALL) {
            asked = with(asked, option, command);
        }
        try {
            return new TenantSpec(tenant, asked);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * What a command line gives for any tenant; variables and the config file are not asked.
     *
     * @throws ParameterException with a readable message
     */
    public static OptionValues given(CommandSpec command) {
        OptionValues given = OptionValues.NONE;
        for (Option<?> option : Options.ALL) {
            if (Stream.concat(Stream.of(option.option()), option.opposite().stream())
                    .anyMatch(command.commandLine().getParseResult()::hasMatchedOption)) {
                given = with(given, option, command);
            }
        }
        try {
            GivenRole.in(given).forEach(GivenRole::requireNoSession);
            return new TenantSpec(new TenantName("any"), given).asked();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static <T> OptionValues with(OptionValues asked, Option<T> option, CommandSpec command) {
        OptionSpec spec = command.findOption(option.option());
        try {
            List<String> texts = texts(option, command);
            return texts.isEmpty() ? asked : asked.with(option, option.parse(texts));
        } catch (InvalidOptionException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    command.commandLine(),
                    String.valueOf(e.getMessage()),
                    new TypeConversionException(e.getMessage()),
                    spec,
                    null);
        }
    }

    /** The texts given for an option; empty if it is not given. */
    private static List<String> texts(Option<?> option, CommandSpec command) {
        Object value = command.findOption(option.option()).getValue();
        return switch (option.type().form()) {
            case FLAG -> flag(option, command, Boolean.TRUE.equals(value));
            case TEXT, NUMBER -> value == null ? List.of() : List.of((String) value);
            case FILE -> value == null ? List.of() : List.of(content(option, (String) value));
            case LIST, TEXTS, MAP -> list(value);
            case ESCAPED_LIST -> list(value).stream().map(OptionType::unescaped).toList();
        };
    }

    private static List<String> flag(Option<?> option, CommandSpec command, boolean on) {
        boolean off = option.opposite()
                .filter(opposite ->
                        Boolean.TRUE.equals(command.findOption(opposite).getValue()))
                .isPresent();
        if (on && off) {
            throw new InvalidOptionException(
                    "%s and %s exclude each other", option, option.opposite().orElseThrow());
        }
        return on || off ? List.of(String.valueOf(on)) : List.of();
    }

    private static List<String> list(@Nullable Object value) {
        return value instanceof List<?> texts
                ? texts.stream().map(String::valueOf).toList()
                : List.of();
    }

    /**
     * The content of an option's file; {@link Option#NONE} unchanged.
     *
     * @throws InvalidOptionException if it cannot be read
     */
    public static String content(Option<?> option, String file) {
        if (file.equals(Option.NONE)) {
            return file;
        }
        try {
            String text = Utf8Reader.text(Path.of(file));
            return text.endsWith("\n") ? text : text + "\n";
        } catch (InvalidPathException e) {
            throw unreadable(option, file, new NoSuchFileException(file));
        } catch (IOException e) {
            throw unreadable(option, file, e);
        }
    }

    private static InvalidOptionException unreadable(Option<?> option, String file, IOException why) {
        InvalidOptionException invalid = new InvalidOptionException(
                "%s: file '%s' %s", option, Printable.text(file), UnreadableFile.reason(file, why));
        invalid.initCause(why);
        return invalid;
    }
}
