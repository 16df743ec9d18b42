package dev.attune.judgement.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Texts that are nearly equal: the share of common 5-grams of words (Jaccard), estimated by MinHash (Broder 1997) with {@value #HASHES} hashes. Texts of fewer
 * than five words are not compared: short praise is alike without being copied.
 */
public final class Copies {

    private static final int HASHES = 128;
    private static final int WORDS = 5;
    private static final double NEARLY = 0.8;

    private final List<long[]> seen = new ArrayList<>();

    /** Whether a text is nearly equal to one before it; remembers it. */
    public boolean add(String text) {
        String[] words = text.toLowerCase(Locale.ROOT).strip().split("[^\\p{L}\\p{N}]+");
        if (words.length < WORDS) {
            return false;
        }
        long[] signature = signature(words);
        boolean copied = seen.stream().anyMatch(other -> similarity(signature, other) > NEARLY);
        seen.add(signature);
        return copied;
    }

    private static long[] signature(String[] words) {
        long[] least = new long[HASHES];
        Arrays.fill(least, Long.MAX_VALUE);
        for (int from = 0; from + WORDS <= words.length; from++) {
            long hash = 1125899906842597L;
            for (String word : Arrays.asList(words).subList(from, from + WORDS)) {
                hash = mixed(hash * 31 + word.hashCode());
            }
            for (int i = 0; i < HASHES; i++) {
                least[i] = Math.min(least[i], mixed(hash + i * 0x9E3779B97F4A7C15L));
            }
        }
        return least;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mixed(long value) {
        long x = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    private static double similarity(long[] one, long[] other) {
        int equal = 0;
        for (int i = 0; i < HASHES; i++) {
            equal += one[i] == other[i] ? 1 : 0;
        }
        return equal / (double) HASHES;
    }
}
