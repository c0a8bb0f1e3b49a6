package dev.tenantadmin.command.apply;

import dev.tenantadmin.aws.client.RoleToAssume;
import dev.tenantadmin.command.tenant.TenantOptions;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.GivenRole;
import dev.tenantadmin.tenant.option.InvalidOptionException;
import dev.tenantadmin.tenant.option.Option;
import dev.tenantadmin.tenant.option.OptionType;
import dev.tenantadmin.tenant.option.OptionValues;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.TenantSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a file asks for, and the line of every value that an option refuses. */
final class ApplyOrders {

    /**
     * One tenant to create or change.
     *
     * @param region its home region, if the file gives one
     * @param assumeRole the role to assume for it, if the file gives one
     * @param namesUsers whether the file lists its users
     * @param namesNotebooks whether the file lists its notebooks
     */
    record Order(
            TenantSpec spec,
            @Nullable String region,
            @Nullable RoleToAssume assumeRole,
            boolean namesUsers,
            boolean namesNotebooks) {}

    private final List<Problem> problems;

    private final OptionValues given;

    private ApplyOrders(List<Problem> problems, OptionValues given) {
        this.given = given;
        this.problems = new ArrayList<>(problems);
    }

    /**
     * The orders of a file.
     *
     * @param given for every tenant to which the file does not give it
     * @throws InvalidTenantsFileException with every error in form or values
     */
    static List<Order> of(TenantsFile file, OptionValues given) {
        ApplyOrders orders = new ApplyOrders(file.problems(), given);
        Map<Entry, Order> all = new LinkedHashMap<>();
        file.tenants().forEach(entry -> orders.order(entry).ifPresent(order -> all.put(entry, order)));
        orders.requireDataApart(all);
        if (!orders.problems.isEmpty()) {
            throw new InvalidTenantsFileException(orders.problems);
        }
        return List.copyOf(all.values());
    }

    /** Empty if the tenant as a whole is invalid; an invalid single value is noted, and an example replaces it. */
    private Optional<Order> order(Entry entry) {
        try {
            OptionValues asked = given;
            for (Map.Entry<Option<?>, Value> field : entry.fields().entrySet()) {
                asked = with(asked, field.getKey(), field.getValue());
            }
            return Optional.of(new Order(
                    new TenantSpec(new TenantName(entry.name()), asked),
                    asked.get(FileKeys.REGION).orElse(null),
                    asked.get(FileKeys.ASSUME_ROLE).orElse(null),
                    entry.namesUsers(),
                    entry.namesNotebooks()));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(entry.line(), "tenant %s: %s".formatted(entry.name(), inTheFilesWords(e))));
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException for values that contradict each other */
    private <T> OptionValues with(OptionValues asked, Option<T> option, Value value) {
        if (value.items().isEmpty()) {
            return asked;
        }
        List<T> each = new ArrayList<>();
        for (Value.Item item : value.items()) {
            try {
                each.add(parse(option, List.of(item.text())));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(item.line(), inTheFilesWords(e)));
            }
        }
        if (each.size() < value.items().size()) {
            return asked.with(option, option.parse(List.of(option.example().value())));
        }
        return asked.with(option, each.size() == 1 ? each.get(0) : parse(option, value.texts()));
    }

    /** No role is looked up before the whole file is read, so this refuses a session's ARN, which does not contain the role's ARN. */
    static <T> T parse(Option<T> option, List<String> texts) {
        T value = option.parse(
                option.type().form() == OptionType.Form.FILE
                        ? List.of(TenantOptions.content(option, texts.get(0)))
                        : texts);
        GivenRole.in(OptionValues.NONE.with(option, value)).forEach(GivenRole::requireNoSession);
        return value;
    }

    /** A tenant whose data overlaps that of an earlier tenant is an error, in any account: bucket names are unique in all of AWS. */
    private void requireDataApart(Map<Entry, Order> all) {
        Map<String, List<Data>> byBucket = new HashMap<>();
        all.forEach((entry, order) -> {
            for (DataLocation location : order.spec().get(Options.DATA_LOCATION)) {
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

    /** Replaces the command line's option names with the file's keys. */
    private static String inTheFilesWords(IllegalArgumentException e) {
        return e instanceof InvalidOptionException invalid
                ? invalid.message(option -> "'" + option.key() + "'")
                : String.valueOf(e.getMessage());
    }
}
