package dev.attune.service.request;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body up to its bound, also one that does not announce its length. What lies beyond is read and dropped, so that a
 * client that sends first and reads then gets to see the refusal; the server's own bound ends that, too.
 */
final class BoundedBody extends FilterInputStream {

    private final int limit;
    private long read;

    BoundedBody(InputStream body, int limit) {
        super(body);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        if (next >= 0) {
            counted(1);
        }
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        return count < 0 ? count : counted(count);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private int counted(int count) throws IOException {
        read += count;
        if (read > limit) {
            refuse();
        }
        return count;
    }

    /** Drops the body. */
    void refuse() throws IOException {
        byte[] dropped = new byte[8192];
        int count;
        do {
            count = super.read(dropped, 0, dropped.length);
        } while (count >= 0);
        throw new BodyTooLarge(limit);
    }
}
