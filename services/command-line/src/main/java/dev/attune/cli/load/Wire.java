package dev.attune.cli.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * One kept connection of HTTP/1.1, for one thread: no more work than a load generator may do on the machine that it measures. Reads answers of
 * known length only, which is what the service sends.
 */
final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int LONGEST_LINE = 8192;

    private final URI service;
    private final String token;
    private final byte[] line = new byte[LONGEST_LINE];
    private @Nullable Socket socket;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;

    /** @param token of who asks */
    Wire(URI service, String token) {
        this.service = service;
        this.token = token;
    }

    /**
     * An answer.
     *
     * @param body empty where there is none
     */
    record Answer(int status, String body) {

        /** The text of a field of the body, which names it once; empty when it is not there. */
        String field(String name) {
            return Texts.after(body, "\"" + name + "\":\"");
        }
    }

    /**
     * Asks and waits for the answer. A connection that the other end has closed is opened anew.
     *
     * @param key Idempotency-Key; empty for none
     * @param body JSON; empty for none
     */
    Answer call(String method, String path, String key, String body) throws IOException {
        if (socket == null) {
            connect();
        }
        StringBuilder request = new StringBuilder(512)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(service.getAuthority())
                .append("\r\nAuthorization: Bearer ")
                .append(token)
                .append("\r\nContent-Length: ")
                .append(body.length());
        if (!body.isEmpty()) {
            request.append("\r\nContent-Type: application/json");
        }
        if (!key.isEmpty()) {
            request.append("\r\nIdempotency-Key: ").append(key);
        }
        request.append("\r\n\r\n").append(body);
        try {
            OutputStream sending = opened(out);
            sending.write(request.toString().getBytes(StandardCharsets.US_ASCII));
            sending.flush();
            return read(opened(in));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void connect() throws IOException {
        Socket fresh = new Socket();
        fresh.setTcpNoDelay(true);
        fresh.setSoTimeout(PATIENCE_MILLIS);
        fresh.connect(new InetSocketAddress(service.getHost(), service.getPort()), PATIENCE_MILLIS);
        socket = fresh;
        in = new BufferedInputStream(fresh.getInputStream(), 1 << 14);
        out = fresh.getOutputStream();
    }

    private Answer read(InputStream from) throws IOException {
        String first = line(from);
        int status = Integer.parseInt(first.substring(9, 12));
        int length = 0;
        for (String header = line(from); !header.isEmpty(); header = line(from)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        byte[] body = from.readNBytes(length);
        return new Answer(status, new String(body, StandardCharsets.UTF_8));
    }

    private String line(InputStream from) throws IOException {
        int length = 0;
        for (int next = from.read(); next != '\n'; next = from.read()) {
            if (next < 0 || length == LONGEST_LINE) {
                throw new EOFException("The service closed the connection amid an answer.");
            }
            if (next != '\r') {
                line[length++] = (byte) next;
            }
        }
        return new String(line, 0, length, StandardCharsets.US_ASCII);
    }

    private static <T> T opened(@Nullable T stream) throws IOException {
        if (stream == null) {
            throw new IOException("The connection is closed.");
        }
        return stream;
    }

    @Override
    public void close() throws IOException {
        Socket open = socket;
        socket = null;
        if (open != null) {
            open.close();
        }
    }
}
