package dev.tenantadmin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.cli.VersionReport;
import dev.tenantadmin.cli.output.ChangeWords;
import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.DifferenceWords;
import dev.tenantadmin.cli.output.FailureReport;
import dev.tenantadmin.cli.output.MessageReport;
import dev.tenantadmin.command.apply.ExportReport;
import dev.tenantadmin.command.audit.AuditReport;
import dev.tenantadmin.command.doctor.DoctorReport;
import dev.tenantadmin.command.endpoint.DeploymentReport;
import dev.tenantadmin.command.endpoint.EndpointRemovalReport;
import dev.tenantadmin.command.endpoint.EndpointsReport;
import dev.tenantadmin.command.endpoint.UndeployAllReport;
import dev.tenantadmin.command.notebook.CredentialsReport;
import dev.tenantadmin.command.notebook.NotebookReport;
import dev.tenantadmin.command.notebook.NotebookRow;
import dev.tenantadmin.command.notebook.StopAllReport;
import dev.tenantadmin.command.notebook.UrlReport;
import dev.tenantadmin.command.permissions.PermissionsReport;
import dev.tenantadmin.command.sandbox.SandboxServeReport;
import dev.tenantadmin.command.tenant.ChangeReport;
import dev.tenantadmin.command.tenant.DeletionReport;
import dev.tenantadmin.command.tenant.Running;
import dev.tenantadmin.command.tenant.SuspensionReport;
import dev.tenantadmin.command.tenant.TenantOutcome;
import dev.tenantadmin.command.tenant.TenantOutcomes;
import dev.tenantadmin.command.tenant.TenantReport;
import dev.tenantadmin.command.tenant.TenantTotals;
import dev.tenantadmin.command.tenant.TenantsReport;
import dev.tenantadmin.command.verify.VerifyReport;
import dev.tenantadmin.testing.RecordSchema;
import dev.tenantadmin.testing.Schemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas of JSON results are made of the records that the commands print. */
class ResultSchemasTest {

    private static final String DEFINITIONS = "definitions";

    /** What each command prints; of {@code error} all of them. */
    private static final Map<String, List<Class<?>>> RESULTS = new TreeMap<>(Map.ofEntries(
            Map.entry("create-tenant", List.of(ChangeReport.Document.class, TenantOutcomes.Document.class)),
            Map.entry("add-user", List.of(ChangeReport.Document.class)),
            Map.entry("remove-user", List.of(ChangeReport.Document.class)),
            Map.entry("remove-notebook", List.of(ChangeReport.Document.class)),
            Map.entry("delete-tenant", List.of(DeletionReport.Document.class)),
            Map.entry("describe-tenant", List.of(TenantReport.Document.class)),
            Map.entry("list-tenants", List.of(TenantsReport.Document.class)),
            Map.entry("list-endpoints", List.of(EndpointsReport.Document.class)),
            Map.entry("suspend", List.of(SuspensionReport.class)),
            Map.entry("deploy", List.of(DeploymentReport.class)),
            Map.entry("undeploy", List.of(EndpointRemovalReport.class, UndeployAllReport.class)),
            Map.entry("resume", List.of(SuspensionReport.class)),
            Map.entry("apply", List.of(TenantOutcome.class, TenantTotals.Document.class)),
            Map.entry("export", List.of(ExportReport.class)),
            Map.entry("start", List.of(NotebookReport.class)),
            Map.entry("stop", List.of(NotebookReport.class, StopAllReport.class)),
            Map.entry("url", List.of(UrlReport.class)),
            Map.entry("credentials", List.of(CredentialsReport.Document.class)),
            Map.entry("permissions", List.of(PermissionsReport.Document.class)),
            Map.entry("doctor", List.of(DoctorReport.class)),
            Map.entry("audit", List.of(AuditReport.Document.class)),
            Map.entry("verify", List.of(VerifyReport.Document.class)),
            Map.entry("sandbox-serve", List.of(SandboxServeReport.class)),
            Map.entry("sandbox-reset", List.of(MessageReport.class)),
            Map.entry("version", List.of(VersionReport.class)),
            Map.entry("error", List.of(FailureReport.Document.class))));

    /** What several of them have in common, and its name. */
    private static final Map<Class<?>, String> SHARED = new LinkedHashMap<>();

    static {
        SHARED.put(DifferenceWords.class, "difference");
        SHARED.put(ChangeWords.class, "change");
        SHARED.put(FailureReport.class, "error");
        SHARED.put(NotebookRow.class, "notebook");
        SHARED.put(NotebookReport.class, "notebooks");
        SHARED.put(ChangeReport.Document.class, "tenantChange");
        SHARED.put(SuspensionReport.class, "suspension");
        SHARED.put(TenantTotals.class, "totals");
        SHARED.put(Running.class, "running");
    }

    private static Map<Class<?>, String> references(String file) {
        Map<Class<?>, String> references = new LinkedHashMap<>();
        SHARED.forEach((type, name) -> references.put(type, file + "#/$defs/" + name));
        return references;
    }

