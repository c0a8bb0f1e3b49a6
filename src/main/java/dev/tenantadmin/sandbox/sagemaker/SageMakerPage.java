package dev.tenantadmin.sandbox.sagemaker;

import dev.tenantadmin.sandbox.request.Refusals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A page of a sorted list. Its token is the name of the last item, so that items removed in between shift nothing. */
record SageMakerPage<T>(List<T> items, @Nullable String next) {
    private static final int DEFAULT = 10;

    /**
     * Returns the page after a token.
     *
     * @param item the shown form of an entry, or empty to skip it; called only for the entries that the page needs
     */
    static <E, T> SageMakerPage<T> of(
            List<E> entries,
            Function<E, String> name,
            Function<E, Optional<T>> item,
            @Nullable String token,
            @Nullable Integer most) {
        List<T> items = new ArrayList<>();
        String last = null;
        for (E entry : entries.subList(start(entries, name, token), entries.size())) {
            Optional<T> shown = item.apply(entry);
            if (shown.isPresent()) {
                if (items.size() == (most == null ? DEFAULT : most)) {
                    return new SageMakerPage<>(items, last);
                }
                items.add(shown.get());
                last = name.apply(entry);
            }
        }
        return new SageMakerPage<>(items, null);
    }

    private static <E> int start(List<E> entries, Function<E, String> name, @Nullable String token) {
        if (token == null) {
            return 0;
        }
        int last = entries.stream().map(name).toList().indexOf(token);
        if (last < 0) {
            throw Refusals.validation("Invalid NextToken.");
        }
        return last + 1;
    }
}
