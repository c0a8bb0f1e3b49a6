package dev.tenantadmin.aws.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedDocumentTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "%7B%22Version%22%3A%222012-10-17%22%7D", "no JSON at all: ü \u0000 \uD83D\uDE00 +%2B"
            })
    void whatIsPackedComesBackAsItWas(String encoded) {
        assertThat(PackedDocument.of(encoded).encoded()).isEqualTo(encoded);
        String long20 = encoded.repeat(2000);
        assertThat(PackedDocument.of(long20).encoded()).isEqualTo(long20);
        assertThat(PackedDocument.of(encoded)).isEqualTo(PackedDocument.of(encoded));
    }

    @ParameterizedTest
    @ValueSource(strings = "{\"Resource\": \"arn:aws:s3:::a+b/100%\"}")
    void itsDocumentIsDecoded(String document) {
        assertThat(PackedDocument.of(EncodedDocument.encode(document)).document())
                .isEqualTo(document);
    }
}
