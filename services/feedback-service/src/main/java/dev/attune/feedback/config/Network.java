package dev.attune.feedback.config;

import java.net.InetAddress;

/** All addresses whose first bits are these. */
public record Network(InetAddress address, int bits) {

    /**
     * An address, or a network such as {@code 10.1.0.0/16}; no name is ever looked up.
     *
     * @param setting where it is written, for the sentence when it is neither
     */
    public static Network of(String text, String setting) {
        String[] parts = text.strip().split("/", 2);
        try {
            InetAddress address = InetAddress.ofLiteral(parts[0]);
            int most = address.getAddress().length * Byte.SIZE;
            int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
            if (bits >= 0 && bits <= most) {
                return new Network(address, bits);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(sentence(text, setting), e);
        }
        throw new IllegalStateException(sentence(text, setting));
    }

    private static String sentence(String text, String setting) {
        return setting + " must list addresses, or networks such as 10.1.0.0/16, but holds " + text + ".";
    }

    /** Whether the address lies in it. */
    public boolean holds(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((mine[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
