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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;

/**
 * Which prompts are being answered, in a file that outlives the process: one whose answers end the process would otherwise
 * end it again after each restart.
 *
 * <p>Processes end for other reasons, too. So the first end makes suspects of what was being answered; each is then tried alone, and
 * only an end while that is done counts, against this one. An end on purpose and one of the whole machine count against none.
 */
final class StartedPrompts {

    /** So many ends of the process, each while it answered nothing else, are one too many. */
    static final int ENDS = 3;

    private static final Logger LOG = Logger.getLogger(StartedPrompts.class);

    /** The line of a prompt: how often the process ended, what was being done with the prompt, and its id. */
    private static final Pattern LINE = Pattern.compile("([0-9]{1,4}) (FIRST|AGAIN|WAITING) (.+)");

    private static final String BOOT = "boot ";
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private enum Doing {
        /** Answered, maybe with others. */
        FIRST,
        /** Answered alone, as a suspect. */
        AGAIN,
        WAITING
    }

    private final Path file;
    private final String boot;
    /** By suspect. */
    private final Map<String, Integer> ends = new TreeMap<>();

    private boolean stopping;

    StartedPrompts(Path file) {
        this(file, bootId());
    }

    /** @param boot differs after each start of the machine */
    StartedPrompts(Path file, String boot) {
        this.file = file;
        this.boot = boot;
        try {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                boolean sameBoot = lines.contains(BOOT + boot);
                lines.forEach(line -> read(line, sameBoot));
            }
        } catch (IOException e) {
            LOG.warnf(e, "%s cannot be read: prompts that ended this process before are not known", file);
        }
    }

    private void read(String line, boolean sameBoot) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return;
        }
        boolean counts = sameBoot && Doing.valueOf(matcher.group(2)) == Doing.AGAIN;
        ends.put(matcher.group(3), Integer.parseInt(matcher.group(1)) + (counts ? 1 : 0));
    }

    /** Whether the process ended while it answered this prompt, maybe with others. */
    synchronized boolean isSuspect(String promptId) {
        return ends.containsKey(promptId);
    }

    /** How often the process ended while it answered this suspect and no other prompt. */
    synchronized int ends(String promptId) {
        return ends.getOrDefault(promptId, 0);
    }

    /** These are answered from now on: if the process ends before {@link #finished}, they are suspects, and a suspect's end counts. */
    synchronized void started(Collection<String> promptIds) {
        write(List.copyOf(promptIds));
    }

    /** The process lived: what these made of it before is forgotten. */
    synchronized void finished(Collection<String> promptIds) {
        ends.keySet().removeAll(List.copyOf(promptIds));
        write(List.of());
    }

    /** The process is ended on purpose, maybe before it has finished: nothing counts any more. */
    synchronized void stopping() {
        stopping = true;
        write(List.of());
    }

    private void write(List<String> answered) {
        TreeSet<String> ids = new TreeSet<>(ends.keySet());
        List<String> doing = stopping ? List.of() : answered;
        ids.addAll(doing);
        Doing active = doing.size() == 1 && ends.keySet().containsAll(doing) ? Doing.AGAIN : Doing.FIRST;
        StringBuilder lines = new StringBuilder(BOOT).append(boot).append('\n');
        for (String id : ids) {
            lines.append(ends.getOrDefault(id, 0))
                    .append(' ')
                    .append(doing.contains(id) ? active : Doing.WAITING)
                    .append(' ')
                    .append(id)
                    .append('\n');
        }
        replace(lines.toString());
    }

    private void replace(String content) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warnf("%s cannot be written (%s): a prompt that ends this process would not be known", file, e);
        }
    }

    private static String bootId() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException noProcFileSystem) {
            return "unknown";
        }
    }
}
