package dev.attune.text;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of text in UTF-8, plain or gzipped whatever its name. Byte-order marks are skipped; lines end with LF, CR LF, CR or
 * the file.
 */
public final class TextFile {

    /** Bytes of one line; a longer one is no row of data but a file of another kind. */
    static final int LONGEST_LINE = 64 << 20;

    private static final int GZIP = 0x8B1F;

    private TextFile() {}

    /**
     * Reads line by line; a line that is not UTF-8 is told as a bad one.
     *
     * @throws IOException when the file cannot be read or is no text; {@link #reason} says why
     */
    public static void lines(Path file, Consumer<Line> reader) throws IOException {
        lines(file, StandardCharsets.UTF_8, reader);
    }

    /** As {@link #lines(Path, Consumer)}, of a file that is known to be in another encoding, one byte to each character. */
    public static void lines(Path file, Charset charset, Consumer<Line> reader) throws IOException {
        try (InputStream bytes = open(file)) {
            new LineSplitter(charset, reader).read(bytes);
        }
    }

    /**
     * The whole text.
     *
     * @throws IOException when the file cannot be read or is not UTF-8 throughout; {@link #reason} says why
     */
    public static String whole(Path file) throws IOException {
        try (InputStream bytes = open(file)) {
            return strict().decode(ByteBuffer.wrap(bytes.readAllBytes())).toString();
        } catch (CharacterCodingException e) {
            throw new IOException("it is not UTF-8", e);
        }
    }

    /** Why reading failed, as the end of a sentence without a full stop. */
    public static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e -> "there is no such file";
            case AccessDeniedException e -> "it may not be read";
            case EOFException e -> "it is compressed and ends too early";
            case ZipException e -> "it is compressed and damaged: " + e.getMessage();
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        };
    }

    /** The bytes after decompression and a byte-order mark; closed again when they are no text in UTF-8. */
    static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        try {
            byte[] first = peek(bytes);
            if (first.length >= 2 && ((first[0] & 0xFF) | (first[1] & 0xFF) << 8) == GZIP) {
                bytes = new BufferedInputStream(new GZIPInputStream(bytes));
                first = peek(bytes);
            }
            Optional<String> refusal = FileKind.refusal(first);
            if (refusal.isPresent()) {
                throw new IOException(refusal.get());
            }
            if (ByteOrderMark.begins(first)) {
                bytes.skipNBytes(ByteOrderMark.BYTES);
            }
            return bytes;
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private static byte[] peek(InputStream bytes) throws IOException {
        bytes.mark(FileKind.BYTES);
        byte[] first = bytes.readNBytes(FileKind.BYTES);
        bytes.reset();
        return first;
    }

    static CharsetDecoder strict() {
        return strict(StandardCharsets.UTF_8);
    }

    static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** UTF-8's, which some programs write and which is no part of the text. */
    private static final class ByteOrderMark {
        static final int BYTES = 3;

        static boolean begins(byte[] first) {
            return first.length >= BYTES
                    && (first[0] & 0xFF) == 0xEF
                    && (first[1] & 0xFF) == 0xBB
                    && (first[2] & 0xFF) == 0xBF;
        }
    }

    /** Cuts bytes into lines before they are decoded, so that a bad byte spoils its own line only. */
    private static final class LineSplitter {
        private final Charset charset;
        private final Consumer<Line> reader;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final byte[] block = new byte[1 << 16];
        private int number;
        private boolean tooLong;
        private boolean afterReturn;

        LineSplitter(Charset charset, Consumer<Line> reader) {
            this.charset = charset;
            this.reader = reader;
        }

        void read(InputStream bytes) throws IOException {
            for (int size = bytes.read(block); size >= 0; size = bytes.read(block)) {
                int from = 0;
                for (int i = 0; i < size; i++) {
                    if (block[i] == '\n' && afterReturn) {
                        from = i + 1;
                    } else if (block[i] == '\n' || block[i] == '\r') {
                        keep(from, i);
                        end();
                        from = i + 1;
                    }
                    afterReturn = block[i] == '\r';
                }
                keep(from, size);
            }
            if (line.size() > 0 || tooLong) {
                end();
            }
        }

        private void keep(int from, int to) {
            tooLong |= (long) line.size() + to - from > LONGEST_LINE;
            if (!tooLong) {
                line.write(block, from, to - from);
            }
        }

        private void end() {
            number++;
            reader.accept(
                    tooLong
                            ? new Line.Bad(number, "it has more than " + (LONGEST_LINE >> 20) + " MiB")
                            : decoded(line.toByteArray()));
            line.reset();
            tooLong = false;
        }

        private Line decoded(byte[] bytes) {
            int mark = ByteOrderMark.begins(bytes) ? ByteOrderMark.BYTES : 0; // of files that were joined
            ByteBuffer rest = ByteBuffer.wrap(bytes, mark, bytes.length - mark);
            try {
                return new Line.Text(number, strict(charset).decode(rest).toString());
            } catch (CharacterCodingException e) {
                String found = rest.hasRemaining() ? String.format(" (byte %02X)", rest.get()) : "";
                return new Line.Bad(
                        number, "it is not " + charset.name() + found + "; convert the file from its encoding");
            }
        }
    }
}
