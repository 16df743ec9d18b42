package dev.attune.feedback.service.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.feedback.config.SecretConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SealedSecretsTest {

    private static final String SECRET = "whsec_grüße";

    @TempDir
    Path folder;

    private record Settings(Optional<Path> keysFile, Optional<List<String>> keys) implements SecretConfig {}

    private static SealedSecrets with(String... keys) {
        return new SealedSecrets(new Settings(Optional.empty(), Optional.of(List.of(keys))));
    }

    private static String key(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void whatIsSealedIsOpenedAgainAndLooksDifferentEachTime() {
        SealedSecrets secrets = with(key(1));
        String sealed = secrets.seal("webhook 1", SECRET);

        assertThat(sealed)
                .startsWith("sealed:")
                .doesNotContain("whsec")
                .isNotEqualTo(secrets.seal("webhook 1", SECRET));
        assertThat(secrets.open("webhook 1", sealed)).isEqualTo(SECRET);
        assertThat(secrets.isCurrent(sealed)).isTrue();
        assertThat(SealedSecrets.isSealed(SECRET)).isFalse();
    }

    @Test
    void anotherRowOrAChangedLetterOpensNothing() {
        SealedSecrets secrets = with(key(1));
        String sealed = secrets.seal("webhook 1", SECRET);
        char last = sealed.charAt(25);
        String changed = sealed.substring(0, 25) + (last == 'A' ? 'B' : 'A') + sealed.substring(26);

        for (String other : List.of(changed, SECRET, "sealed::", "sealed:" + sealed.split(":", -1)[1] + ":%")) {
            assertThatThrownBy(() -> secrets.open("webhook 1", other))
                    .as(other)
                    .isInstanceOf(UnreadableSecretException.class);
        }
        assertThatThrownBy(() -> secrets.open("webhook 2", sealed))
                .hasMessage("The secret of the webhook 2 was changed in the database and cannot be decrypted; give it"
                        + " another secret.");
    }

    @Test
    void anOldKeyOpensUntilItIsRemoved() {
        String sealed = with(key(1)).seal("webhook 1", SECRET);
        SealedSecrets both = with(key(2), key(1));

        assertThat(both.open("webhook 1", sealed)).isEqualTo(SECRET);
        assertThat(both.isCurrent(sealed)).isFalse();
        assertThat(with(key(2)).open("webhook 1", both.seal("webhook 1", SECRET)))
                .isEqualTo(SECRET);
        assertThatThrownBy(() -> with(key(2)).open("webhook 1", sealed))
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessageMatching("The secret of the webhook 1 is encrypted with the key [0-9a-f]{12}, which "
                        + "ATTUNE_SECRETS_KEYS_FILE does not hold; put that key back, or give it another secret.");
    }

    @Test
    void keysComeFromAFileWithALineForEach() throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), key(2) + "\n\n" + key(1) + "\n");
        SealedSecrets secrets = new SealedSecrets(new Settings(Optional.of(file), Optional.empty()));

        assertThat(secrets.open("a", with(key(1)).seal("a", SECRET))).isEqualTo(SECRET);
        assertThat(secrets.isCurrent(with(key(2)).seal("a", SECRET))).isTrue();
    }

    @Test
    void aMissingKeyIsToldInOneSentence() {
        Path nowhere = folder.resolve("nowhere");

        assertThatThrownBy(() -> new SealedSecrets(new Settings(Optional.of(nowhere), Optional.empty())))
                .hasMessage("The file " + nowhere + " with the keys of secrets cannot be read; set"
                        + " ATTUNE_SECRETS_KEYS_FILE to a file with a line that `openssl rand -base64 32` wrote.");
        assertThatThrownBy(SealedSecretsTest::with)
                .hasMessageStartingWith("There is no key to encrypt secrets with; set ATTUNE_SECRETS_KEYS_FILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c2hvcnQ=", "not base64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void aKeyOfAnotherLengthIsRefusedAndNotTold(String key) {
        assertThatThrownBy(() -> with(key))
                .hasMessageStartingWith("A key of secrets is not 32 bytes in Base64; set")
                .hasMessageNotContaining(key)
                .hasNoCause();
    }
}
