package dev.tenantadmin.aws.client;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.services.iam.IamClient;

/** Policy documents on their way from IAM. */
public final class EncodedDocument {

    private EncodedDocument() {}

    /** The document of one version of a managed policy. */
    public static String ofVersion(IamClient iam, String policyArn, String version) {
        return decode(iam.getPolicyVersion(r -> r.policyArn(policyArn).versionId(version))
                .policyVersion()
                .document());
    }

    /** As IAM returns it. */
    public static String encode(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A document as IAM returns it: URL-encoded by RFC 3986, where a plus sign stands for itself. */
    public static String decode(String document) {
        return document.startsWith("%") || document.startsWith("{")
                ? URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8)
                : document;
    }
}
