package dev.tenantadmin.command.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the caller's own policies say to all requests of {@code create-tenant}.
 *
 * @param requests all of them, each with what is demanded of it
 * @param demands what is demanded, of which actions
 * @param denied the actions that no option and no way of calling allows, by reason
 * @param unread why the policies are not known, so that nothing is demanded or denied; null if they are
 */
record OwnPolicies(
        List<CreationRequest> requests,
        SortedMap<CreationDemand, SortedSet<String>> demands,
        SortedMap<CreationRights.Reason, SortedSet<String>> denied,
        @Nullable String unread) {

    /** Judges the requests. */
    static OwnPolicies of(CallerPolicies caller, List<CreationRequest> requests) {
        CreationDemands policies = new CreationDemands(caller);
        SortedMap<CreationDemand, SortedSet<String>> demands = new TreeMap<>();
        SortedMap<CreationRights.Reason, SortedSet<String>> denied = new TreeMap<>();
        List<CreationRequest> met = new ArrayList<>();
        for (CreationRequest request : requests) {
            CreationDemands.Answer answer = policies.of(request);
            if (answer instanceof CreationDemands.Answer.Demanding demanding) {
                demanding
                        .values()
                        .forEach((key, values) -> add(demands, new CreationDemand(key, values), request.action()));
                met.add(request.with(demanding.example()));
            } else {
                met.add(request);
            }
            if (answer instanceof CreationDemands.Answer.Denied no) {
                add(denied, CreationRights.Reason.of(no.decision()), request.action());
            }
        }
        return new OwnPolicies(met, demands, denied, null);
    }

    /** Where they cannot be read. */
    static OwnPolicies unread(List<CreationRequest> requests, String why) {
        return new OwnPolicies(requests, new TreeMap<>(), new TreeMap<>(), why);
    }

    private static <K> void add(SortedMap<K, SortedSet<String>> all, K key, String action) {
        all.computeIfAbsent(key, none -> new TreeSet<>()).add(action);
    }

    /** What they deny and the simulator does not: it is told less of the caller. */
    SortedMap<CreationRights.Reason, SortedSet<String>> deniedBeside(
            SortedMap<CreationRights.Reason, SortedSet<String>> simulated) {
        SortedMap<CreationRights.Reason, SortedSet<String>> others = new TreeMap<>();
        denied.forEach((reason, actions) -> {
            NavigableSet<String> left = new TreeSet<>(actions);
            simulated.values().forEach(left::removeAll);
            if (!left.isEmpty()) {
                others.put(reason, left);
            }
        });
        return others;
    }

    /** Ends the sentence that the simulator allows all. */
    String words() {
        if (unread != null) {
            return "; the caller's own policies cannot be read";
        }
        return demands.isEmpty() ? "" : " where these hold";
    }
}
