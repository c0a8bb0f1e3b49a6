package dev.tenantadmin.command.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A principal outside all tenants that can reach into them.
 *
 * @param may what it can do, by tenant
 * @param maybe by tenant, what it can do if the request tells what is asked for in {@code keys}
 * @param keys the condition keys that this depends on
 */
public record ExternalPrincipal(
        String principal,
        SortedMap<String, Set<Ability>> may,
        SortedMap<String, Set<Ability>> maybe,
        List<String> keys) {

    /** What an auditor asks about. */
    public enum Ability {
        ASSUME("assume the access role", "sts:AssumeRole"),
        PRESIGN("presign", "sagemaker:CreatePresignedNotebookInstanceUrl"),
        START("start", "sagemaker:StartNotebookInstance"),
        UPDATE("update", "sagemaker:UpdateNotebookInstance"),
        RETAG("re-tag", "sagemaker:AddTags");

        private final String word;
        private final String action;

        Ability(String word, String action) {
            this.word = word;
            this.action = action;
        }

        /** For a person. */
        public String word() {
            return word;
        }

        /** IAM's name for it. */
        public String action() {
            return action;
        }
    }

    public ExternalPrincipal {
        may = Collections.unmodifiableSortedMap(new TreeMap<>(may));
        maybe = Collections.unmodifiableSortedMap(new TreeMap<>(maybe));
        keys = List.copyOf(keys);
    }

    /** Tenants in which the same can be done. */
    public static Map<Set<Ability>, List<String>> byAbilities(SortedMap<String, Set<Ability>> byTenant) {
        Map<Set<Ability>, List<String>> tenants = new LinkedHashMap<>();
        byTenant.forEach(
                (tenant, abilities) -> tenants.computeIfAbsent(EnumSet.copyOf(abilities), none -> new ArrayList<>())
                        .add(tenant));
        return tenants;
    }
}
