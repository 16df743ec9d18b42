package dev.attune.feedback.service.export;

import java.io.IOException;
import java.io.OutputStream;

import dev.attune.contracts.artifact.Sha256;

/** Counts and hashes what passes through. */
final class CountedStream extends OutputStream {

    private final OutputStream out;
    private final Sha256 hash = new Sha256();
    private final OutputStream hashed = hash.stream();
    private long bytes;

    CountedStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] some, int offset, int length) throws IOException {
        out.write(some, offset, length);
        hashed.write(some, offset, length);
        bytes += length;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    long bytes() {
        return bytes;
    }

    /** In hexadecimal; can be asked once. */
    String sha256() {
        return hash.hex();
    }
}
