package dev.tenantadmin.command.apply;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.cli.output.JsonOutput;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Option;
import dev.tenantadmin.tenant.option.OptionType.Form;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema of the file, for editors, made from the keys that the reader knows. */
public final class TenantsFileSchema {

    private static final String TYPE = "type";
    private static final String PATTERN = "pattern";

    private TenantsFileSchema() {}

    /** The schema as JSON text. */
    public static String text() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Tenants of tenant-admin");
        schema.put("description", "The tenants that 'tenant-admin apply -f FILE' creates and keeps up to date.");
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put(
                TenantsFileReader.SCHEMA_VERSION,
                described(
                        new LinkedHashMap<>(Map.of("const", JsonOutput.SCHEMA_VERSION)), "The version of this form."));
        parts.put(TenantsFileReader.NOTES, notes());
        parts.put(TenantsFile.SET, set());
        parts.put(TenantsFileReader.DEFAULTS, described(object(fields()), "Defaults for all tenants."));
        parts.put(TenantsFileReader.TENANTS, tenants());
        schema.putAll(object(parts));
        schema.put("required", List.of(TenantsFileReader.TENANTS));
        try {
            return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> notes() {
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put(TYPE, "array");
        notes.put("items", text(""));
        return described(notes, "What export found and the file cannot say. apply passes over it.");
    }

    private static Map<String, Object> set() {
        Map<String, Object> set = text(TenantsFileReader.SET_NAME.pattern());
        set.put("maxLength", TenantsFileReader.MAX_SET_NAME);
        return described(set, "A name for this group of tenants, kept as their tag 'set'; --prune uses it.");
    }

    private static Map<String, Object> tenants() {
        Map<String, Object> properties = new LinkedHashMap<>();
        Map<String, Object> name = text("^[a-z][a-z0-9]*(-[a-z0-9]+)*$");
        name.put("maxLength", TenantName.MAX_LENGTH);
        name.put("not", Map.of(PATTERN, "(^|-)(aws|amazon|sagemaker)(-|$)"));
        properties.put(TenantsFileReader.NAME, described(name, "The tenant's name."));
        properties.put(TenantsFileReader.NOTES, notes());
        properties.putAll(fields());
        Map<String, Object> tenant = object(properties);
        tenant.put("required", List.of(TenantsFileReader.NAME));
        Map<String, Object> tenants = new LinkedHashMap<>();
        tenants.put(TYPE, "array");
        tenants.put("items", tenant);
        return tenants;
    }

    private static Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Option<?> field : FileKeys.ALL) {
            fields.put(field.key(), described(value(field), field.keyDescription()));
        }
        return fields;
    }

    private static Map<String, Object> value(Option<?> field) {
        Map<String, Object> value = new LinkedHashMap<>();
        switch (field.type().form()) {
            case TEXT, FILE -> value.putAll(text(field.example().pattern()));
            case NUMBER -> value.put(TYPE, "integer");
            case FLAG -> value.put(TYPE, "boolean");
            case LIST, ESCAPED_LIST, TEXTS -> {
                value.put(TYPE, "array");
                Map<String, Object> items = text(field.example().pattern());
                if (field.type().form() == Form.LIST) {
                    items.put("not", Map.of(PATTERN, ","));
                }
                value.put("items", items);
            }
            case MAP -> {
                value.put(TYPE, "object");
                value.put("propertyNames", Map.of("not", Map.of("const", TenantsFile.SET)));
                value.put("additionalProperties", Map.of(TYPE, List.of("string", "number", "boolean")));
            }
        }
        return value;
    }

    private static Map<String, Object> object(Map<String, Object> properties) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(TYPE, "object");
        object.put("additionalProperties", false);
        object.put("properties", new LinkedHashMap<>(properties));
        object.put("patternProperties", Map.of("^" + Problems.OWN, true));
        return object;
    }

    private static Map<String, Object> text(String pattern) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put(TYPE, "string");
        if (!pattern.isEmpty()) {
            text.put(PATTERN, pattern);
        }
        return text;
    }

    private static Map<String, Object> described(Map<String, Object> schema, String description) {
        schema.put("description", description);
        return schema;
    }
}
