package dev.tenantadmin.command.apply;

import dev.tenantadmin.tenant.name.Printable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** YAML 1.2, of which JSON is a part, as nodes that know their lines. */
final class Yaml {

    /** Enough for some 100,000 tenants; the parser's own limit is meant for untrusted input. */
    private static final int MAX_CHARACTERS = 64 * 1024 * 1024;

    private Yaml() {}

    /**
     * @throws InvalidTenantsFileException if it is not YAML, or not a single document
     * @throws UncheckedIOException if it cannot be read
     */
    static Node compose(Reader file) {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(MAX_CHARACTERS).build();
        try {
            return new Compose(settings)
                    .composeReader(file)
                    .orElseThrow(() -> invalid(1, "the file is empty; it must have a list of 'tenants'"));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark()
                            .or(e::getContextMark)
                            .map(mark -> mark.getLine())
                            .orElse(0)
                    + 1;
            throw invalid(line, "this is neither YAML nor JSON: " + e.getProblem());
        } catch (YamlEngineException e) {
            if (e.getCause() instanceof IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            throw invalid(1, "this is neither YAML nor JSON: " + e.getMessage());
        } catch (StackOverflowError e) {
            // The parser recurses for every level, without a limit.
            throw invalid(1, "the file is nested too deeply");
        }
    }

    private static InvalidTenantsFileException invalid(int line, String message) {
        return new InvalidTenantsFileException(List.of(new Problem(line, Printable.text(message))));
    }
}
