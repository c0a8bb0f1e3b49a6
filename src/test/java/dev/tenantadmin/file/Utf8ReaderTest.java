package dev.tenantadmin.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8ReaderTest {

    private static String read(InputStream in) throws IOException {
        try (BufferedReader reader = new BufferedReader(new Utf8Reader(in))) {
            return reader.lines().collect(Collectors.joining("\n"));
        }
    }

    @Test
    void readsCharactersOfAnyLengthInPiecesOfAnyLength() throws IOException {
        String text = "a\u00fc\u20ac\ud83d\ude00\n".repeat(5_000) + "end";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(read(new ByteArrayInputStream(bytes))).isEqualTo(text);
        assertThat(read(new ByteArrayInputStream(bytes) {
                    @Override
                    public synchronized int read(byte[] into, int offset, int length) {
                        return super.read(into, offset, Math.min(length, 1));
                    }
                }))
                .isEqualTo(text);
        assertThat(read(InputStream.nullInputStream())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3_000})
    void tellsTheLineThatIsNotInUtf8(int line, @TempDir Path folder) throws IOException {
        for (String end : new String[] {"\u00e9 and more\n", "\u00e9"}) {
            Path file = Files.writeString(
                    folder.resolve("latin"), "plain\n".repeat(line - 1) + end, StandardCharsets.ISO_8859_1);

            NotUtf8Exception thrown = catchThrowableOfType(NotUtf8Exception.class, () -> Utf8Reader.text(file));

            assertThat(thrown.line()).isEqualTo(line);
            assertThat(UnreadableFile.reason(file.toString(), thrown)).isEqualTo("is not in UTF-8: see line " + line);
        }
    }
}
