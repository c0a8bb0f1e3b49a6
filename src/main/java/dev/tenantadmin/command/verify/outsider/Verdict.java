package dev.tenantadmin.command.verify.outsider;

import dev.tenantadmin.policy.reason.Possibility.Question;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * That something may be allowed.
 *
 * @param because what it depends on: condition keys, constructs, documents that are not known; empty if it is certain
 * @param witness requests that are allowed, one for each that is needed; none if that was not decided
 */
public record Verdict(Certainty certainty, SortedSet<String> because, List<Question> witness) {

    public Verdict {
        because = Collections.unmodifiableSortedSet(new TreeSet<>(because));
        witness = List.copyOf(witness);
    }

    Verdict(Certainty certainty, Collection<String> because, List<Question> witness) {
        this(certainty, new TreeSet<>(because), witness);
    }

    /** Whether it is allowed by the policies, in a plain call. */
    public boolean isCertain() {
        return certainty == Certainty.CERTAIN;
    }

    boolean isSurerThan(Verdict other) {
        return certainty.compareTo(other.certainty) < 0;
    }

    /** Of this and then another: both have to hold. */
    Verdict then(Verdict next) {
        SortedSet<String> both = new TreeSet<>(because);
        both.addAll(next.because);
        return new Verdict(next.isSurerThan(this) ? certainty : next.certainty, both, next.witness);
    }
}
