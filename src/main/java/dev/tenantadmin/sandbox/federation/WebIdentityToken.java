package dev.tenantadmin.sandbox.federation;

import dev.tenantadmin.sandbox.wire.AwsException;
import dev.tenantadmin.sandbox.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * An OpenID Connect token. Its signature is not verified.
 *
 * @param claims its payload
 */
record WebIdentityToken(Map<String, Object> claims) {
    private static final String NO_TOKEN =
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)";
    private static final String OF_AWS = "https://aws.amazon.com/";

    /** Reads a token, or refuses it in the words of STS. */
    static WebIdentityToken parse(String token) {
        String[] parts = token.split("\\.", -1);
        try {
            if (parts.length == 3) {
                Base64.Decoder decoder = Base64.getUrlDecoder();
                Json.read(new String(decoder.decode(parts[0]), StandardCharsets.UTF_8));
                WebIdentityToken read =
                        new WebIdentityToken(Json.read(new String(decoder.decode(parts[1]), StandardCharsets.UTF_8)));
                for (String claim : List.of("iss", "aud", "sub", "exp", "iat")) {
                    if (read.claims.get(claim) == null) {
                        throw invalid("Missing a required claim: " + claim);
                    }
                }
                return read;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw invalid(
                    "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
        }
        throw invalid(NO_TOKEN);
    }

    static AwsException invalid(String message) {
        return new AwsException("InvalidIdentityToken", 400, message);
    }

    private Instant expiry() {
        if (claims.get("exp") instanceof Number seconds) {
            return Instant.ofEpochSecond(seconds.longValue());
        }
        throw invalid(NO_TOKEN);
    }

    String issuer() {
        return String.valueOf(claims.get("iss"));
    }

    List<String> audiences() {
        return texts(claims.get("aud"));
    }

    private static List<String> texts(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(String.valueOf(value));
    }

    /** Who the token is about. With azp, that is its audience (IAM user guide, "Available keys for AWS web identity federation"). */
    Vouched vouched() {
        Map<String, List<String>> keys = new TreeMap<>();
        String prefix = IdentityProviders.withoutScheme(issuer()) + ":";
        List<String> audience = claims.get("azp") == null ? audiences() : texts(claims.get("azp"));
        keys.put(prefix + "aud", audience);
        keys.put(prefix + "sub", texts(claims.get("sub")));
        if (claims.get("amr") != null) {
            keys.put(prefix + "amr", texts(claims.get("amr")));
        }
        List<Tag> tags = new ArrayList<>();
        List<String> transitive = new ArrayList<>();
        if (claims.get(OF_AWS + "tags") instanceof Map<?, ?> given) {
            if (given.get("principal_tags") instanceof Map<?, ?> values) {
                values.forEach((key, value) -> tags.add(Tag.builder()
                        .key(String.valueOf(key))
                        .value(String.join("", texts(value)))
                        .build()));
            }
            transitive.addAll(texts(given.get("transitive_tag_keys")));
        }
        Object source = claims.get(OF_AWS + "source_identity");
        return new Vouched(
                String.valueOf(claims.get("sub")),
                audience.get(0),
                expiry(),
                keys,
                tags,
                transitive,
                source == null ? null : String.valueOf(source));
    }
}
