package dev.attune.feedback.mining;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.event.Message;

/**
 * How alike conversations are, whatever their letters' case and their blanks. Nearly equal: at least {@value #NEARLY} of the runs of {@value #RUN}
 * characters that either has are in both (Jaccard). To look only at few, each has {@value #BANDS} bands of {@value #ROWS} MinHashes (Broder 1997):
 * two that are so alike share a band with probability 0.9998.
 */
public final class Likeness {

    /** From which share of common runs on. */
    public static final double NEARLY = 0.8;

    private static final int RUN = 5;
    private static final int BANDS = 16;
    private static final int ROWS = 4;

    private final String text;

    private Likeness(String text) {
        this.text = text;
    }

    /** Of what people and models said; what systems were told is no part of it. */
    public static Likeness of(List<Message> conversation) {
        return new Likeness(conversation.stream()
                .filter(message -> !message.role().equals("system"))
                .map(message -> normal(message.content()))
                .collect(Collectors.joining("\n")));
    }

    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip()
                .replaceAll("\\s+", " ");
    }

    /** Equal for conversations that are the same but for case and blanks. */
    public String exact() {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The share of common runs, in [0, 1]. */
    public double to(Likeness other) {
        Set<String> mine = runs();
        Set<String> both = new HashSet<>(mine);
        Set<String> theirs = other.runs();
        both.retainAll(theirs);
        return both.size() / (double) (mine.size() + theirs.size() - both.size());
    }

    public boolean nearly(Likeness other) {
        return to(other) >= NEARLY;
    }

    private Set<String> runs() {
        Set<String> runs = new HashSet<>();
        if (text.length() <= RUN) {
            runs.add(text);
        }
        for (int from = 0; from + RUN <= text.length(); from++) {
            runs.add(text.substring(from, from + RUN));
        }
        return runs;
    }

    /**
     * What conversations that are nearly the same have in common, mostly.
     *
     * @param salt of those among whom is looked
     */
    public long[] bands(String salt) {
        long[] least = new long[BANDS * ROWS];
        Arrays.fill(least, Long.MAX_VALUE);
        for (String run : runs()) {
            long hash = 1125899906842597L;
            for (int i = 0; i < run.length(); i++) {
                hash = 31 * hash + run.charAt(i);
            }
            for (int i = 0; i < least.length; i++) {
                least[i] = Math.min(least[i], mixed(hash + i * 0x9E3779B97F4A7C15L));
            }
        }
        long[] bands = new long[BANDS];
        for (int band = 0; band < BANDS; band++) {
            bands[band] = mixed(salt.hashCode() * 0x9E3779B97F4A7C15L + band);
            for (int row = 0; row < ROWS; row++) {
                bands[band] = mixed(bands[band] * 31 + least[band * ROWS + row]);
            }
        }
        return bands;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mixed(long value) {
        long x = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
