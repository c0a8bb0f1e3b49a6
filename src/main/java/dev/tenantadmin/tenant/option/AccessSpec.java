package dev.tenantadmin.tenant.option;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about who may come in, and from where. Null means "leave as it is"; a list that is given replaces the one before, an
 * empty one takes it back.
 *
 * @param trusts principals outside the tenant that may become its access role
 * @param permissionSets permission sets of IAM Identity Center whose people may
 * @param administrators ARNs of users and roles that may, beside the one that made the tenant
 * @param requireMfa whether the tenant's users may do nothing without multi-factor authentication
 * @param cidrs the addresses from which notebooks may be reached
 */
public record AccessSpec(
        @Nullable List<Trust> trusts,
        @Nullable List<String> permissionSets,
        @Nullable List<String> administrators,
        @Nullable Boolean requireMfa,
        @Nullable List<String> cidrs) {

    public static final AccessSpec AS_IT_IS = new AccessSpec(null, null, null, null, null);

    /** The word that takes back what was given before. */
    public static final String NONE = "none";

    /**
     * Reads what a person wrote; a list of {@link #NONE} alone is an empty one.
     *
     * @throws IllegalArgumentException with a sentence for the person who asked
     */
    public static AccessSpec parse(
            @Nullable List<String> trusts,
            @Nullable List<String> permissionSets,
            @Nullable List<String> administrators,
            @Nullable Boolean requireMfa,
            @Nullable List<String> cidrs) {
        return new AccessSpec(
                each(trusts, Trust::of),
                each(permissionSets, AccessOptions::permissionSet),
                each(administrators, AccessOptions::administrator),
                requireMfa,
                each(cidrs, AccessOptions::cidr));
    }

    static <T extends Comparable<T>> @Nullable List<T> each(@Nullable List<String> texts, Function<String, T> parse) {
        if (texts == null) {
            return null;
        }
        return texts.equals(List.of(NONE))
                ? List.of()
                : texts.stream().map(parse).distinct().sorted().toList();
    }
}
