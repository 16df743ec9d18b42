package dev.attune.lm.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Byte-level byte-pair encoding as GPT-2 does it (Sennrich et al., arXiv 1508.07909; Radford et al. 2019): text is split
 * into runs of letters, digits or signs, each with the space before it; each run's UTF-8 bytes become visible
 * characters; and the learned merges join neighbours, the earliest learned merge first.
 *
 * @param vocabulary token to id; the special tokens come first, then the 256 bytes, then one token per merge
 * @param merges pairs in the order in which they were learned
 * @param specials tokens that are never split; text cannot produce them
 */
public record BytePairEncoding(SequencedMap<String, Integer> vocabulary, List<Pair> merges, List<String> specials) {

    /** Two neighbouring tokens. */
    public record Pair(String left, String right) {
        String joined() {
            return left + right;
        }
    }

    private static final Pattern RUN = Pattern.compile(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);
    private static final List<String> BYTES = byteNames();

    /** Ids of {@code text}, which is taken as plain text even where it looks like a special token. */
    public List<Integer> encode(String text) {
        Map<Pair, Integer> ranks = HashMap.newHashMap(merges.size());
        merges.forEach(pair -> ranks.put(pair, ranks.size()));
        List<Integer> ids = new ArrayList<>();
        for (String run : runs(text)) {
            for (String token : mergeAll(bytesOf(run), ranks)) {
                ids.add(idOf(token));
            }
        }
        return ids;
    }

    /** The id of a token of the vocabulary. */
    public int idOf(String token) {
        return Objects.requireNonNull(vocabulary.get(token), "no such token");
    }

    /** The text of {@code ids}; special tokens are left out. */
    public String decode(List<Integer> ids) {
        List<String> tokens = List.copyOf(vocabulary.keySet());
        StringBuilder names = new StringBuilder();
        ids.stream().map(tokens::get).filter(token -> !specials.contains(token)).forEach(names::append);
        byte[] bytes = new byte[names.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) BYTES.indexOf(names.substring(i, i + 1));
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Learns merges from {@code texts} until the vocabulary has {@code size} tokens or no pair occurs twice. The most
     * frequent pair is merged first; among equals the one that sorts first, so that the result depends on nothing else.
     */
    public static BytePairEncoding train(Iterable<String> texts, int size, List<String> specials) {
        SequencedMap<String, Integer> vocabulary = new LinkedHashMap<>();
        specials.forEach(token -> vocabulary.put(token, vocabulary.size()));
        BYTES.stream().sorted().forEach(token -> vocabulary.put(token, vocabulary.size()));
        Map<List<String>, Integer> words = countRuns(texts);
        List<Pair> merges = new ArrayList<>();
        while (vocabulary.size() < size) {
            Pair best = mostFrequent(words);
            if (best == null) {
                break;
            }
            merges.add(best);
            vocabulary.put(best.joined(), vocabulary.size());
            Map<List<String>, Integer> merged = LinkedHashMap.newLinkedHashMap(words.size());
            words.forEach((word, count) -> merged.merge(merge(word, best), count, Integer::sum));
            words = merged;
        }
        return new BytePairEncoding(vocabulary, List.copyOf(merges), List.copyOf(specials));
    }

    private static Map<List<String>, Integer> countRuns(Iterable<String> texts) {
        Map<List<String>, Integer> words = new LinkedHashMap<>();
        for (String text : texts) {
            runs(text).forEach(run -> words.merge(bytesOf(run), 1, Integer::sum));
        }
        return words;
    }

    private static @Nullable Pair mostFrequent(Map<List<String>, Integer> words) {
        Map<Pair, Integer> counts = new HashMap<>();
        words.forEach((word, count) -> {
            for (int i = 0; i + 1 < word.size(); i++) {
                counts.merge(new Pair(word.get(i), word.get(i + 1)), count, Integer::sum);
            }
        });
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .min(Map.Entry.<Pair, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(entry -> entry.getKey().left())
                        .thenComparing(entry -> entry.getKey().right()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static List<String> mergeAll(List<String> word, Map<Pair, Integer> ranks) {
        List<String> tokens = word;
        while (true) {
            Pair best = null;
            int bestRank = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < tokens.size(); i++) {
                Pair pair = new Pair(tokens.get(i), tokens.get(i + 1));
                int rank = ranks.getOrDefault(pair, Integer.MAX_VALUE);
                if (rank < bestRank) {
                    best = pair;
                    bestRank = rank;
                }
            }
            if (best == null) {
                return tokens;
            }
            tokens = merge(tokens, best);
        }
    }

    /** {@code word} with every occurrence of {@code pair}, from the left, as one token. */
    private static List<String> merge(List<String> word, Pair pair) {
        List<String> tokens = new ArrayList<>(word.size());
        for (int i = 0; i < word.size(); i++) {
            boolean joins = i + 1 < word.size()
                    && word.get(i).equals(pair.left())
                    && word.get(i + 1).equals(pair.right());
            tokens.add(joins ? pair.joined() : word.get(i));
            i += joins ? 1 : 0;
        }
        return tokens;
    }

    private static List<String> runs(String text) {
        List<String> runs = new ArrayList<>();
        Matcher matcher = RUN.matcher(text);
        while (matcher.find()) {
            runs.add(matcher.group());
        }
        return runs;
    }

    private static List<String> bytesOf(String run) {
        List<String> names = new ArrayList<>();
        for (byte b : run.getBytes(StandardCharsets.UTF_8)) {
            names.add(BYTES.get(b & 0xff));
        }
        return names;
    }

    /** GPT-2's names of the 256 bytes: printable Latin-1 characters name themselves, the rest follow from U+0100 on. */
    private static List<String> byteNames() {
        List<String> names = new ArrayList<>();
        int next = 0x100;
        for (int b = 0; b < 256; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || (b >= 0xae);
            names.add(Character.toString(printable ? b : next++));
        }
        return List.copyOf(names);
    }
}
