package dev.attune.lm.transformer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;

/**
 * Tells models of one shape apart without reading all of them: the SHA-256 of every weight's name, shape and some of its numbers,
 * rounded to bfloat16, so that it is the same whether a model is loaded as float32 or as bfloat16.
 */
public final class Fingerprint {
    private static final int NUMBERS = 16;

    private Fingerprint() {}

    /** In hexadecimal; none where the weights are not in this machine's memory or are float16, which rounds otherwise. */
    public static Optional<String> of(Transformer transformer) {
        boolean away = transformer.tokenEmbedding().value().getDevice().isGpu();
        if (away || transformer.compute() == Dtype.FLOAT16) {
            return Optional.empty();
        }
        MessageDigest digest = sha256();
        for (Parameter parameter : transformer.parameters()) {
            String head = parameter.name()
                    + Arrays.toString(parameter.value().getShape().getShape());
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            long count = parameter.count();
            for (int i = 0; i < NUMBERS; i++) {
                int bits = rounded(parameter, count * i / NUMBERS);
                digest.update((byte) bits);
                digest.update((byte) (bits >> Byte.SIZE));
            }
        }
        return Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    /** The bits of a number as bfloat16, the nearest one, ties to even. */
    private static int rounded(Parameter parameter, long index) {
        MemorySegment bytes = Tensors.bytes(parameter.value());
        if (Tensors.dtype(parameter.value()) == Dtype.BFLOAT16) {
            return bytes.getAtIndex(ValueLayout.JAVA_SHORT, index);
        }
        int wide = bytes.getAtIndex(ValueLayout.JAVA_INT, index);
        return (wide + 0x7FFF + (wide >>> Short.SIZE & 1)) >>> Short.SIZE;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has SHA-256", missing);
        }
    }
}
