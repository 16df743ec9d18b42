package dev.attune.reward.train;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.preference.file.PreferenceFiles;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.reward.encode.BatchPlan;
import dev.attune.reward.encode.GroupEncoder;
import dev.attune.reward.encode.PromptGroup;
import dev.attune.reward.score.AnswerEncoder;

/**
 * Writes a file's pairs in the order in which one epoch of {@link RewardModelling} trains on them (each pair on its own: {@code rankings=apart}), without those that are too
 * long, so that a peer's trainer that does not shuffle sees the same batches: MODEL DATA OUT BATCH MAX_TOKENS SEED.
 */
final class WriteOrderForPeers {

    private WriteOrderForPeers() {}

    public static void main(String[] arguments) throws IOException {
        int batch = Integer.parseInt(arguments[3]);
        int maximum = Integer.parseInt(arguments[4]);
        long seed = Long.parseLong(arguments[5]);
        try (LanguageModel model = LanguageModel.load(Path.of(arguments[0]), LoadOptions.float32());
                BufferedWriter out = Files.newBufferedWriter(Path.of(arguments[2]))) {
            GroupEncoder encoder = new GroupEncoder(new AnswerEncoder(model), maximum, 0, false);
            List<PromptGroup> pairs = encoder.encode(
                            PreferenceFiles.read(Path.of(arguments[1])).pairs())
                    .groups();
            for (List<PromptGroup> rows : BatchPlan.epoch(pairs, batch, seed, 1)) {
                for (PromptGroup row : rows) {
                    out.write(Json.MAPPER.writeValueAsString(
                            conversational(row.comparisons().getFirst().pair())));
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
}
