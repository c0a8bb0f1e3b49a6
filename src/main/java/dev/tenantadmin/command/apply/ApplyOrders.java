package dev.tenantadmin.command.apply;

import dev.tenantadmin.aws.client.RoleToAssume;
import dev.tenantadmin.cli.GlobalOptions;
import dev.tenantadmin.cli.OptionTypes;
import dev.tenantadmin.cli.TenantParameter;
import dev.tenantadmin.cli.UsageErrors;
import dev.tenantadmin.command.tenant.TenantOptions;
import dev.tenantadmin.tenant.option.AccessOptions;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.GivenRole;
import dev.tenantadmin.tenant.option.InvalidOptionException;
import dev.tenantadmin.tenant.option.TenantSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What a file asks, told by the options of {@code create-tenant}; and, of every value that an option refuses, where it stands. */
final class ApplyOrders {

    /**
     * One tenant to make.
     *
     * @param region its home region, if the file says one
     * @param assumeRole the role to act as for it, if the file says one
     * @param namesUsers whether the file says who its users are
     */
    record Order(
            TenantSpec spec,
            @Nullable String region,
            @Nullable RoleToAssume assumeRole,
            boolean namesUsers) {}

    /** The command line of one tenant. */
    @Command
    private static final class Line {

        @Mixin
        TenantParameter tenant = new TenantParameter();

        @Mixin
        TenantOptions options = new TenantOptions();

        @Option(names = "--region", converter = GlobalOptions.RegionConverter.class)
        @Nullable
        String region;

        @Option(names = "--assume-role", converter = GlobalOptions.RoleConverter.class)
        @Nullable
        RoleToAssume assumeRole;
    }

    private final Line line = new Line();
    private final CommandLine parser =
            OptionTypes.register(new CommandLine(line)).setExpandAtFiles(false).setAllowOptionsAsOptionParameters(true);
    private final List<Problem> problems;

    private ApplyOrders(List<Problem> problems) {
        this.problems = new ArrayList<>(problems);
    }

    /**
     * The orders of a file.
     *
     * @throws InvalidFleetException with everything that is wrong with form or values
     */
    static List<Order> of(TenantsFile file) {
        ApplyOrders orders = new ApplyOrders(file.problems());
        Map<Entry, Order> all = new LinkedHashMap<>();
        file.tenants().forEach(entry -> orders.order(entry).ifPresent(order -> all.put(entry, order)));
        orders.requireDataApart(all);
        if (!orders.problems.isEmpty()) {
            throw new InvalidTenantsFileException(orders.problems);
        }
        return List.copyOf(all.values());
    }

    private Optional<Order> order(Entry entry) {
        try {
            return Optional.of(parse(entry.arguments(), entry.namesUsers()));
        } catch (IllegalArgumentException e) {
            blame(entry, inTheFilesWords(e));
            return Optional.empty();
        }
    }

    /** Whose data overlaps that of a tenant before it is at fault, in whatever account: a bucket's name is unique in all of AWS. */
    private void requireDataApart(Map<Entry, Order> all) {
        Map<String, List<Data>> byBucket = new HashMap<>();
        all.forEach((entry, order) -> {
            List<DataLocation> locations = order.spec().work().dataLocations();
            for (DataLocation location : locations == null ? List.<DataLocation>of() : locations) {
                List<Data> before = byBucket.computeIfAbsent(location.bucket(), bucket -> new ArrayList<>());
                Data data = new Data(entry, location);
                before.stream()
                        .filter(other ->
                                !other.entry().equals(entry) && other.location().overlaps(location))
                        .findFirst()
                        .ifPresent(other -> problems.add(new Problem(
                                data.line(),
                                "data location %s of tenant %s overlaps %s of tenant %s, on line %d"
                                        .formatted(
                                                location,
                                                entry.name(),
                                                other.location(),
                                                other.entry().name(),
                                                other.line()))));
                before.add(data);
            }
        });
    }

    /** One location that the file gives a tenant. */
    private record Data(Entry entry, DataLocation location) {

        int line() {
            return entry.lineOf(location.toString());
        }
    }

    /** @throws IllegalArgumentException for what an option refuses, or what does not go together */
    private Order parse(List<String> arguments, boolean namesUsers) {
        try {
            parser.parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new IllegalArgumentException(
                    e.getCause() instanceof TypeConversionException why ? why.getMessage() : UsageErrors.message(e), e);
        }
        TenantSpec spec = line.options.spec(line.tenant.required());
        AccessOptions.NONE.with(spec.access()).roles().forEach(GivenRole::requireNoSession);
        return new Order(spec, line.region, line.assumeRole, namesUsers);
    }

    /**
     * Finds the lines at fault: each value is tried by itself, beside values of the other fields that are known to be right. What is wrong
     * with those too is wrong with the tenant as a whole.
     */
    private void blame(Entry entry, String message) {
        String together = failure(entry, entry.fields().keySet().stream().flatMap(field -> example(entry, field)))
                .orElse("");
        int before = problems.size();
        entry.fields()
                .forEach((field, value) -> value.single().forEach(single -> {
                    Stream<String> others = entry.fields().keySet().stream()
                            .filter(other -> !other.equals(field))
                            .flatMap(other -> example(entry, other));
                    failure(entry, Stream.concat(others, single.arguments(field)))
                            .filter(why -> !why.equals(together))
                            .ifPresent(why -> add(single.line(), why));
                }));
        if (!together.isEmpty() || problems.size() == before) {
            add(entry.line(), "tenant %s: %s".formatted(entry.name(), together.isEmpty() ? message : together));
        }
    }

    private void add(int at, String message) {
        problems.add(new Problem(at, message));
    }

    private Optional<String> failure(Entry entry, Stream<String> arguments) {
        try {
            parse(Stream.concat(Stream.of(entry.name()), arguments).toList(), false);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(inTheFilesWords(e));
        }
    }

    /** The example of a field, where the tenant's own value says anything. */
    private static Stream<String> example(Entry entry, Field field) {
        Value own = entry.fields().get(field);
        return own != null && own.arguments(field).findAny().isPresent() ? field.exampleArguments() : Stream.of();
    }

    /** The file has keys where the command line has options. */
    private static String inTheFilesWords(IllegalArgumentException e) {
        return e instanceof InvalidOptionException invalid
                ? invalid.message(ApplyOrders::key)
                : String.valueOf(e.getMessage());
    }

    private static String key(String option) {
        return Field.ALL.stream()
                .filter(field -> field.option().equals(option))
                .map(field -> "'" + field.name() + "'")
                .findFirst()
                .orElse(option);
    }
}
