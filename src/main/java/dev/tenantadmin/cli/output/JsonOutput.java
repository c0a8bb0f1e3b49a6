package dev.tenantadmin.cli.output;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.reconcile.Event;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Results and failures as one JSON object each; progress stays text. */
public record JsonOutput(PrintWriter out, PrintWriter err, Progress progress) implements Output {

    /** The version of all JSON that this program prints; raised when a field changes its meaning or is removed. */
    public static final int SCHEMA_VERSION = 1;

    /** ASCII, so that nothing is lost in a cron job without a locale. */
    private static final JSON LINE = JSON.builder(new JsonFactoryBuilder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .enable(JSON.Feature.WRITE_NULL_PROPERTIES)
            .build();

    private static final JSON OBJECT = LINE.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

    @Override
    public void result(Report report) {
        progress.clear();
        print(OBJECT, report, out);
    }

    @Override
    public void line(Report report) {
        progress.clear();
        print(LINE, report, out);
    }

    @Override
    public void failure(Report report) {
        progress.clear();
        print(OBJECT, report, err);
    }

    /** The version of the JSON that records of a type become. */
    public static int version(Class<?> type) {
        SchemaVersion version = type.getAnnotation(SchemaVersion.class);
        return version == null ? SCHEMA_VERSION : version.value();
    }

    private static void print(JSON form, Report report, PrintWriter writer) {
        Map<String, Object> json = new LinkedHashMap<>();
        Record fields = report.json();
        json.put("schemaVersion", version(fields.getClass()));
        json.putAll(RecordJson.fields(fields));
        try {
            writer.println(form.asString(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        writer.flush();
    }

    @Override
    public void on(Event event) {
        progress.on(event);
    }

    @Override
    public void clear() {
        progress.clear();
    }
}
