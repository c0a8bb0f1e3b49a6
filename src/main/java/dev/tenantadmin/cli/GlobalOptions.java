package dev.tenantadmin.cli;

import dev.tenantadmin.aws.client.RoleToAssume;
import dev.tenantadmin.cli.output.Output;
import dev.tenantadmin.tenant.name.Printable;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The options of all commands, accepted before and after the command's name. */
public final class GlobalOptions {

    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-\\d{1,2}");

    /** Whether and when output is coloured. */
    enum Color {
        AUTO,
        ALWAYS,
        NEVER
    }

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            scope = ScopeType.INHERIT,
            description = "Use this profile of the AWS config files.")
    @Nullable
    String profile;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            converter = RegionConverter.class,
            scope = ScopeType.INHERIT,
            description = "Use this region; for a new tenant, its home region.")
    @Nullable
    public String region;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            converter = EndpointConverter.class,
            scope = ScopeType.INHERIT,
            description = "Send all calls to this address instead of AWS.")
    @Nullable
    URI endpoint;

    @Option(
            names = "--assume-role",
            paramLabel = "ARN",
            converter = RoleConverter.class,
            scope = ScopeType.INHERIT,
            description = "Assume this role, in this account or another; ARN,external-id=ID if the role requires one.")
    @Nullable
    RoleToAssume assumeRole;

    @Option(
            names = "--sandbox",
            scope = ScopeType.INHERIT,
            description = "Use the built-in AWS sandbox: no account, no network.")
    public boolean sandbox;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json|wide",
            scope = ScopeType.INHERIT,
            description = "Format of results and errors; wide is text that may tell more (default: text).")
    public Output.Form output = Output.Form.TEXT;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Do not show progress.")
    public boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show every AWS call, and where an error comes from.")
    boolean verbose;

    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            scope = ScopeType.INHERIT,
            description = "Use colour in help (default: auto, which respects NO_COLOR).")
    Color color = Color.AUTO;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            scope = ScopeType.INHERIT,
            description = "Stop waiting after this time, such as 90s or 1h (default: 30m).")
    Duration timeout = Duration.ofMinutes(30);

    /** Whether help is coloured: the option overrides NO_COLOR. */
    public boolean colored(Map<String, String> environment, Terminal terminal) {
        return switch (color) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                terminal.live() && environment.getOrDefault("NO_COLOR", "").isEmpty();
        };
    }

    public @Nullable String profile() {
        return profile;
    }

    public @Nullable String region() {
        return region;
    }

    public @Nullable URI endpoint() {
        return endpoint;
    }

    public boolean sandbox() {
        return sandbox;
    }

    public boolean verbose() {
        return verbose;
    }

    public Duration timeout() {
        return timeout;
    }

    /**
     * Checks the form of a region's name.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static String checkedRegion(String text) {
        if (!REGION.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not a region such as us-east-1".formatted(Printable.text(text)));
        }
        return text;
    }

    /** Any region name of AWS's form, because AWS adds regions. */
    public static final class RegionConverter implements ITypeConverter<String> {

        @Override
        public String convert(String text) {
            try {
                return checkedRegion(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** A role, with its external id. */
    public static final class RoleConverter implements ITypeConverter<RoleToAssume> {

        @Override
        public RoleToAssume convert(String text) {
            try {
                return RoleToAssume.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** An http or https address with a host. */
    static final class EndpointConverter implements ITypeConverter<URI> {

        @Override
        public URI convert(String text) {
            try {
                URI uri = new URI(text);
                if (uri.getHost() != null && Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                    return uri;
                }
            } catch (URISyntaxException e) {
                // Refused below, like every other text that is not an address.
            }
            throw new TypeConversionException(
                    "'%s' is not an address such as https://iam.example.com".formatted(Printable.text(text)));
        }
    }
}
