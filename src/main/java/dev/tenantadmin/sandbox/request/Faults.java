package dev.tenantadmin.sandbox.request;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders calls to go wrong. It is asked around every call that is well-formed, by many threads at once. */
@FunctionalInterface
public interface Faults {
    /** Nothing goes wrong. */
    Faults NONE = occasion -> Optional.empty();

    /** When, as seen from what the call does. */
    enum Moment {
        BEFORE,
        AFTER
    }

    /**
     * A chance for a call to go wrong.
     *
     * @param moment before or after its effect
     * @param call its number among all calls, from 1
     * @param repetition its number among the calls of its operation, from 1
     * @param service the signing name, such as iam
     * @param operation such as CreateRole
     */
    record Occasion(Moment moment, long call, long repetition, String service, String operation) {}

    /** What goes wrong now, if anything. */
    Optional<FaultType> at(Occasion occasion);

    /** The first of these that wants something to go wrong decides. */
    static Faults of(List<Faults> orders) {
        return occasion -> orders.stream()
                .map(order -> order.at(occasion))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Reads OPERATION[#N]:before|after:throttle|failure|reset|silence|kill; the operation may be * for all, and N is one of its calls. */
    static Faults parse(String text) {
        Matcher order = Pattern.compile("(\\*|\\w+)(?:#([1-9]\\d{0,8}))?:(before|after):(\\w+)")
                .matcher(text);
        if (!order.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a fault such as CreateRole#2:after:reset");
        }
        Moment moment = Moment.valueOf(order.group(3).toUpperCase(Locale.ROOT));
        FaultType fault = List.of(FaultType.values()).stream()
                .filter(known -> known.name().equalsIgnoreCase(order.group(4)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no fault '" + order.group(4) + "', only throttle, failure, reset, silence and kill"));
        boolean any = order.group(1).equals("*");
        long only = order.group(2) == null ? 0 : Long.parseLong(order.group(2));
        return occasion -> Optional.of(fault)
                .filter(ordered -> occasion.moment() == moment
                        && (any || occasion.operation().equalsIgnoreCase(order.group(1)))
                        && (only == 0 || only == (any ? occasion.call() : occasion.repetition())));
    }
}
