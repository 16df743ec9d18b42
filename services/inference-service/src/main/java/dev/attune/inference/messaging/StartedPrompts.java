package dev.attune.inference.messaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jboss.logging.Logger;

/**
 * Which prompts are being answered, in a file that outlives the process: one whose answers end the process would otherwise
 * end it again after each restart. A line for each, of how often the process ended meanwhile, a space and the prompt's id.
 */
final class StartedPrompts {

    /** So many ends of the process are one too many. */
    static final int ENDS = 3;

    private static final Logger LOG = Logger.getLogger(StartedPrompts.class);

    private final Path file;
    private final Map<String, Integer> ends = new HashMap<>();

    StartedPrompts(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file).forEach(this::read);
            }
        } catch (IOException e) {
            LOG.warnf(e, "%s cannot be read: prompts that ended this process before are not known", file);
        }
    }

    private void read(String line) {
        int space = line.indexOf(' ');
        if (space > 0 && line.substring(0, space).matches("[0-9]{1,4}")) {
            ends.put(line.substring(space + 1), Integer.parseInt(line.substring(0, space)));
        }
    }

    /** How often the process ended while it answered this prompt. */
    synchronized int ends(String promptId) {
        return ends.getOrDefault(promptId, 0);
    }

    /** These are answered from now on: if the process ends before {@link #finished}, that counts. */
    synchronized void started(Collection<String> promptIds) {
        Map<String, Integer> counted = new TreeMap<>(ends);
        promptIds.forEach(id -> counted.merge(id, 1, Integer::sum));
        write(counted);
    }

    /** The process lived: what these made of it before is forgotten. */
    synchronized void finished(Collection<String> promptIds) {
        ends.keySet().removeAll(List.copyOf(promptIds));
        write(ends);
    }

    /** The process is ended on purpose: what is being answered has not ended it. */
    synchronized void stopped() {
        write(ends);
    }

    private void write(Map<String, Integer> counts) {
        StringBuilder lines = new StringBuilder();
        counts.forEach((id, count) -> lines.append(count).append(' ').append(id).append('\n'));
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warnf("%s cannot be written (%s): a prompt that ends this process would not be known", file, e);
        }
    }
}
