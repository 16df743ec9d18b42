package dev.attune.lm.file;

/**
 * The order of the rows of Llama's query and key weights. Meta's layout, which GGUF and llama2.c keep, has the two numbers
 * that the rotary embedding turns together side by side; Hugging Face's has them half a head apart.
 */
public final class RotaryRows {
    private RotaryRows() {}

    /** Row {@code 2i + j} of a head is row {@code j * headSize / 2 + i} in Hugging Face's layout. */
    public static long halfSplit(long row, int headSize) {
        long head = row / headSize;
        long inside = row % headSize;
        return head * headSize + inside % 2 * (headSize / 2) + inside / 2;
    }
}
