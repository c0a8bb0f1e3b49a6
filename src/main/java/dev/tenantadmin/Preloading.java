package dev.tenantadmin;

import dev.tenantadmin.cli.Arguments;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Map;
import javax.crypto.Mac;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;

/**
 * Loads what a first call needs from the Java runtime: signatures, XML and TLS. That takes as long as reading the command line, so both run
 * at once. The SDK is not loaded here: a wrong command line does not need it.
 */
final class Preloading {

    private Preloading() {}

    /** Starts loading what the run probably needs, guessed from the arguments before they are parsed. A wrong guess only costs time. */
    static void of(Arguments arguments, Map<String, String> environment) {
        if (!arguments.words().isEmpty() && !arguments.askForHelp()) {
            boolean tls = arguments.mayNeedTls(environment);
            begin("first-call", () -> firstCall(tls));
        }
    }

    private static void firstCall(boolean tls) throws Exception {
        MessageDigest.getInstance("SHA-256");
        Mac.getInstance("HmacSHA256");
        if (tls) {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", 443);
            engine.setUseClientMode(true);
            engine.beginHandshake();
            engine.wrap(
                    ByteBuffer.allocate(0),
                    ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
        }
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
