package dev.tenantadmin;

import dev.tenantadmin.cli.GlobalOptions;
import dev.tenantadmin.cli.Settings;
import dev.tenantadmin.cli.TenantAdmin;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.net.ssl.SSLContext;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a first call needs of the Java runtime: signatures, XML and TLS. They take as long to get ready as the command line takes to be
 * read, so both happen at once. The SDK is not among them: a command line that turns out wrong does without it.
 */
final class HeadStart {

    private HeadStart() {}

    /** Begins, unless these arguments call nothing; a wrong guess costs time alone. */
    static void of(List<String> arguments, Map<String, String> environment) {
        begin("options", () -> {
            for (Class<?> options : List.of(GlobalOptions.class, TenantAdmin.class)) {
                for (Field field : options.getDeclaredFields()) {
                    field.getAnnotations();
                }
            }
        });
        if (arguments.isEmpty() || Settings.asksForHelp(arguments)) {
            return;
        }
        boolean inTheClear = arguments.contains("--sandbox")
                || Stream.concat(arguments.stream(), Stream.of(environment.getOrDefault("AWS_ENDPOINT_URL", "")))
                        .anyMatch(word -> word.contains("http://"));
        begin("signatures", () -> {
            MessageDigest.getInstance("SHA-256");
            Mac.getInstance("HmacSHA256");
            if (!inTheClear) {
                SSLContext.getDefault();
            }
            XMLStreamReader xml =
                    XMLInputFactory.newInstance().createXMLStreamReader(new StringReader("<a b='c'>d<e/></a>"));
            while (xml.hasNext()) {
                xml.next();
            }
        });
    }

    private interface Work {
        void run() throws GeneralSecurityException, XMLStreamException;
    }

    private static void begin(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (GeneralSecurityException | XMLStreamException e) {
                        // Whoever needs it next meets the same, and says so.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
