package dev.tenantadmin.build;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * States in the SBOM that picocli is our own jar, compiled from the published sources: the JVM's caches skip the published classes because
 * their class-file version is too old. The published jar becomes our component's ancestor (CycloneDX 1.6, pedigree). The build runs it.
 */
public final class SbomPedigree {

    private static final String NAME = "picocli";

    private SbomPedigree() {}

    /** Rewrites an SBOM for this jar: {@code main(sbom, jar)}. */
    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        Path sbom = Path.of(args[0]);
        Map<String, Object> json = JSON.std.mapFrom(Files.readString(sbom));
        List<Object> components = new ArrayList<>();
        for (Object component : (List<?>) Objects.requireNonNull(json.get("components"))) {
            Map<String, Object> own = map(component);
            components.add(NAME.equals(own.get("name")) ? ours(own, Path.of(args[1])) : own);
        }
        json.put("components", components);
        Files.writeString(
                sbom, JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(json) + System.lineSeparator());
    }

    private static Map<String, Object> ours(Map<String, Object> published, Path jar)
            throws IOException, NoSuchAlgorithmException {
        Map<String, Object> ours = new LinkedHashMap<>(published);
        Map<String, Object> ancestor = new LinkedHashMap<>(published);
        // Our component keeps the reference, because dependencies name it.
        ancestor.remove("bom-ref");
        ours.put("group", "dev.tenantadmin");
        ours.remove("purl");
        Map<String, Object> hash = new LinkedHashMap<>();
        hash.put("alg", "SHA-256");
        hash.put(
                "content",
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar))));
        ours.put("hashes", List.of(hash));
        // Map.of has another order in every run, and two builds have to be equal.
        Map<String, Object> pedigree = new LinkedHashMap<>();
        pedigree.put("ancestors", List.of(ancestor));
        pedigree.put("notes", "Compiled from the published sources, unchanged, as classes of Java 17.");
        ours.put("pedigree", pedigree);
        return ours;
    }

    private static Map<String, Object> map(Object json) {
        Map<String, Object> all = new LinkedHashMap<>();
        ((Map<?, ?>) json).forEach((key, value) -> all.put(String.valueOf(key), value));
        return all;
    }
}