    private static Map<String, Object> named(String title) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", title);
        return schema;
    }

    private static Map<String, Object> schema(String name) {
        if (name.equals(DEFINITIONS)) {
            return definitions();
        }
        Map<String, Object> schema = named(
                switch (name) {
                    case "version" -> "The result of tenant-admin --version";
                    case "error" -> "An error of tenant-admin, on standard error";
                    case "apply" -> "A line of the result of tenant-admin apply";
                    default -> "The result of tenant-admin " + name.replace("sandbox-", "sandbox ");
                });
        if (name.equals("apply")) {
            schema.put("description", "A line for each tenant, as it ends, and a last one with the summary.");
        }
        Map<Class<?>, String> references = references(DEFINITIONS + ".schema.json");
        List<Map<String, Object>> forms = Objects.requireNonNull(RESULTS.get(name)).stream()
                .map(type -> references.containsKey(type)
                        ? Map.<String, Object>of("$ref", references.get(type))
                        : new RecordSchema(references).document(type))
                .toList();
        if (forms.size() == 1) {
            schema.putAll(forms.get(0));
        } else {
            schema.put("oneOf", forms);
        }
        return schema;
    }

    private static Map<String, Object> definitions() {
        Map<String, Object> definitions = new LinkedHashMap<>();
        RecordSchema schemas = new RecordSchema(references(""));
        SHARED.forEach((type, name) -> definitions.put(
                name,
                RESULTS.values().stream().anyMatch(types -> types.contains(type))
                        ? schemas.document(type)
                        : schemas.object(type)));
        Map<String, Object> schema = named("What the results of tenant-admin have in common");
        schema.put("$defs", definitions);
        return schema;
    }

    private static String text(Map<String, Object> schema) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        try {
            return JSON.std.with(printer).asString(schema) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> names() {
        return Stream.concat(RESULTS.keySet().stream(), Stream.of(DEFINITIONS));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theSchemaIsThatOfTheRecord(String name) throws IOException {
        String made = text(schema(name));
        Path kept = Schemas.FOLDER.resolve(name + ".schema.json");
        if (System.getenv("TENANT_ADMIN_WRITE_SCHEMAS") != null) {
            Files.writeString(kept, made);
        }
        assertThat(made)
                .as("set TENANT_ADMIN_WRITE_SCHEMAS=true for this test to write it")
                .isEqualTo(Files.readString(kept));
    }

    @Test
    void everyFileIsMadeSo() throws IOException {
        try (Stream<Path> files = Files.list(Schemas.FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".schema.json", "")))
                    .containsExactlyInAnyOrderElementsOf(names().toList());
        }
    }

    /** One of each form. */
    @Described("All of it.")
    public record Everything(
            @Described("A name.") String name,

            @Described(value = "A code.", pattern = "^[A-Z]$", format = "code")
            String code,

            @Described("How many.") @Nullable Integer count,
            boolean isProtected,
            Optional<List<Part>> parts,
            @Described("The last.") @Nullable Part last,
            Map<String, List<Word>> words,
            Map<String, Object> any) {}

    public record Part(Optional<@Nullable Long> size) {}

    @Described("One word.")
    public enum Word {
        NOT_FOUND
    }

    public record Unknown(Duration time) {}

    @Test
    void aSchemaHasAllThatTheTypesTell() {
        String part =
                "{\"type\":\"object\",\"properties\":{\"size\":{\"type\":[\"integer\",\"null\"],\"minimum\":0}},\"required\":[ ]}";
        assertThat(text(new RecordSchema(Map.of()).object(Everything.class))
                        .replaceAll("\\n *", "")
                        .replace("\": ", "\":"))
                .isEqualTo("{\"description\":\"All of it.\",\"type\":\"object\",\"properties\":{"
                        + "\"name\":{\"type\":\"string\",\"description\":\"A name.\"},"
                        + "\"code\":{\"type\":\"string\",\"pattern\":\"^[A-Z]$\",\"format\":\"code\",\"description\":\"A code.\"},"
                        + "\"count\":{\"type\":[\"integer\",\"null\"],\"minimum\":0,\"description\":\"How many.\"},"
                        + "\"protected\":{\"type\":\"boolean\"},"
                        + "\"parts\":{\"type\":\"array\",\"items\":" + part + "},"
                        + "\"last\":{\"anyOf\":[" + part + ",{\"type\":\"null\"}],\"description\":\"The last.\"},"
                        + "\"words\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"array\",\"items\":"
                        + "{\"enum\":[\"not-found\"],\"description\":\"One word.\"}}},"
                        + "\"any\":{\"type\":\"object\"}},"
                        + "\"required\":[\"name\",\"code\",\"count\",\"protected\",\"last\",\"words\",\"any\"]}");
    }

    @Test
    void aTypeWithADefinitionIsNamedAndOneWithoutAFormIsRefused() {
        RecordSchema schemas = new RecordSchema(Map.of(Part.class, "#/$defs/part"));

        assertThat(text(schemas.object(Everything.class)))
                .contains("\"$ref\": \"#/$defs/part\"")
                .doesNotContain("size");
        assertThatThrownBy(() -> schemas.object(Unknown.class)).hasMessageContaining("has no form in JSON");
    }
}
