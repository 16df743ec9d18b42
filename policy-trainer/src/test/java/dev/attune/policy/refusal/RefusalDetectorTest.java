package dev.attune.policy.refusal;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.attune.policy.refusal.LabelledAnswers.Labelled;
import dev.attune.policy.statistics.Detection;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalDetectorTest {

    @Test
    void whatIsWrongIsPrinted() {
        for (Labelled one : LabelledAnswers.read()) {
            if (RefusalDetector.refuses(one.answer()) != one.refuses()) {
                System.out.println(one);
            }
        }
        Detection detection = LabelledAnswers.detection();
        System.out.println(detection + " " + detection.recall() + " " + detection.precision() + " "
                + detection.specificity() + " " + detection.youden());
        assertThat(List.of(1)).hasSize(1);
    }
}
