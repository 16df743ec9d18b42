package dev.attune.policy.supervised;

import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;
import dev.attune.text.Omissions;

/**
 * What a run learns from, and what it is measured on.
 *
 * @param omissions what of either is not used, or not whole
 */
record EncodedSplit(List<EncodedDemonstration> training, List<EncodedDemonstration> heldOut, Omissions omissions) {

    /** A hash that stands for these and the configuration: a resumed run must have the same. */
    String fingerprint(SupervisedTuningConfig config) {
        try {
            Sha256 hash = new Sha256().add(Json.MAPPER.writeValueAsBytes(config));
            for (List<EncodedDemonstration> side : List.of(training, heldOut)) {
                hash.add("\n" + side.size());
                for (EncodedDemonstration demonstration : side) {
                    hash.add(Arrays.toString(demonstration.tokens()));
                    hash.add(demonstration.task() == 0 ? "" : "#" + demonstration.task());
                }
            }
            return hash.hex();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A configuration could not be hashed", e);
        }
    }
}
