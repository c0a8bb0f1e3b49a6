package dev.tenantadmin.sandbox;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A page of a sorted list; its token is the name of the last item, so that what vanishes meanwhile shifts nothing. */
record SageMakerPage<T>(List<T> items, @Nullable String next) {
    private static final int DEFAULT = 10;

    static <T> SageMakerPage<T> of(
            List<T> all, Function<T, String> name, @Nullable String token, @Nullable Integer most) {
        int start = 0;
        if (token != null) {
            List<String> names = all.stream().map(name).toList();
            start = names.indexOf(token) + 1;
            if (start == 0) {
                throw Refusals.validation("Invalid NextToken.");
            }
        }
        int end = Math.min(all.size(), start + (most == null ? DEFAULT : most));
        List<T> items = all.subList(start, end);
        return new SageMakerPage<>(items, end < all.size() ? name.apply(items.get(items.size() - 1)) : null);
    }
}
