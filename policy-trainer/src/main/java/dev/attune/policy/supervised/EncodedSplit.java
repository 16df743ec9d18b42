package dev.attune.policy.supervised;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;

/** What a run learns from, and what it is measured on. */
record EncodedSplit(List<EncodedDemonstration> training, List<EncodedDemonstration> heldOut) {

    /** A hash that stands for these and the configuration: a resumed run must have the same. */
    String fingerprint(SupervisedTuningConfig config) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Json.MAPPER.writeValueAsBytes(config));
            for (List<EncodedDemonstration> side : List.of(training, heldOut)) {
                digest.update(("\n" + side.size()).getBytes(StandardCharsets.UTF_8));
                for (EncodedDemonstration demonstration : side) {
                    digest.update(Arrays.toString(demonstration.tokens()).getBytes(StandardCharsets.UTF_8));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("A configuration could not be hashed", e);
        }
    }
}
