package dev.tenantadmin;

import dev.tenantadmin.cli.Arguments;
import dev.tenantadmin.cli.GlobalOptions;
import dev.tenantadmin.command.TenantAdmin;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;

/**
 * What a first call needs of the Java runtime: signatures, XML and TLS. They take as long to get ready as the command line takes to be
 * read, so both happen at once. The SDK is not among them: a command line that turns out wrong does without it.
 */
final class Preloading {

    private Preloading() {}

    /** Begins with what the run needs, as far as its arguments tell before they are read; a wrong guess costs time alone. */
    static void of(Arguments arguments, Map<String, String> environment) {
        begin("options", Preloading::options);
        if (!arguments.words().isEmpty() && !arguments.askForHelp()) {
            boolean tls = arguments.mayNeedTls(environment);
            begin("first-call", () -> firstCall(tls));
        }
    }

    /** Java makes a class for every type of annotation, and keeps what it has read of a field. */
    private static void options() {
        for (Class<?> options : List.of(GlobalOptions.class, TenantAdmin.class)) {
            for (Field field : options.getDeclaredFields()) {
                field.getAnnotations();
            }
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
        URI.create("http://localhost/").toURL().openConnection(); // which does not connect yet
        XMLStreamReader xml =
                XMLInputFactory.newInstance().createXMLStreamReader(new StringReader("<a b='c'>d<e/></a>"));
        while (xml.hasNext()) {
            xml.next();
        }
        // For the numbers of JSON; Java 25 computes hundreds of constants first.
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
                        // Whoever needs it next meets the same, and says so.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
