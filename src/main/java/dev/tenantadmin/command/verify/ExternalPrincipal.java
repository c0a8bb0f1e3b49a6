package dev.tenantadmin.command.verify;

import dev.tenantadmin.cli.output.Described;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A principal outside all tenants that can reach into them. */
public record ExternalPrincipal(
        @Described("Its ARN.") String principal,

        @Described("Maps each tenant to what it can do there.")
        SortedMap<String, Set<Ability>> may,

        @Described("Maps each tenant to what it can do there if unknown conditions are met.")
        SortedMap<String, Set<Ability>> perhaps,

        @Described("The condition keys of those conditions.")
        List<String> dependsOn) {

    /** What an auditor asks about. */
    @Described("What it can do.")
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
        perhaps = Collections.unmodifiableSortedMap(new TreeMap<>(perhaps));
        dependsOn = List.copyOf(dependsOn);
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
