package dev.tenantadmin.command.verify;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.cli.Version;
import dev.tenantadmin.tenant.name.Printable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The findings of {@code verify} for hosts of code, as <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF
 * 2.1.0</a>: a rule for each kind of finding.
 *
 * @param from the file that was read instead of the account
 */
public record VerifySarif(VerifyResult proof, @Nullable Path from) {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /** What tells one finding from another in every run; SARIF wants a version in its name. */
    private static final String FINGERPRINT = "findingId/v1";

    /** The document. */
    public String json() {
        Map<String, Object> driver = object("name", "tenant-admin");
        driver.put("version", Version.number());
        driver.put(
                "rules", Stream.of(Finding.Kind.values()).map(VerifySarif::rule).toList());
        Map<String, Object> run = object("tool", object("driver", driver));
        // Hosts keep the findings of each account apart by this; it ends with a slash because no part of it names the
        // run.
        run.put("automationDetails", object("id", "tenant-admin verify/%s/".formatted(proof.account())));
        run.put("results", proof.findings().stream().map(this::result).toList());
        Map<String, Object> log = object("$schema", SCHEMA);
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        try {
            return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(log) + "\n";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> rule(Finding.Kind kind) {
        Map<String, Object> rule = object("id", id(kind));
        rule.put("shortDescription", object("text", description(kind)));
        rule.put("defaultConfiguration", object("level", level(kind)));
        return rule;
    }

    private Map<String, Object> result(Finding finding) {
        Map<String, Object> result = object("ruleId", id(finding.kind()));
        result.put("level", level(finding.kind()));
        result.put(
                "message",
                object(
                        "text",
                        message(
                                finding.remedy() == null
                                        ? finding.text()
                                        : finding.text() + ". To do: " + finding.remedy())));
        Map<String, Object> location = new LinkedHashMap<>();
        if (from != null) {
            location.put("physicalLocation", object("artifactLocation", object("uri", uri(from))));
        }
        Map<String, Object> tenant = object("name", finding.tenant());
        tenant.put("kind", "tenant");
        location.put("logicalLocations", List.of(tenant));
        result.put("locations", List.of(location));
        result.put("partialFingerprints", object(FINGERPRINT, finding.id()));
        if (proof.newly() != null) {
            result.put("baselineState", proof.newly().findings().contains(finding.id()) ? "new" : "unchanged");
        }
        return result;
    }

    private static String id(Finding.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String level(Finding.Kind kind) {
        return switch (kind) {
            case LEAK -> "error";
            case WIDER, MISSING, UNDECIDED, DISAGREEMENT, FOREIGN, DRIFT -> "warning";
            case UNANSWERED -> "note";
        };
    }

    private static String description(Finding.Kind kind) {
        return switch (kind) {
            case LEAK -> "Somebody can do what they must not.";
            case WIDER -> "A tenant's principal can do more in its own tenant than is meant.";
            case MISSING -> "A tenant's principal cannot do what its work needs.";
            case UNDECIDED -> "It cannot be told whether a tenant's principal can do more than is meant.";
            case DISAGREEMENT -> "AWS's policy simulator answers otherwise than the proof.";
            case UNANSWERED -> "AWS's policy simulator gives no answer.";
            case FOREIGN -> "Something among the tenant's resources is not managed by tenant-admin.";
            case DRIFT -> "A resource of the tenant is missing or changed.";
        };
    }

    /** With what SARIF takes for a placeholder or a link written as text (SARIF 2.1.0, 3.11.5 and 3.11.6). */
    private static String message(String text) {
        return Printable.text(text).replace("{", "{{").replace("}", "}}").replace("](", "\\](");
    }

    /** Relative to the working directory if the file is below it, as hosts of code want it. */
    private static String uri(Path file) {
        URI uri =
                Path.of("").toUri().relativize(file.toAbsolutePath().normalize().toUri());
        // A colon in the first segment of a relative reference would end a scheme (RFC 3986, 4.2).
        return uri.isAbsolute() ? uri.toString() : uri.toString().replace(":", "%3A");
    }

    private static Map<String, Object> object(String name, Object value) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(name, value);
        return object;
    }
}
