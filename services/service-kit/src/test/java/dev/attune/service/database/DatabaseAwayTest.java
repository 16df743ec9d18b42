package dev.attune.service.database;

import java.sql.SQLException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseAwayTest {

    /** A unique violation and a syntax error never pass; a failure without a state is the pool's. */
    @ParameterizedTest
    @CsvSource({
        "08006, true",
        "57P01, true",
        "53300, true",
        "40001, true",
        "53100, true",
        "58030, true",
        "25006, true",
        "25001, false",
        ", true",
        "23505, false",
        "42601, false"
    })
    void judgesByTheStateOfTheInnermostFailure(String state, boolean passes) {
        Throwable failure = new IllegalStateException(new RuntimeException(new SQLException("no", state)));

        assertThat(DatabaseAway.isCauseOf(failure)).isEqualTo(passes);
        assertThat(DatabaseAway.isCauseOf(new IllegalStateException())).isFalse();
    }
}
