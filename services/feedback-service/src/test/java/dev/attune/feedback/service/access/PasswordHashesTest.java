package dev.attune.feedback.service.access;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.feedback.config.FeedbackConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is kept of a password. */
class PasswordHashesTest {

    private static final String PASSWORD = "correct horse battery";

    @Test
    void aHashCostsTenUnlessTheOperatorSaysOtherwise() {
        PasswordHashes usual = hashes(new SmallRyeConfigBuilder());
        PasswordHashes cheap = hashes(cost("4"));
        String hash = usual.hash(PASSWORD);

        assertThat(hash).startsWith("sha256+$2a$10$");
        assertThat(usual.isCurrent(hash)).isTrue();
        assertThat(cheap.isCurrent(hash)).isFalse();
        assertThat(cheap.matches(PASSWORD, hash)).isTrue();
        assertThat(cheap.matches("another", hash)).isFalse();
        assertThat(usual.isCurrent(usual.nobodys())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "32"})
    void refusesWhatBcryptCannotDo(String cost) {
        assertThatThrownBy(() -> hashes(cost(cost)))
                .hasMessage("attune.feedback.session.bcrypt-cost is " + cost + " but must be from 4 to 31.");
    }

    private static SmallRyeConfigBuilder cost(String cost) {
        return new SmallRyeConfigBuilder().withDefaultValue("attune.feedback.session.bcrypt-cost", cost);
    }

    private static PasswordHashes hashes(SmallRyeConfigBuilder settings) {
        return new PasswordHashes(
                settings.withMapping(FeedbackConfig.class).build().getConfigMapping(FeedbackConfig.class));
    }
}
