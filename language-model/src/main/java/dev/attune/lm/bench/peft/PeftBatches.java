package dev.attune.lm.bench.peft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.attune.lm.text.Tokenizer;

/**
 * The batches of a run, recorded so that both sides train on the same ones in the same order: sums in words and numbers, cut to
 * one length. The first half of each row is the prompt, and the loss looks at the second.
 *
 * @param steps for each step its rows of tokens, all of one length
 */
record PeftBatches(List<List<int[]>> steps) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static PeftBatches of(Tokenizer tokenizer, int steps, int rows, int length) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        return new PeftBatches(IntStream.range(0, steps)
                .mapToObj(step -> IntStream.range(0, rows)
                        .mapToObj(row -> row(tokenizer, random, length))
                        .toList())
                .toList());
    }

    private static int[] row(Tokenizer tokenizer, RandomGenerator random, int length) {
        StringBuilder text = new StringBuilder();
        int[] tokens = {};
        while (tokens.length < length) {
            int first = random.nextInt(100);
            int second = random.nextInt(100);
            text.append("What is %d plus %d? It is %d.\n".formatted(first, second, first + second));
            tokens = tokenizer.encode(text.toString());
        }
        return Arrays.copyOf(tokens, length);
    }

    void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), steps);
    }

    static PeftBatches read(Path file) throws IOException {
        return new PeftBatches(JSON.readValue(file.toFile(), new TypeReference<List<List<int[]>>>() {}));
    }

    /** The halves of the rows of a step: 0 for prompts, 1 for answers. */
    List<int[]> halves(int step, int half) {
        List<int[]> halves = new ArrayList<>();
        for (int[] row : steps.get(step)) {
            int middle = row.length / 2;
            halves.add(Arrays.copyOfRange(row, half == 0 ? 0 : middle, half == 0 ? middle : row.length));
        }
        return halves;
    }
}
