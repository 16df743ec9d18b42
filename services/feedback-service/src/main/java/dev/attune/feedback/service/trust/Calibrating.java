package dev.attune.feedback.service.trust;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.json.Json;
import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.trust.Reliability;
import dev.attune.judgement.calibration.Calibration;
import dev.attune.judgement.calibration.LeaveRatersOut;
import dev.attune.judgement.calibration.Predicted;
import dev.attune.judgement.vote.Votes;

/** How far the probabilities of a fit can be believed. */
@ApplicationScoped
class Calibrating {

    /** With more raters several are left out at a time. */
    private static final int PARTS = 10;

    /** As it is kept; nothing where no vote could be predicted. */
    @Nullable
    String text(Votes votes) {
        LeaveRatersOut out = LeaveRatersOut.of(votes, PARTS);
        if (out.model().isEmpty()) {
            return null;
        }
        return JsonText.of(new Reliability(out.model().size(), curve(out.model()), curve(out.share())));
    }

    static Reliability read(String text) {
        try {
            return Json.MAPPER.readValue(text, Reliability.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored calibration cannot be read", e);
        }
    }

    private static Reliability.Curve curve(List<Predicted> predictions) {
        Calibration calibration = Calibration.of(predictions).get();
        return new Reliability.Curve(
                calibration.bins().stream().map(Calibrating::bin).toList(), calibration.logLoss(), calibration.brier());
    }

    private static Reliability.Bin bin(Calibration.Bin bin) {
        return new Reliability.Bin(
                bin.predictions(),
                bin.predicted(),
                bin.seen().estimate(),
                bin.seen().low(),
                bin.seen().high());
    }
}
