package dev.tenantadmin.cli;

import dev.tenantadmin.tenant.deployment.ContainerImage;
import dev.tenantadmin.tenant.deployment.EnvironmentVariable;
import dev.tenantadmin.tenant.deployment.ModelData;
import dev.tenantadmin.tenant.name.EndpointName;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Durations;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The option types besides picocli's own. */
public final class OptionTypes {

    private OptionTypes() {}

    /** Registers them with a command line. */
    public static CommandLine register(CommandLine line) {
        return line.registerConverter(TenantName.class, readable(TenantName::new))
                .registerConverter(PersonName.class, readable(PersonName::new))
                .registerConverter(NotebookName.class, readable(NotebookName::new))
                .registerConverter(EndpointName.class, readable(EndpointName::new))
                .registerConverter(ContainerImage.class, readable(ContainerImage::of))
                .registerConverter(ModelData.class, readable(ModelData::of))
                .registerConverter(EnvironmentVariable.class, readable(EnvironmentVariable::of))
                .registerConverter(Duration.class, readable(Durations::parse))
                .registerConverter(Integer.class, readable(OptionTypes::wholeNumber))
                .registerConverter(int.class, readable(OptionTypes::wholeNumber));
    }

    private static Integer wholeNumber(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is not a whole number".formatted(text), e);
        }
    }

    /** Makes picocli report errors in the type's own words, without a Java class name. */
    private static <T> ITypeConverter<T> readable(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        };
    }
}
