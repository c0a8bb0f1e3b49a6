package dev.tenantadmin.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SbomPedigreeTest {

    @Test
    void writesItsFieldsInOneOrder(@TempDir Path folder) throws Exception {
        Path jar = Files.writeString(folder.resolve("picocli.jar"), "jar");
        Path sbom = Files.writeString(folder.resolve("sbom.json"), """
                        {"components": [{"name": "picocli", "purl": "pkg:picocli"}, {"name": "sts"}]}""");

        SbomPedigree.main(new String[] {sbom.toString(), jar.toString()});

        assertThat(Files.readString(sbom).replaceAll("\\s+", "")).isEqualTo("""
                        {"components":[{"name":"picocli","group":"dev.tenantadmin",\
                        "hashes":[{"alg":"SHA-256","content":"0163f1eea7894350060624d315234d40c508ab251ba121714e234503045faadd"}],\
                        "pedigree":{"ancestors":[{"name":"picocli","purl":"pkg:picocli"}],\
                        "notes":"Compiledfromthepublishedsources,unchanged,asclassesofJava17."}},{"name":"sts"}]}""");
    }
}
