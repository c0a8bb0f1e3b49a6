package dev.tenantadmin.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of the manual that is made from what the program has.
 *
 * @param path the file
 * @param variable the environment variable that lets a test write it
 */
public record KeptPage(Path path, String variable) {

    /** The file has what is made now; the test writes it first where that is asked for. */
    public void is(String made) throws IOException {
        if (System.getenv(variable) != null) {
            Files.writeString(path, made);
        }
        assertThat(made).as("set %s=true for this test to write it", variable).isEqualTo(Files.readString(path));
    }
}
