package dev.attune.contracts.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class Sha256Test {

    /** FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path directory;

    @Test
    void bytesATextAFileAndPiecesOfThemHaveTheHashOfTheirBytes() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "abc");
        assertThat(Sha256.of("abc")).isEqualTo(ABC);
        assertThat(Sha256.of("abc".getBytes(StandardCharsets.UTF_8))).isEqualTo(ABC);
        assertThat(Sha256.of(file)).isEqualTo(ABC).isEqualTo(DirectoryManifest.sha256(file));
        assertThat(new Sha256().add("a").add("bc").hex()).isEqualTo(ABC);
    }

    @Test
    void numbersAreDividedByTheirCount() {
        Sha256 hash = new Sha256();
        assertThat(hash.add(new int[] {1}).add(new int[] {2, 3}).hex())
                .isNotEqualTo(hash.add(new int[] {1, 2}).add(new int[] {3}).hex());
        assertThat(hash.add(new int[] {7}).hex()).isEqualTo(Sha256.of(new byte[] {0, 0, 0, 1, 0, 0, 0, 7}));
    }

    @Test
    void theFractionIsTheHashsFirst53Bits() {
        assertThat(new Sha256().add("abc").fraction()).isEqualTo((0xba7816bf8f01cfeaL >>> 11) * 0x1.0p-53);
    }

    @Test
    void aDirectoryIsDeletedWithAllThatIsInIt() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("a/b"));
        Files.writeString(folder.resolve("c"), "c");
        Directories.delete(directory.resolve("a"));
        Directories.delete(directory.resolve("a"));
        assertThat(directory.resolve("a")).doesNotExist();
    }
}
