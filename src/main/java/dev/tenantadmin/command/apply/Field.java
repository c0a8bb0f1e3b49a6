package dev.tenantadmin.command.apply;

import dev.tenantadmin.tenant.name.PersonName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What can be asked of a tenant in the file. Each is an option of {@code create-tenant}, which alone knows what values are right; the
 * patterns here only let an editor see the shape.
 *
 * @param name its key in the file
 * @param option the option that it stands for
 * @param off the option that a false flag stands for; empty where that asks nothing
 * @param pattern what a value matches, or a text of a list
 * @param example a value that the option takes, together with the examples of all other fields but {@code no-users}
 * @param description one sentence for whoever writes the file
 */
public record Field(
        String name, String option, String off, Kind kind, String pattern, String example, String description) {

    /** The forms of values. */
    public enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        /** A list whose texts the command line may join by commas. */
        LIST,
        /** A list whose texts may have commas. */
        TEXTS,
        MAP
    }

    private static final String ANY = "";
    private static final String ARN_EXAMPLE = "arn:aws:iam::123456789012:role/example";
    private static final String BOUNDARY_EXAMPLE = "arn:aws:iam::123456789012:policy/example";
    private static final String KEY_EXAMPLE =
            "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012";
    private static final String NAME = "^[a-z0-9]+(-[a-z0-9]+)*$";
    private static final String PERSON = "^[a-z0-9]+([-._@+=,][a-z0-9]+)*$";
    private static final String USER = "--user";

    /** Every field, in the order in which the schema shows them. One more option of {@code create-tenant} is one more line here. */
    public static final List<Field> ALL = List.of(
            new Field(
                    "users",
                    USER,
                    "",
                    Kind.TEXTS,
                    PERSON,
                    "alice",
                    "Persons who have a user. New tenant without it: owner."),
            flag("no-users", "", "Neither group nor users; only for a new tenant."),
            list("notebooks", "--notebook", NAME, "main", "The notebooks. New tenant without it: main."),
            text("instance-type", "^ml\\..+", "ml.t3.medium", "The notebooks' instance type."),
            number("volume-size", "5", "The size of the notebooks' volumes in GB, 5 to 16384; it can only grow."),
            text("idle-stop", ANY, "2h", "Have notebooks stop themselves when idle for so long, such as 2h; or none."),
            text("on-start", ANY, "none", "A script of yours, run as root at every start of a notebook; or none."),
            text("subnet", "^subnet-", "subnet-1", "Run in this subnet, without direct internet access, for good."),
            list("security-groups", "--security-group", "^sg-", "sg-1", "The security groups that go with the subnet."),
            text("kms-key", ANY, "12345678-1234-1234-1234-123456789012", "Encrypt volumes with this key, for good."),
            texts("trusts", "--trust", ARN_EXAMPLE, "Let in these roles, accounts or providers; [none] takes it back."),
            texts("trust-sso", "--trust-sso", "DataScientist", "Let in who has these permission sets, or [none]."),
            texts("administrators", "--administrator", ARN_EXAMPLE, "Let in these users or roles too, or [none]."),
            flag("require-mfa", "--no-require-mfa", "Let users do nothing without multi-factor authentication."),
            flag("protect", "--no-protect", "Have delete-tenant refuse the tenant."),
            list("allow-cidrs", "--allow-cidr", ANY, "203.0.113.0/24", "Reach notebooks from here only, or [none]."),
            texts("data-locations", "--data-location", "s3://bucket/team/", "The tenant's own data in S3, or [none]."),
            text("data-key", ANY, KEY_EXAMPLE, "The KMS key of the data locations' buckets, by its ARN; or none."),
            list("allow-instance-types", "--allow-instance-type", ANY, "ml.t3.*", "What jobs may use, or [none]."),
            text("max-runtime", ANY, "6h", "Let jobs run no longer, such as 6h; or none."),
            text(
                    "permissions-boundary",
                    ANY,
                    BOUNDARY_EXAMPLE,
                    "The organisation's boundary in place of ours, or none."),
            text("path-prefix", "^/", "/teams/", "Make everything under this IAM path; only for a new tenant."),
            map(
                    "tags",
                    "--tag",
                    "team=red",
                    "Tags on all that can bear them, beside those of the defaults; {} takes all others away."),
            text("region", "^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$", "us-east-1", "The home region of a new tenant."),
            text(
                    "assume-role",
                    "^arn:",
                    "arn:aws:iam::123456789012:role/admin",
                    "Act as this role; ARN,external-id=ID where it asks for one."));

    private static Field list(String name, String option, String pattern, String example, String description) {
        return new Field(name, option, "", Kind.LIST, pattern, example, description);
    }

    private static Field map(String name, String option, String example, String description) {
        return new Field(name, option, "", Kind.MAP, ANY, example, description);
    }

    private static Field text(String name, String pattern, String example, String description) {
        return new Field(name, "--" + name, "", Kind.TEXT, pattern, example, description);
    }

    private static Field number(String name, String example, String description) {
        return new Field(name, "--" + name, "", Kind.NUMBER, ANY, example, description);
    }

    private static Field texts(String name, String option, String example, String description) {
        return new Field(name, option, "", Kind.TEXTS, ANY, example, description);
    }

    private static Field flag(String name, String off, String description) {
        return new Field(name, "--" + name, off, Kind.FLAG, ANY, "true", description);
    }

    static Optional<Field> named(String name) {
        return ALL.stream().filter(field -> field.name.equals(name)).findFirst();
    }

    static Stream<String> names() {
        return ALL.stream().map(Field::name);
    }

    /** A value as the command line takes it; nothing for a flag that is off. */
    Stream<String> arguments(String value) {
        if (kind == Kind.FLAG) {
            return Stream.of(value.equals("true") ? option : off).filter(given -> !given.isEmpty());
        }
        return Stream.of(option + "=" + (option.equals(USER) ? PersonName.listed(value) : value));
    }

    /** {@link #example} as the command line takes it. */
    public Stream<String> exampleArguments() {
        return arguments(example);
    }
}
