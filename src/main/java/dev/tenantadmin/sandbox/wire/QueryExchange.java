package dev.tenantadmin.sandbox.wire;

import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import software.amazon.awssdk.core.SdkPojo;

/** The Query protocol of IAM and STS: a form comes in, XML goes out. */
record QueryExchange(Map<String, Object> parameters) implements Exchange {
    private static final String CONTENT_TYPE = "text/xml";

    /** The operations whose result has no members and yet is there, by the service models: other answers without members have no result. */
    private static final Set<String> EMPTY_RESULT = Set.of("UpdateRole");

    /** Reads a form; dots in names separate the branches of a tree. */
    static QueryExchange of(String form) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                put(tree, decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new QueryExchange(tree);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed("The form is not URL-encoded.");
        }
    }

    private static AwsException malformed(String message) {
        return new AwsException("MalformedQueryString", 400, message);
    }

    @SuppressWarnings("unchecked") // Only this method makes the branches.
    private static void put(Map<String, Object> tree, String name, String value) {
        Map<String, Object> branch = tree;
        String[] steps = name.split("\\.", -1);
        for (int i = 0; i < steps.length - 1; i++) {
            Object next = branch.computeIfAbsent(steps[i], step -> new LinkedHashMap<String, Object>());
            if (!(next instanceof Map)) {
                throw malformed(name + " is given both as a value and as a structure.");
            }
            branch = (Map<String, Object>) next;
        }
        branch.put(steps[steps.length - 1], value);
    }

    @Override
    public String operation() {
        return parameters.get("Action") instanceof String action ? action : "";
    }

    private String version() {
        return parameters.get("Version") instanceof String version ? version : "";
    }

    private String namespace() {
        String host = version().equals("2011-06-15") ? "sts" : "iam";
        return "https://" + host + ".amazonaws.com/doc/" + version() + "/";
    }

    @Override
    public <T extends SdkPojo> T request(Class<T> type) {
        return Pojos.read(type, parameters);
    }

    @Override
    public WireResponse success(SdkPojo response, String requestId) {
        return Exchange.response(200, CONTENT_TYPE, requestId, xml(writer -> {
            writer.writeStartElement(operation() + "Response");
            writer.writeDefaultNamespace(namespace());
            if (!response.sdkFields().isEmpty() || EMPTY_RESULT.contains(operation())) {
                writer.writeStartElement(operation() + "Result");
                writeMembers(writer, response);
                writer.writeEndElement();
            }
            writer.writeStartElement("ResponseMetadata");
            writeElement(writer, "RequestId", requestId);
            writer.writeEndElement();
            writer.writeEndElement();
        }));
    }

    @Override
    public WireResponse failure(AwsException failure, String requestId) {
        return Exchange.response(failure.status(), CONTENT_TYPE, requestId, xml(writer -> {
            writer.writeStartElement("ErrorResponse");
            writer.writeDefaultNamespace(namespace());
            writer.writeStartElement("Error");
            writeElement(writer, "Type", failure.status() < 500 ? "Sender" : "Receiver");
            writeElement(writer, "Code", failure.code());
            writeElement(writer, "Message", failure.getMessage());
            writer.writeEndElement();
            writeElement(writer, "RequestId", requestId);
            writer.writeEndElement();
        }));
    }

    @Override
    public AwsException unknownOperation(String service) {
        return new AwsException("InvalidAction", 400, Exchange.unknown(operation(), service));
    }

    @Override
    public AwsException throttled() {
        return new AwsException("Throttling", 400, "Rate exceeded");
    }

    @Override
    public AwsException invalid(String message) {
        return new AwsException("ValidationError", 400, message);
    }

    private static void writeMembers(XMLStreamWriter writer, SdkPojo response) throws XMLStreamException {
        for (Map.Entry<String, Object> member :
                Pojos.tree(response, QueryExchange::time).entrySet()) {
            // Only responses themselves have maps, such as the account summary.
            if (Pojos.isMap(response, member.getKey())) {
                writeEntries(writer, member.getKey(), (Map<?, ?>) member.getValue());
            } else {
                writeElement(writer, member.getKey(), member.getValue());
            }
        }
    }

    private static Object time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void writeEntries(XMLStreamWriter writer, String name, Map<?, ?> entries) throws XMLStreamException {
        writer.writeStartElement(name);
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            writer.writeStartElement("entry");
            writeElement(writer, "key", entry.getKey());
            writeElement(writer, "value", entry.getValue());
            writer.writeEndElement();
        }
        writer.writeEndElement();
    }

    private static void writeElement(XMLStreamWriter writer, String name, Object value) throws XMLStreamException {
        writer.writeStartElement(name);
        if (value instanceof Map<?, ?> members) {
            for (Map.Entry<?, ?> member : members.entrySet()) {
                writeElement(writer, member.getKey().toString(), member.getValue());
            }
        } else if (value instanceof List<?> items) {
            for (Object item : items) {
                writeElement(writer, "member", item);
            }
        } else {
            writer.writeCharacters(value.toString());
        }
        writer.writeEndElement();
    }

    private interface Content {
        void write(XMLStreamWriter writer) throws XMLStreamException;
    }

    private static String xml(Content content) {
        StringWriter text = new StringWriter();
        try {
            // The JDK's own factory: a look-up through the class path opens every jar.
            XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            content.write(writer);
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }
}
