package dev.tenantadmin.sandbox.federation;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.ResourceNames;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.w3c.dom.Element;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * A SAML response. Its signature is not verified.
 *
 * @param root the response
 */
record SamlResponse(Element root) {
    private static final String OF_AWS = "https://aws.amazon.com/SAML/Attributes/";
    private static final String TAG = OF_AWS + "PrincipalTag:";
    private static final String FORMAT = "urn:oasis:names:tc:SAML:2.0:nameid-format:";

    /** Reads a response, or refuses it in the words of STS. */
    static SamlResponse parse(String assertion) {
        try {
            String text = new String(Base64.getMimeDecoder().decode(assertion), StandardCharsets.UTF_8);
            return new SamlResponse(SecureXml.parse(text)
                    .filter(root -> SecureXml.below(root, "Assertion").findAny().isPresent())
                    .orElseThrow(() -> WebIdentityToken.invalid("Invalid SAML response")));
        } catch (IllegalArgumentException e) {
            throw WebIdentityToken.invalid("Invalid base64 SAMLResponse");
        }
    }

    private Optional<Element> first(String name) {
        return SecureXml.below(root, name).findFirst();
    }

    private String text(String name) {
        return first(name).map(element -> element.getTextContent().strip()).orElse("");
    }

    String issuer() {
        return SecureXml.below(first("Assertion").orElse(root), "Issuer")
                .findFirst()
                .map(element -> element.getTextContent().strip())
                .orElse("");
    }

    /** The values of one of AWS's own attributes. */
    List<String> attribute(String name) {
        return SecureXml.below(root, "Attribute")
                .filter(attribute -> attribute.getAttribute("Name").equals(OF_AWS + name))
                .flatMap(attribute -> SecureXml.below(attribute, "AttributeValue"))
                .map(value -> value.getTextContent().strip())
                .toList();
    }

    /** Whether the response is for this role and provider, in either order. */
    boolean isFor(String roleArn, String providerArn) {
        return attribute("Role").stream()
                .map(pair -> pair.replace(" ", ""))
                .anyMatch(pair -> pair.equals(roleArn + "," + providerArn) || pair.equals(providerArn + "," + roleArn));
    }

    private String confirmation(String name) {
        return first("SubjectConfirmationData")
                .map(data -> data.getAttribute(name))
                .orElse("");
    }

    private Instant expiry() {
        try {
            return Instant.parse(confirmation("NotOnOrAfter"));
        } catch (DateTimeException e) {
            throw WebIdentityToken.invalid("Invalid SAML response");
        }
    }

    /** The subject's type in short, as saml:sub_type has it. */
    String subjectType() {
        String format = first("NameID").map(id -> id.getAttribute("Format")).orElse("");
        return format.startsWith(FORMAT) ? format.substring(FORMAT.length()) : format;
    }

    /** AssumeRoleWithSAML's reference: a hash of the issuer, the account and the provider's name. */
    String nameQualifier(String providerArn) {
        String text = issuer() + CallerIdentity.ACCOUNT + "/" + ResourceNames.lastPart(providerArn);
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Who the response is about. saml:aud is the recipient, not the audience (IAM user guide, "Available keys for SAML"). */
    Vouched vouched(String providerArn) {
        Map<String, List<String>> keys = new TreeMap<>();
        keys.put("saml:aud", List.of(confirmation("Recipient")));
        keys.put("saml:iss", List.of(issuer()));
        keys.put("saml:sub", List.of(text("NameID")));
        keys.put("saml:sub_type", List.of(subjectType()));
        keys.put("saml:doc", List.of(CallerIdentity.ACCOUNT + "/" + ResourceNames.lastPart(providerArn)));
        keys.put("saml:namequalifier", List.of(nameQualifier(providerArn)));
        List<Tag> tags = new ArrayList<>();
        SecureXml.below(root, "Attribute")
                .filter(attribute -> attribute.getAttribute("Name").startsWith(TAG))
                .forEach(attribute -> tags.add(Tag.builder()
                        .key(attribute.getAttribute("Name").substring(TAG.length()))
                        .value(attribute.getTextContent().strip())
                        .build()));
        return new Vouched(
                text("NameID"),
                confirmation("Recipient"),
                expiry(),
                keys,
                tags,
                attribute("TransitiveTagKeys"),
                attribute("SourceIdentity").stream().findFirst().orElse(null));
    }
}
