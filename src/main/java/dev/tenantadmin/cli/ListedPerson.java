package dev.tenantadmin.cli;

import dev.tenantadmin.tenant.PersonName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a person's name out of a list whose items commas part. */
final class ListedPerson implements ITypeConverter<PersonName> {

    @Override
    public PersonName convert(String item) {
        try {
            return PersonName.ofListed(item);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
