package dev.attune.policy.direct;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import ai.djl.ndarray.NDManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.data.LengthBatches;

/**
 * What the reference says of pairs, computed once: by the model as it is before training, kept in a file by the hash of the
 * reference and the tokens. A later run over the same pairs reads instead of computing.
 *
 * <p>A number's last bit depends on which pairs are computed together. So these groups follow from the whole list alone, and
 * one of which a line is missing is computed again as a whole: a run that was killed here gets the numbers of one that was
 * not.
 */
final class ReferenceLogProbs {

    private static final Logger LOG = LoggerFactory.getLogger(ReferenceLogProbs.class);
    private static final int NUMBERS = 2;
    /** Ends a line, so that a number that a crash cut short is not taken for a whole one. */
    private static final String END = ".";

    private final String reference;
    private final Optional<Path> file;
    private final Map<String, float[]> known = new HashMap<>();

    /**
     * @param reference what identifies the weights and their type, such as a hash
     * @param file lines of a hash and two numbers, made where missing; none: nothing is kept
     */
    ReferenceLogProbs(String reference, Optional<Path> file) {
        this.reference = reference;
        this.file = file;
        file.filter(Files::exists).ifPresent(this::read);
    }

    /** The pairs with their log-probabilities under {@code model} with {@code adapter}, in their order. */
    List<ReferencedPair> of(
            List<EncodedPair> pairs, boolean mismatched, int passTokens, LanguageModel model, Adapter adapter) {
        List<EncodedPair> others = mismatched ? mismatched(pairs) : List.of();
        List<EncodedPair> all = Stream.concat(pairs.stream(), others.stream()).toList();
        int computed = 0;
        for (List<EncodedPair> part : LengthBatches.parts(all, EncodedPair::length, passTokens)) {
            if (!part.stream().allMatch(pair -> known.containsKey(key(pair)))) {
                keep(part, logProbs(part, model, adapter));
                computed += part.size();
            }
        }
        LOG.info("The reference's log-probabilities: {} pairs computed, {} read", computed, all.size() - computed);
        List<ReferencedPair> referenced = new ArrayList<>(pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            Optional<ReferencedPair> other =
                    mismatched ? Optional.of(referenced(others.get(i), Optional.empty())) : Optional.empty();
            referenced.add(referenced(pairs.get(i), other));
        }
        return referenced;
    }

    /** Each prompt with the answers of the next pair that has another one; of the next pair where all have the same. */
    private static List<EncodedPair> mismatched(List<EncodedPair> pairs) {
        int[] next = new int[pairs.size()];
        int other = 0;
        // Backwards and once around, so that each pair finds in one step where the run of equal prompts behind it ends.
        for (int i = 2 * pairs.size() - 2; i >= 0; i--) {
            int here = i % pairs.size();
            int behind = (i + 1) % pairs.size();
            boolean same =
                    Arrays.equals(pairs.get(here).prompt(), pairs.get(behind).prompt());
            other = same && i < 2 * pairs.size() - 2 ? other : behind;
            next[here] = other;
        }
        List<EncodedPair> mismatched = new ArrayList<>(pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            mismatched.add(pairs.get(i).withAnswersOf(pairs.get(next[i])));
        }
        return mismatched;
    }

    private ReferencedPair referenced(EncodedPair pair, Optional<ReferencedPair> mismatched) {
        float[] numbers = known.getOrDefault(key(pair), new float[NUMBERS]);
        return new ReferencedPair(pair, numbers[0], numbers[1], mismatched);
    }

    private static float[] logProbs(List<EncodedPair> pairs, LanguageModel model, Adapter adapter) {
        try (NDManager step = model.newStep()) {
            return PairRows.of(step, pairs)
                    .logProbs(model.transformer(), adapter)
                    .toFloatArray();
        }
    }

    private void keep(List<EncodedPair> pairs, float[] numbers) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            String key = key(pairs.get(i));
            float[] both = {numbers[i], numbers[pairs.size() + i]};
            known.put(key, both);
            lines.add(key + " " + both[0] + " " + both[1] + " " + END);
        }
        file.ifPresent(path -> append(path, lines));
    }

    private static void append(Path path, List<String> lines) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.write(path, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw failure(path, "cannot be written", e);
        }
    }

    /** A line that a crash cut short is computed again. */
    private void read(Path path) {
        try {
            for (String line : Files.readAllLines(path)) {
                String[] parts = line.split(" ", -1);
                try {
                    if (parts.length != 2 + NUMBERS || parts[0].length() != 64 || !parts[3].equals(END)) {
                        throw new NumberFormatException(line);
                    }
                    known.put(parts[0], new float[] {Float.parseFloat(parts[1]), Float.parseFloat(parts[2])});
                } catch (NumberFormatException e) {
                    LOG.warn("A line of {} is damaged and left aside.", path);
                }
            }
        } catch (IOException e) {
            throw failure(path, "cannot be read", e);
        }
    }

    private static AttuneException failure(Path path, String problem, IOException cause) {
        return new AttuneException(
                "reference-cache",
                ErrorCategory.RESOURCES,
                "The reference's log-probabilities in " + path + " " + problem + " (" + cause.getMessage()
                        + "); check the disk's space and permissions, or remove the file.",
                cause);
    }

    private String key(EncodedPair pair) {
        return new Sha256()
                .add(reference)
                .add(pair.prompt())
                .add(pair.chosen())
                .add(pair.rejected())
                .hex();
    }
}
