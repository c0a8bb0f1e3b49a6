package dev.tenantadmin.command.verify.question;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The questions about one principal in one situation, in one call: the simulator answers each action on each resource, and only the asked ones count.
 */
public record Inquiry(Subject subject, Situation situation, List<Ask> asks) {

    /** The maximum number of answers of a call: those that one page holds. AWS documents no other limit. */
    public static final int MOST = 1000;

    public Inquiry {
        asks = List.copyOf(asks);
    }

    /** All actions, each once. */
    public List<String> actions() {
        return asks.stream().map(Ask::action).distinct().toList();
    }

    /** All resources, each once. */
    public List<String> resources() {
        return asks.stream().map(ask -> ask.target().arn()).distinct().toList();
    }

    /**
     * Questions that go together.
     *
     * @param actions each is asked on each target
     */
    record Family(List<String> actions, List<Target> targets, Expected expected) {}

    /** Packs families of questions into few calls, by first fit. */
    static List<Inquiry> pack(Subject subject, Situation situation, List<Family> families) {
        List<Bin> bins = new ArrayList<>();
        for (Family family : families) {
            int room = MOST / family.actions().size();
            for (int from = 0; from < family.targets().size(); from += room) {
                List<Target> some = family.targets()
                        .subList(from, Math.min(from + room, family.targets().size()));
                Family part = new Family(family.actions(), some, family.expected());
                bins.stream()
                        .filter(bin -> bin.hasRoom(part))
                        .findFirst()
                        .orElseGet(() -> newBin(bins))
                        .add(part);
            }
        }
        return bins.stream()
                .map(bin -> new Inquiry(subject, situation, bin.asks))
                .toList();
    }

    private static Bin newBin(List<Bin> bins) {
        Bin bin = new Bin();
        bins.add(bin);
        return bin;
    }

    /** A call that is being filled. */
    private static final class Bin {
        private final Set<String> actions = new LinkedHashSet<>();
        private final Set<String> resources = new LinkedHashSet<>();
        private final List<Ask> asks = new ArrayList<>();

        boolean hasRoom(Family family) {
            long newActions = family.actions().stream()
                    .filter(action -> !actions.contains(action))
                    .count();
            long newResources = family.targets().stream()
                    .filter(target -> !resources.contains(target.arn()))
                    .count();
            return (actions.size() + newActions) * (resources.size() + newResources) <= MOST;
        }

        void add(Family family) {
            actions.addAll(family.actions());
            for (Target target : family.targets()) {
                resources.add(target.arn());
                family.actions().forEach(action -> asks.add(new Ask(action, target, family.expected())));
            }
        }
    }
}
