package dev.tenantadmin.aws.client;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Policy documents on their way from IAM. */
public final class EncodedDocument {

    private EncodedDocument() {}

    /** A document as IAM returns it: URL-encoded by RFC 3986, where a plus sign stands for itself. */
    public static String decode(String document) {
        return document.startsWith("%") || document.startsWith("{")
                ? URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8)
                : document;
    }
}
