package dev.tenantadmin.sandbox.federation;

import dev.tenantadmin.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What identity providers give to those whom they vouch for; unsigned. */
public final class Credentialed {
    /** Where a SAML response for AWS is sent. */
    public static final String SIGN_IN = "https://signin.aws.amazon.com/saml";

    /** The entity ID in the metadata. */
    public static final String ISSUER = "https://idp.example.com/saml";

    private Credentialed() {}

    /** An OpenID Connect token with these claims beside iat and exp. */
    public static String token(Instant now, Map<String, ?> claims) {
        Map<String, Object> all = new LinkedHashMap<>(claims);
        all.putIfAbsent("iat", now.getEpochSecond());
        all.putIfAbsent("exp", now.getEpochSecond() + 300);
        return encode(Json.write(Map.of("alg", "RS256", "typ", "JWT"))) + "." + encode(Json.write(all))
                + ".c2lnbmF0dXJl";
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A provider's metadata, as long as IAM wants it. */
    public static String metadata() {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="%s">
                <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><!-- %s -->
                </md:IDPSSODescriptor></md:EntityDescriptor>""".formatted(ISSUER, "certificate ".repeat(90));
    }

    /** A SAML response for a role, with more attributes as XML. */
    public static String response(Instant now, String roleArn, String providerArn, String more) {
        String xml = """
                <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">
                <saml:Issuer>%1$s</saml:Issuer>
                <saml:Assertion><saml:Issuer>%1$s</saml:Issuer>
                <saml:Subject>
                <saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">ada@example.com</saml:NameID>
                <saml:SubjectConfirmation><saml:SubjectConfirmationData NotOnOrAfter="%2$s" Recipient="%3$s"/></saml:SubjectConfirmation>
                </saml:Subject>
                <saml:AttributeStatement>
                <saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/Role">
                <saml:AttributeValue>%4$s,%5$s</saml:AttributeValue></saml:Attribute>
                %6$s
                </saml:AttributeStatement></saml:Assertion></samlp:Response>""".formatted(ISSUER, now.plusSeconds(300), SIGN_IN, roleArn, providerArn, more);
        return Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
    }

    /** One of AWS's attributes. */
    public static String attribute(String name, String value) {
        return """
                <saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/%s"><saml:AttributeValue>%s</saml:AttributeValue></saml:Attribute>""".formatted(name, value);
    }
}
