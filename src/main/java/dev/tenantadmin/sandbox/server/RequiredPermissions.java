package dev.tenantadmin.sandbox.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The table in authorizations.txt: the permissions that each operation requires. */
final class RequiredPermissions {
    private final Map<String, List<RequiredPermission>> byOperation = new LinkedHashMap<>();

    RequiredPermissions() {
        try (InputStream stream =
                        Objects.requireNonNull(RequiredPermissions.class.getResourceAsStream("authorizations.txt"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    add(line.split(" +", -1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String[] columns) {
        List<RequiredPermission> permissions = byOperation.computeIfAbsent(columns[0], operation -> new ArrayList<>());
        // A dash marks an operation that everyone can call.
        if (!columns[1].equals("-")) {
            permissions.add(RequiredPermission.of(columns));
        }
    }

    /** The permissions that an operation requires; empty if it is not in the table. */
    Optional<List<RequiredPermission>> of(String service, String operation) {
        return Optional.ofNullable(byOperation.get(service + "." + operation));
    }

    Map<String, List<RequiredPermission>> all() {
        return byOperation;
    }
}
