package dev.tenantadmin.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The program's version, from its jar. */
public final class Version implements IVersionProvider {

    /** The build writes it into the jar; without a checkout of git it says {@code unknown}. */
    private static final String BUILD = "build.properties";

    private static final String UNKNOWN = "unknown";

    @Override
    public String[] getVersion() {
        StringWriter text = new StringWriter();
        report().text(new PrintWriter(text));
        return text.toString().lines().toArray(String[]::new);
    }

    /** The number alone. */
    public static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /** All that is known of this program. */
    public static VersionReport report() {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(BUILD)) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new VersionReport(
                number(),
                known(build, "commit"),
                known(build, "date"),
                Runtime.version().toString());
    }

    private static Optional<String> known(Properties build, String name) {
        return Optional.of(build.getProperty(name, UNKNOWN)).filter(value -> !value.equals(UNKNOWN));
    }
}
