package dev.tenantadmin.command.verify.question;

import dev.tenantadmin.policy.language.Glob;
import dev.tenantadmin.policy.language.IpRange;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Examples of what a tenant's options allow, and of what they just do not. */
record Limits(@Nullable Settings settings) {

    /** From the ranges reserved for documentation. */
    private static final List<String> ELSEWHERE = List.of("192.0.2.1", "2001:db8::1");

    private static final List<String> NO_TYPES = List.of("ml.probe.large", "ml.m5.probe", "ml.t3");

    private List<IpRange> ranges() {
        return settings == null
                ? List.of()
                : settings.get(Options.ALLOW_CIDR).stream()
                        .flatMap(range -> IpRange.parse(range).stream())
                        .toList();
    }

    private List<String> patterns() {
        return settings == null ? List.of() : settings.get(Options.ALLOW_INSTANCE_TYPE);
    }

    /** An address that may reach notebooks; empty if all may. */
    Optional<String> address() {
        return ranges().stream().map(IpRange::address).findFirst();
    }

    /** Addresses that may not, one of each family, nearest first. */
    List<String> addressesBeyond() {
        List<IpRange> beyond = Stream.concat(
                        ranges().stream().map(IpRange::beyond).flatMap(Optional::stream),
                        ELSEWHERE.stream().flatMap(address -> IpRange.parse(address).stream()))
                .filter(address -> ranges().stream().noneMatch(range -> range.contains(address)))
                .toList();
        return Stream.of(32, 128)
                .flatMap(bits -> beyond.stream()
                        .filter(address -> address.bits() == bits)
                        .limit(1))
                .map(IpRange::address)
                .toList();
    }

    /** An instance type that work may use; empty if all are allowed. */
    Optional<String> instanceType() {
        return patterns().stream()
                .map(pattern -> pattern.replace("*", "medium"))
                .findFirst();
    }

    /** A type that it may not use; empty if there is none. */
    Optional<String> instanceTypeBeyond() {
        return instanceType().stream()
                .flatMap(type -> Stream.concat(Stream.of(type + "x"), NO_TYPES.stream()))
                .filter(type -> patterns().stream()
                        .noneMatch(pattern -> Glob.of(pattern).matches(type)))
                .findFirst();
    }

    /** How long work may run, in seconds; empty for SageMaker's own limit. */
    Optional<Long> seconds() {
        return Optional.ofNullable(settings)
                .flatMap(known -> known.get(Options.MAX_RUNTIME))
                .map(Duration::toSeconds);
    }
}
