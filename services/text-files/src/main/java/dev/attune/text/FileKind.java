package dev.attune.text;

import java.util.Arrays;
import java.util.Optional;

/** What is no text in UTF-8, by its first bytes, with what to do about it. */
enum FileKind {
    UTF_32_LITTLE("it is UTF-32, not UTF-8; convert it, for example with iconv -f UTF-32 -t UTF-8", 0xFF, 0xFE, 0, 0),
    UTF_32_BIG("it is UTF-32, not UTF-8; convert it, for example with iconv -f UTF-32 -t UTF-8", 0, 0, 0xFE, 0xFF),
    UTF_16_LITTLE("it is UTF-16, not UTF-8; convert it, for example with iconv -f UTF-16 -t UTF-8", 0xFF, 0xFE),
    UTF_16_BIG("it is UTF-16, not UTF-8; convert it, for example with iconv -f UTF-16 -t UTF-8", 0xFE, 0xFF),
    PARQUET("it is a Parquet file; convert it to JSON lines", 'P', 'A', 'R', '1'),
    ARROW("it is an Arrow file; convert it to JSON lines", 'A', 'R', 'R', 'O', 'W', '1'),
    ZIP("it is a ZIP archive; unpack it first", 'P', 'K', 3, 4),
    ZSTANDARD("it is compressed by zstd; unpack it first, or compress it with gzip", 0x28, 0xB5, 0x2F, 0xFD),
    BZIP2("it is compressed by bzip2; unpack it first, or compress it with gzip", 'B', 'Z', 'h'),
    XZ("it is compressed by xz; unpack it first, or compress it with gzip", 0xFD, '7', 'z', 'X', 'Z', 0);

    /** As many bytes as tell one from another. */
    static final int BYTES = 8;

    private static final String MARKLESS = "UTF-16, not UTF-8 (every other byte is zero); convert it, for example with"
            + " iconv -f UTF-16%s -t UTF-8";

    private final String sentence;
    private final int[] beginning;

    FileKind(String sentence, int... beginning) {
        this.sentence = sentence;
        this.beginning = beginning;
    }

    /** Why a file with this beginning cannot be read; empty when it may be UTF-8. */
    static Optional<String> refusal(byte[] first) {
        Optional<String> known = Arrays.stream(values())
                .filter(kind -> kind.begins(first))
                .map(kind -> kind.sentence)
                .findFirst();
        return known.isPresent() ? known : markless(first);
    }

    private boolean begins(byte[] first) {
        for (int i = 0; i < beginning.length; i++) {
            if (i >= first.length || (first[i] & 0xFF) != beginning[i]) {
                return false;
            }
        }
        return true;
    }

    /** Text that begins in ASCII, as JSON does, has zeros in fixed places when its characters are wider than a byte. */
    private static Optional<String> markless(byte[] first) {
        if (first.length < 4) {
            return Optional.empty();
        }
        boolean[] zero = new boolean[4];
        for (int i = 0; i < 4; i++) {
            zero[i] = first[i] == 0;
        }
        if (!zero[0] && zero[1] && zero[3]) {
            return Optional.of(zero[2] ? UTF_32_LITTLE.sentence : "it is " + MARKLESS.formatted("LE"));
        }
        if (zero[0] && zero[2] && !zero[3]) {
            return Optional.of(zero[1] ? UTF_32_BIG.sentence : "it is " + MARKLESS.formatted("BE"));
        }
        return Optional.empty();
    }
}
