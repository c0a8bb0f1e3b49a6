package dev.tenantadmin.command.verify.outsider;

import java.util.List;
import java.util.Map;

/**
 * One of the questions that a way needs allowed.
 *
 * @param actions one of them is enough
 * @param things on one of these
 * @param keys condition keys that the request has, because it is of this kind
 */
record Need(List<String> actions, List<Thing> things, Map<String, String> keys) {

    Need {
        actions = List.copyOf(actions);
        things = List.copyOf(things);
        keys = Map.copyOf(keys);
    }

    Need(String actions, Thing... things) {
        this(List.of(actions.split(" ", -1)), List.of(things), Map.of());
    }
}
