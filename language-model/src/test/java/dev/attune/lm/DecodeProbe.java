package dev.attune.lm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDManager;

import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Threads;

/** Prints what one pass of decoding costs: {@code DecodeProbe TOKENIZER_DIRECTORY ROWS LANES POSITIONS}. Not a test. */
final class DecodeProbe {
    private DecodeProbe() {}

    public static void main(String[] arguments) throws InterruptedException {
        TransformerConfig config = new TransformerConfig(
                "llama",
                576,
                30,
                9,
                3,
                64,
                1536,
                49152,
                2048,
                10_000,
                1e-5,
                true,
                new TransformerConfig.SpecialTokens(1, List.of(2), 0));
        int rows = Integer.parseInt(arguments[1]);
        int lanes = Integer.parseInt(arguments[2]);
        int positions = Integer.parseInt(arguments[3]);
        try (LanguageModel model =
                LanguageModel.random(config, Tokenizer.load(Path.of(arguments[0])), LoadOptions.bfloat16(), 1)) {
            long t0 = System.nanoTime();
            try (NDManager m = model.newStep();
                    KvCache cache = model.transformer().newCache(m, 4, 16);
                    Decoder d = model.transformer().newDecoder(m, Adapter.NONE, cache, true)) {}
            System.out.println("packing " + (System.nanoTime() - t0) / 1e6 + " ms");
            for (boolean fast : new boolean[] {true, false}) {
                List<Thread> threads = new ArrayList<>();
                for (int lane = 0; lane < lanes; lane++) {
                    int number = lane;
                    Thread thread = new Thread(() -> run(model, rows, positions, number, fast));
                    threads.add(thread);
                    thread.start();
                }
                for (Thread thread : threads) thread.join();
                if (lanes > 1) break;
            }
        }
    }

    private static void run(LanguageModel model, int rows, int positions, int lane, boolean fast) {
        try (var recording = Autograd.off();
                var one = Threads.of(1);
                NDManager manager = model.newStep();
                KvCache cache = model.transformer().newCache(manager, Math.max(4, rows), positions + 80);
                Decoder decoder = fast
                        ? model.transformer().newDecoder(manager, Adapter.NONE, cache, true)
                        : new BlockDecoder(model.transformer(), Adapter.NONE, cache)) {
            for (int i = 0; i < positions; i++) cache.advance(rows);
            int[] tokens = new int[rows];
            double best = 1e9, sum = 0;
            for (int i = 0; i < 40; i++) {
                long t = System.nanoTime();
                try (NDManager step = manager.newSubManager()) {
                    decoder.logits(step, tokens);
                }
                double ms = (System.nanoTime() - t) / 1e6;
                best = Math.min(best, ms);
                if (i >= 10) sum += ms;
            }
            System.out.printf(
                    "fast %b lane %d rows %d: best %.1f ms, mean %.1f ms%n", fast, lane, rows, best, sum / 30);
        }
    }
}
