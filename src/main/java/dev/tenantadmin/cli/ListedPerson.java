package dev.tenantadmin.cli;

import dev.tenantadmin.tenant.name.PersonName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a person's name out of a list whose items commas part. */
public final class ListedPerson implements ITypeConverter<PersonName> {

    @Override
    public PersonName convert(String item) {
        try {
            return PersonName.ofListed(item);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
