package dev.attune.feedback.service.access;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.service.access.SignInLimiter.Attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SignInLimiterTest {

    private static final Attempt ANN = new Attempt("ann", "192.0.2.1");

    private final AtomicLong nanos = new AtomicLong();
    private final SignInLimiter limiter = new SignInLimiter(new Settings(), nanos::get);

    /** Three wrong tries of a name in a minute, ten of an address. */
    private record Settings() implements FeedbackConfig.Session {

        @Override
        public Duration duration() {
            return Duration.ofHours(8);
        }

        @Override
        public Duration idle() {
            return Duration.ofHours(2);
        }

        @Override
        public boolean secureCookie() {
            return false;
        }

        @Override
        public int bcryptCost() {
            return 10;
        }

        @Override
        public int attemptsPerMinute() {
            return 3;
        }

        @Override
        public int attemptsPerMinuteOfAddress() {
            return 10;
        }

        @Override
        public Optional<List<String>> trustedProxies() {
            return Optional.empty();
        }
    }

    private void wrong(Attempt attempt, int times) {
        for (int i = 0; i < times; i++) {
            limiter.begin(attempt);
        }
    }

    private void refuses(Attempt attempt) {
        assertThatThrownBy(() -> limiter.check(attempt)).isInstanceOf(FeedbackException.class);
    }

    @Test
    void stopsANameFromItsAddressOnlyAndLetsItTryAgainInTime() {
        wrong(ANN, 3);

        refuses(ANN);
        limiter.check(new Attempt("ann", "192.0.2.2"));
        limiter.check(new Attempt("bob", "192.0.2.1"));
        nanos.addAndGet(Duration.ofSeconds(19).toNanos());
        refuses(ANN);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        limiter.check(ANN);
    }

    @Test
    void stopsAnAddressThatTriesManyNames() {
        for (int i = 0; i < 10; i++) {
            wrong(new Attempt("name-" + i, ANN.address()), 1);
        }

        refuses(new Attempt("name-11", ANN.address()));
    }

    @Test
    void aRightTryCountsNothing() {
        for (int i = 0; i < 100; i++) {
            limiter.begin(ANN);
            limiter.succeeded(ANN);
        }

        limiter.check(ANN);
    }

    @Test
    void oneAddressNeverHasAllThePlacesToWait() {
        assertThatThrownBy(() -> nested(ANN, PasswordHashes.MOST_WAITING / 2 + 1))
                .isInstanceOf(FeedbackException.class)
                .hasMessageContaining("from your address");
        assertThat(limiter.within(new Attempt("ann", "192.0.2.2"), () -> "elsewhere"))
                .isEqualTo("elsewhere");
        assertThat(nested(ANN, PasswordHashes.MOST_WAITING / 2)).isEqualTo(PasswordHashes.MOST_WAITING / 2);
    }

    private int nested(Attempt attempt, int times) {
        return times == 0 ? 0 : limiter.within(attempt, () -> 1 + nested(attempt, times - 1));
    }
}
