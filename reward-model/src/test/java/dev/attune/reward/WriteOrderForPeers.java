package dev.attune.reward;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.bus.Json;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.job.RewardModelConfig;
import dev.attune.contracts.preference.PreferenceFiles;
import dev.attune.contracts.preference.PreferencePair;
import dev.attune.lm.LanguageModel;
import dev.attune.lm.LoadOptions;

/**
 * Writes a file's pairs in the order in which one epoch of {@link RewardModelling} trains on them, without those that are too
 * long, so that a peer's trainer that does not shuffle sees the same batches: MODEL DATA OUT BATCH MAX_TOKENS SEED.
 */
final class WriteOrderForPeers {

    private WriteOrderForPeers() {}

    public static void main(String[] arguments) throws IOException {
        int batch = Integer.parseInt(arguments[3]);
        int maximum = Integer.parseInt(arguments[4]);
        long seed = Long.parseLong(arguments[5]);
        RewardModelConfig defaults = RewardModelConfig.defaults();
        try (LanguageModel model = LanguageModel.load(Path.of(arguments[0]), LoadOptions.float32());
                BufferedWriter out = Files.newBufferedWriter(Path.of(arguments[2]))) {
            List<EncodedPair> pairs = new PairEncoder(model, withMaxTokens(defaults, maximum))
                    .encode(PreferenceFiles.read(Path.of(arguments[1])).pairs());
            for (List<EncodedPair> rows : BatchPlan.epoch(pairs, batch, seed, 0)) {
                for (EncodedPair row : rows) {
                    out.write(Json.MAPPER.writeValueAsString(conversational(row.pair())));
                    out.write('\n');
                }
            }
        }
    }

    private static Map<String, List<Message>> conversational(PreferencePair pair) {
        return Map.of(
                "prompt", pair.prompt(),
                "chosen", List.of(Message.assistant(pair.chosen())),
                "rejected", List.of(Message.assistant(pair.rejected())));
    }

    private static RewardModelConfig withMaxTokens(RewardModelConfig config, int maxTokens) {
        ObjectNode tree = Json.MAPPER.valueToTree(config);
        return Json.MAPPER.convertValue(tree.put("maxTokens", maxTokens), RewardModelConfig.class);
    }
}
