package dev.attune.lm.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;

/**
 * What this machine's processor has for matrix products.
 *
 * @param processor its name
 * @param threads that libtorch uses
 * @param libtorch version
 * @param kernels widest vector instructions that libtorch's own kernels use: avx512, avx2 or default
 * @param bfloat16 by what bfloat16 products are made: amx, avx512_bf16, or conversion to float32
 * @param float32Gflops measured on a product of 2048 x 576 x 1536
 * @param bfloat16Gflops the same in bfloat16
 * @param readGigabytesPerSecond measured by reading 512 MB once with all threads
 */
public record Machine(
        String processor,
        int threads,
        String libtorch,
        String kernels,
        boolean avx512,
        boolean amx,
        String bfloat16,
        double float32Gflops,
        double bfloat16Gflops,
        double readGigabytesPerSecond) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final int ROWS = 2048;
    private static final int INPUTS = 576;
    private static final int OUTPUTS = 1536;
    private static final int ROUNDS = 20;
    private static final long STREAMED = 1L << 27;
    private static final int STREAM_ROUNDS = 3;

    /** Looks and measures; takes about a second. */
    public static Machine inspect() {
        List<String> lines = cpuInfo();
        Set<String> flags = Set.of(field(lines, "flags").split(" "));
        boolean avx512 = flags.contains("avx512f") && flags.contains("avx512vl") && flags.contains("avx512bw");
        boolean amx = flags.contains("amx_bf16");
        String bfloat16 = amx ? "amx" : flags.contains("avx512_bf16") ? "avx512_bf16" : "conversion";
        return new Machine(
                field(lines, "model name"),
                threadCount(),
                Engine.getEngine("PyTorch").getVersion(),
                avx512 ? "avx512" : flags.contains("avx2") ? "avx2" : "default",
                avx512,
                amx,
                bfloat16,
                gflops(Dtype.FLOAT32),
                gflops(Dtype.BFLOAT16),
                streamedGigabytesPerSecond());
    }

    private static int threadCount() {
        Dtype.FLOAT32.bytes(); // loads libtorch
        return JniUtils.getNumThreads();
    }

    private static double gflops(Dtype dtype) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray x = Operators.to(manager.ones(new Shape(ROWS, INPUTS)), dtype);
            NDArray weight = Operators.to(manager.ones(new Shape(OUTPUTS, INPUTS)), dtype);
            long best = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                Operators.linear(x, weight, null).close();
                best = Math.min(best, System.nanoTime() - start);
            }
            return 2.0 * ROWS * INPUTS * OUTPUTS / best;
        }
    }

    private static double streamedGigabytesPerSecond() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray large = manager.ones(new Shape(STREAMED));
            long best = Long.MAX_VALUE;
            for (int round = 0; round < STREAM_ROUNDS; round++) {
                long start = System.nanoTime();
                large.sum().close();
                best = Math.min(best, System.nanoTime() - start);
            }
            return (double) STREAMED * Float.BYTES / best;
        }
    }

    private static List<String> cpuInfo() {
        try {
            return Files.exists(CPU_INFO) ? Files.readAllLines(CPU_INFO) : List.of();
        } catch (IOException failure) {
            throw new TorchException("The processor's description in " + CPU_INFO + " cannot be read.", failure);
        }
    }

    private static String field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse("unknown");
    }
}
