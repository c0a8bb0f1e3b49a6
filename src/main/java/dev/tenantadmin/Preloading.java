package dev.tenantadmin;

import dev.tenantadmin.aws.client.Connection;
import dev.tenantadmin.aws.http.EarlyConnections;
import dev.tenantadmin.cli.Arguments;
import dev.tenantadmin.cli.Configuration;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;

/**
 * Loads what a first call needs from the Java runtime: signatures, XML and TLS, and begins to connect. That takes as long as reading the
 * command line, so both run at once. The SDK is not loaded here: a wrong command line does not need it.
 */
final class Preloading {

    /** The commands of which people feel each tenth of a second. */
    private static final Set<String> EVERY_DAY = Set.of("url", "start", "stop", "credentials");

    private Preloading() {}

    /** Starts loading what the run probably needs, guessed from the arguments before they are parsed. A wrong guess only costs time. */
    static void of(Arguments arguments, Map<String, String> environment, EarlyConnections early) {
        if (arguments.words().isEmpty() || arguments.askForHelp()) {
            return;
        }
        if (arguments.mayNeedTls(environment)) {
            begin("tls", () -> connect(arguments, environment, early));
        }
        begin("first-call", Preloading::firstCall);
    }

    /** Begins to connect where the command line and the environment alone tell where to, and loads what that needs. */
    private static void connect(Arguments arguments, Map<String, String> environment, EarlyConnections early)
            throws Exception {
        Optional<String> given = arguments.value("--region", environment);
        Optional<String> region = given.or(() -> Connection.region(environment));
        boolean configured = new Configuration(environment, arguments, Main::model)
                .path()
                .filter(Files::exists)
                .isPresent();
        if (region.isPresent() && !configured && EVERY_DAY.stream().anyMatch(arguments::mayName)) {
            URI endpoint = arguments
                    .value("--endpoint-url", environment)
                    .map(URI::create)
                    .orElse(null);
            early.begin(arguments.services(given.isPresent()), region.get(), endpoint);
        }
        // While TCP connects.
        early.prepare();
    }

    private static void firstCall() throws Exception {
        MessageDigest.getInstance("SHA-256");
        Mac.getInstance("HmacSHA256");
        URI.create("http://localhost/").toURL().openConnection(); // does not connect yet
        XMLStreamReader xml =
                XMLInputFactory.newInstance().createXMLStreamReader(new StringReader("<a b='c'>d<e/></a>"));
        while (xml.hasNext()) {
            xml.next();
        }
        // For numbers in JSON; Java 25 first computes hundreds of constants.
        Class.forName(BigDecimal.class.getName());
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void begin(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Throwable e) {
                        // The next one who needs it meets the same failure and reports it.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
