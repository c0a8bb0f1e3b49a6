package dev.tenantadmin.sandbox.request;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes calls fail on order. Asked around every well-formed call, from many threads at once. */
@FunctionalInterface
public interface Faults {
    /** No faults. */
    Faults NONE = occasion -> Optional.empty();

    /** Before or after the call's effect. */
    enum Moment {
        BEFORE,
        AFTER
    }

    /**
     * A point at which a call can fail.
     *
     * @param moment before or after its effect
     * @param call its number among all calls, from 1
     * @param repetition its number among the calls of its operation, from 1
     * @param service the signing name, such as iam
     * @param operation such as CreateRole
     */
    record Occasion(Moment moment, long call, long repetition, String service, String operation) {}

    /** The fault at this point, if any. */
    Optional<FaultType> at(Occasion occasion);

    /** Combines orders; the first one with a fault decides. */
    static Faults of(List<Faults> orders) {
        return occasion -> orders.stream()
                .map(order -> order.at(occasion))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Parses OPERATION[#N|%N]:before|after:throttle|failure|reset|silence|kill. OPERATION can be * for all; #N is its Nth call, %N each Nth. */
    static Faults parse(String text) {
        Matcher order = Pattern.compile(
                        "(?<operation>\\*|\\w+)(?:(?<which>[#%])(?<n>[1-9]\\d{0,8}))?:(?<moment>before|after):(?<fault>\\w+)")
                .matcher(text);
        if (!order.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a fault such as CreateRole#2:after:reset");
        }
        Moment moment = Moment.valueOf(order.group("moment").toUpperCase(Locale.ROOT));
        FaultType fault = List.of(FaultType.values()).stream()
                .filter(known -> known.name().equalsIgnoreCase(order.group("fault")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault '" + order.group("fault")
                        + "', only throttle, failure, reset, silence and kill"));
        String operation = order.group("operation");
        boolean any = operation.equals("*");
        boolean each = !"#".equals(order.group("which"));
        long n = order.group("n") == null ? 1 : Long.parseLong(order.group("n"));
        return occasion -> Optional.of(fault)
                .filter(ordered -> occasion.moment() == moment
                        && (any || occasion.operation().equalsIgnoreCase(operation))
                        && selects(each, n, any ? occasion.call() : occasion.repetition()));
    }

    private static boolean selects(boolean each, long n, long call) {
        return each ? call % n == 0 : call == n;
    }
}
