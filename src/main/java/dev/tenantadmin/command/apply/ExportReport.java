package dev.tenantadmin.command.apply;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.Report;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tenants as a file that {@code apply} takes: YAML with comments, or JSON with notes. */
public record ExportReport(
        @Described("The set of all its tenants; missing if they are not all in the same one.")
        Optional<String> set,

        @Described("What the file cannot say about its tenants.")
        List<String> notes,

        @Described("The tenants, with the keys of tenants.schema.json.")
        List<Map<String, Object>> tenants)
        implements Report {

    /**
     * The file of these tenants.
     *
     * @param namesAccount whether each tenant names the role to assume, and so its account
     */
    static ExportReport of(String account, boolean namesAccount, List<ExportedTenant> tenants) {
        List<String> notes = new ArrayList<>();
        if (!namesAccount) {
            notes.add("Tenants of account %s, which the file does not name: apply it there.".formatted(account));
        }
        Set<String> creators = tenants.stream()
                .flatMap(tenant -> tenant.creator().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!creators.isEmpty()) {
            notes.add("Created by %s; on another account, whoever applies the file is the creator."
                    .formatted(String.join(", ", creators)));
        }
        Set<Optional<String>> sets = tenants.stream().map(ExportedTenant::set).collect(Collectors.toSet());
        Optional<String> set = sets.size() == 1 ? sets.iterator().next().filter(ExportReport::isSet) : Optional.empty();
        return new ExportReport(
                set,
                notes,
                tenants.stream().map(tenant -> map(tenant, set.isEmpty())).toList());
    }

    private static boolean isSet(String text) {
        return text.length() <= TenantsFileReader.MAX_SET_NAME
                && TenantsFileReader.SET_NAME.matcher(text).matches();
    }

    private static Map<String, Object> map(ExportedTenant tenant, boolean tellsSet) {
        List<String> notes = new ArrayList<>(tenant.notes());
        if (tellsSet) {
            tenant.set()
                    .ifPresent(set ->
                            notes.add("The tag 'set' is %s, and the file is not of this set; the tenant keeps it."
                                    .formatted(set)));
        }
        Map<String, Object> map = new LinkedHashMap<>(tenant.fields());
        if (!notes.isEmpty()) {
            map.put(TenantsFileReader.NOTES, notes);
        }
        return map;
    }

    @Override
    public void text(PrintWriter out) {
        notes.forEach(note -> out.println("# " + note));
        set.ifPresent(name -> out.print(Yaml.text(Map.of(TenantsFile.SET, name))));
        if (tenants.isEmpty()) {
            out.print(Yaml.text(Map.of(TenantsFileReader.TENANTS, List.of())));
            return;
        }
        out.println(TenantsFileReader.TENANTS + ":");
        for (Map<String, Object> tenant : tenants) {
            Map<String, Object> keys = new LinkedHashMap<>(tenant);
            if (keys.remove(TenantsFileReader.NOTES) instanceof List<?> said) {
                said.forEach(note -> out.println("  # " + note));
            }
            Yaml.text(List.of(keys)).lines().forEach(line -> out.println("  " + line));
        }
    }
}
