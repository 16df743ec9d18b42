package dev.attune.platform.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsTest {

    @TempDir
    Path folder;

    @Test
    void aPasswordIsRandomAndStaysTheSame() {
        String first = new Secrets(folder).password("one");
        assertThat(first).matches("[0-9a-f]{48}").isEqualTo(new Secrets(folder).password("one"));
        assertThat(new Secrets(folder).password("two")).isNotEqualTo(first);
    }

    @Test
    void onlyTheOwnerReadsWhatIsKept() throws IOException {
        Secrets secrets = new Secrets(folder);
        for (Path file : new Path[] {
            secrets.passwordFile("one"), secrets.privateKey(), secrets.publicKey(), secrets.encryptionKey()
        }) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theKeyThatEncryptsIsRandomAndStaysWithWhatIsWrittenBelowIt() throws IOException {
        String key = Files.readString(new Secrets(folder).encryptionKey());
        assertThat(Base64.getDecoder().decode(key.strip())).hasSize(32);
        Files.writeString(folder.resolve("encryption.keys"), key + "an older one\n");
        assertThat(new Secrets(folder).encryptionKey()).hasContent(key + "an older one");
        Path other = Files.createDirectory(folder.resolve("other"));
        assertThat(new Secrets(other).encryptionKey())
                .binaryContent()
                .isNotEqualTo(key.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatThePrivateKeySignsThePublicKeyVerifiesAfterARestart() throws IOException, GeneralSecurityException {
        byte[] privateDer = der(new Secrets(folder).privateKey());
        byte[] publicDer = der(new Secrets(folder).publicKey());
        byte[] text = "token".getBytes(StandardCharsets.UTF_8);
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(rsa.generatePrivate(new PKCS8EncodedKeySpec(privateDer)));
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(rsa.generatePublic(new X509EncodedKeySpec(publicDer)));
        signature.update(text);
        assertThat(signature.verify(signed)).isTrue();
    }

    private static byte[] der(Path pem) throws IOException {
        String body = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "");
        return Base64.getMimeDecoder().decode(body);
    }
}
