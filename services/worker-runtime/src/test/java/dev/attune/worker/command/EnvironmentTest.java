package dev.attune.worker.command;

import java.net.URI;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.error.AttuneException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EnvironmentTest {

    private static final Environment ENVIRONMENT =
            new Environment(Map.of("PORT", "70000", "BLANK", " ", "URL", "ftp://x", "JUDGE", "http://judge/v"));

    @Test
    void whatIsBlankIsNotSet() {
        assertThat(ENVIRONMENT.text("BLANK")).isEmpty();
        assertThat(ENVIRONMENT.port("BLANK", 7)).isEqualTo(7);
        assertThat(ENVIRONMENT.url("JUDGE")).contains(URI.create("http://judge/v"));
        assertThat(ENVIRONMENT.settings("BLANK", "as it was")).isEqualTo("as it was");
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        assertThatThrownBy(() -> ENVIRONMENT.required("BLANK"))
                .isInstanceOf(AttuneException.class)
                .hasMessage("The environment variable BLANK is not set.");
        assertThatThrownBy(() -> ENVIRONMENT.port("PORT", 7)).hasMessage("PORT must be a port number but is 70000.");
        assertThatThrownBy(() -> ENVIRONMENT.url("URL")).hasMessage("URL must be an http or https URL but is ftp://x.");
    }
}
