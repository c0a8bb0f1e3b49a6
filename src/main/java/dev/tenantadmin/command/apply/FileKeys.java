package dev.tenantadmin.command.apply;

import dev.tenantadmin.aws.client.RoleToAssume;
import dev.tenantadmin.cli.GlobalOptions;
import dev.tenantadmin.tenant.option.Option;
import dev.tenantadmin.tenant.option.OptionType;
import dev.tenantadmin.tenant.option.OptionType.Form;
import dev.tenantadmin.tenant.option.Options;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The keys of a tenant in the file: its options, its region and the role to assume. */
public final class FileKeys {

    /** The home region of a new tenant. */
    static final Option<Optional<String>> REGION = new Option<>(
            "region",
            "region",
            OptionType.single(Form.TEXT, false, GlobalOptions::checkedRegion, Function.identity()),
            new Option.Help("", "REGION", "The home region of a new tenant", ""),
            new Option.Example("^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$", "us-east-1"),
            null);

    /** The role to assume. */
    static final Option<Optional<RoleToAssume>> ASSUME_ROLE = new Option<>(
            "assume-role",
            "assume-role",
            OptionType.single(Form.TEXT, false, RoleToAssume::of, RoleToAssume::toString),
            new Option.Help("", "ARN", "Assume this role; ARN,external-id=ID if the role requires one", ""),
            new Option.Example("^arn:", "arn:aws:iam::123456789012:role/admin"),
            null);

    /** Every key, in the order in which the schema shows them. */
    public static final List<Option<?>> ALL =
            Stream.concat(Options.ALL.stream(), Stream.of(REGION, ASSUME_ROLE)).toList();

    private FileKeys() {}

    static Optional<Option<?>> named(String key) {
        return ALL.stream().filter(option -> option.key().equals(key)).findFirst();
    }

    static Stream<String> names() {
        return ALL.stream().map(Option::key);
    }
}
