package dev.attune.feedback.fresh;

import java.util.EnumSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.attune.feedback.FeedbackException;

import static dev.attune.feedback.fresh.Contrast.BEFORE;
import static dev.attune.feedback.fresh.Contrast.ITSELF;
import static dev.attune.feedback.fresh.Contrast.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MixTest {

    private static final Set<Contrast> BOTH = EnumSet.of(PRODUCTION, BEFORE);

    @Test
    void sharesOutByLargestRemainder() {
        Mix mix = new Mix(0.5, 0.3, 0.2);

        assertThat(mix.of(10, BOTH))
                .containsExactly(
                        PRODUCTION,
                        PRODUCTION,
                        PRODUCTION,
                        PRODUCTION,
                        PRODUCTION,
                        BEFORE,
                        BEFORE,
                        BEFORE,
                        ITSELF,
                        ITSELF);
        // 1.5, 0.9 and 0.6: the whole one, then the largest remainders.
        assertThat(mix.of(3, BOTH)).containsExactly(PRODUCTION, BEFORE, ITSELF);
        assertThat(mix.of(1, BOTH)).containsExactly(PRODUCTION);
        assertThat(new Mix(1.0 / 3, 1.0 / 3, 1.0 / 3).of(3, BOTH)).containsExactly(PRODUCTION, BEFORE, ITSELF);
    }

    @Test
    void theShareOfAnOpponentThatThereIsNotGoesToTheFirstThatThereIs() {
        Mix mix = new Mix(0.5, 0.25, 0.25);

        assertThat(mix.of(4, EnumSet.of(PRODUCTION))).containsExactly(PRODUCTION, PRODUCTION, PRODUCTION, ITSELF);
        assertThat(mix.of(4, EnumSet.of(BEFORE))).containsExactly(BEFORE, BEFORE, BEFORE, ITSELF);
        assertThat(mix.of(2, EnumSet.noneOf(Contrast.class))).containsExactly(ITSELF, ITSELF);
    }

    @Test
    void sharesMustSumToOne() {
        assertThatCode(new Mix(0.7, 0.2, 0.1)::check).doesNotThrowAnyException();
        assertThatThrownBy(new Mix(0.7, 0.2, 0.2)::check)
                .isInstanceOf(FeedbackException.class)
                .hasMessage("The shares of the mix must not be negative and must sum to 1, but are production 0.7,"
                        + " before 0.2 and itself 0.2.");
        assertThatThrownBy(new Mix(1.5, -0.5, 0)::check).isInstanceOf(FeedbackException.class);
        assertThatThrownBy(new Mix(Double.NaN, 0.5, 0.5)::check).isInstanceOf(FeedbackException.class);
    }
}
