package dev.attune.lm.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;

import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.transformer.Transformer;

/**
 * The adapters of one frozen model by name, each a PEFT folder of some kilobytes, as many of them in memory as a budget allows. Who
 * wants one borrows it; what nobody has borrowed may be put out of memory, least recently used first, and is read again from its
 * folder when it is next wanted. Safe for many threads; one at a time reads, while others borrow what is in memory.
 */
public final class AdapterShelf implements AutoCloseable {
    private static final double MEBI = 1 << 20;

    private final Transformer transformer;
    private final NDManager manager;
    private final long budget;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<Entry> replaced = new ArrayList<>();
    private final Object reading = new Object();
    private long clock;
    private long bytes;

    /** One name; what it stands for may have been replaced meanwhile. */
    private static final class Entry {
        private final String name;
        private final Path folder;
        private @Nullable ResidentAdapter adapter;
        private String kind = "";
        private int users;
        private long used;

        private Entry(String name, Path folder) {
            this.name = name;
            this.folder = folder;
        }
    }

    /**
     * What is known of one adapter.
     *
     * @param kind such as {@code lora}
     * @param bytes in memory; 0 while it is not
     * @param users who have borrowed it
     */
    public record Described(String name, Path folder, String kind, long bytes, int users) {}

    /**
     * An adapter in use: it stays in memory until this is closed, whatever happens to its name. Close it after the generation, by
     * any thread; again does nothing.
     */
    public static final class Borrowed implements AutoCloseable {
        private final AdapterShelf shelf;
        private final Entry entry;
        private final ResidentAdapter adapter;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Borrowed(AdapterShelf shelf, Entry entry, ResidentAdapter adapter) {
            this.shelf = shelf;
            this.entry = entry;
            this.adapter = adapter;
        }

        /** For {@code GenerationRequest} or {@link RowAdapters}. */
        public ResidentAdapter adapter() {
            return adapter;
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                shelf.giveBack(entry);
            }
        }
    }

    /**
     * An empty shelf.
     *
     * @param parent owner of the memory, which must outlive the shelf
     * @param budget bytes that adapters may take together
     */
    public AdapterShelf(NDManager parent, Transformer transformer, long budget) {
        this.transformer = transformer;
        this.manager = parent.newSubManager();
        this.budget = budget;
    }

    /**
     * Reads the PEFT folder and puts it under {@code name}; what was there goes as soon as nobody uses it.
     *
     * @throws dev.attune.lm.error.CheckpointException if it is damaged, or of another base model than the one here
     * @throws IllegalArgumentException if there is no room beside what is in use
     */
    public void add(String name, Path folder) {
        synchronized (reading) {
            Entry entry = new Entry(name, folder);
            ResidentAdapter adapter = read(entry);
            synchronized (this) {
                put(entry, adapter);
                Entry before = entries.put(name, entry);
                if (before != null) {
                    retire(before);
                }
            }
        }
    }

    /** Forgets {@code name}; who has borrowed it keeps it. Says whether it was there. */
    public synchronized boolean remove(String name) {
        Entry entry = entries.remove(name);
        if (entry == null) {
            return false;
        }
        retire(entry);
        return true;
    }

    /**
     * The adapter for use; read from its folder if it is not in memory.
     *
     * @throws NoSuchElementException if there is no such name
     * @throws dev.attune.lm.error.CheckpointException if the folder is gone or has changed for the worse
     * @throws IllegalArgumentException if there is no room beside what is in use
     */
    public Borrowed borrow(String name) {
        Borrowed there = borrowFromMemory(name);
        if (there != null) {
            return there;
        }
        synchronized (reading) {
            there = borrowFromMemory(name); // perhaps somebody else has read it meanwhile
            if (there != null) {
                return there;
            }
            Entry entry = known(name);
            ResidentAdapter adapter = read(entry);
            synchronized (this) {
                put(entry, adapter);
                if (entries.get(name) != entry) {
                    free(entry);
                    throw unknown(name);
                }
                return lent(entry, adapter);
            }
        }
    }

    private synchronized @Nullable Borrowed borrowFromMemory(String name) {
        Entry entry = known(name);
        return entry.adapter == null ? null : lent(entry, entry.adapter);
    }

    private Borrowed lent(Entry entry, ResidentAdapter adapter) {
        entry.users++;
        entry.used = ++clock;
        return new Borrowed(this, entry, adapter);
    }

    private synchronized Entry known(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw unknown(name);
        }
        return entry;
    }

    private NoSuchElementException unknown(String name) {
        return new NoSuchElementException("There is no adapter named " + name + "; there are "
                + (entries.isEmpty() ? "none" : String.join(", ", entries.keySet())) + ".");
    }

    /** All names, in the order in which they came. */
    public synchronized List<Described> list() {
        return entries.values().stream()
                .map(entry -> new Described(
                        entry.name,
                        entry.folder,
                        entry.kind,
                        entry.adapter == null ? 0 : entry.adapter.bytes(),
                        entry.users))
                .toList();
    }

    /** Bytes of all that is in memory. */
    public synchronized long bytes() {
        return bytes;
    }

    /** Those who want what is in memory need not wait for this. */
    private ResidentAdapter read(Entry entry) {
        long about = size(entry.folder);
        synchronized (this) {
            makeRoom(entry.name, about);
        }
        return ResidentAdapter.of(manager, transformer, PeftDirectory.load(manager, transformer, entry.folder));
    }

    private void put(Entry entry, ResidentAdapter adapter) {
        try {
            makeRoom(entry.name, adapter.bytes());
        } catch (IllegalArgumentException full) {
            adapter.close();
            throw full;
        }
        entry.adapter = adapter;
        entry.kind = adapter.kind();
        entry.used = ++clock;
        bytes += adapter.bytes();
    }

    /** About what the adapter will take, before it is read: numbers in memory are as many as in the file. */
    private static long size(Path folder) {
        Path weights = folder.resolve(PeftDirectory.WEIGHTS);
        try {
            return Files.exists(weights) ? Files.size(weights) : 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void makeRoom(String name, long wanted) {
        List<Entry> idle = entries.values().stream()
                .filter(entry -> entry.users == 0 && entry.adapter != null)
                .sorted(Comparator.comparingLong(entry -> entry.used))
                .toList();
        for (Entry entry : idle) {
            if (bytes + wanted <= budget) {
                return;
            }
            free(entry);
        }
        if (bytes + wanted > budget) {
            throw new IllegalArgumentException(
                    "The adapter %s needs %.1f MB, but adapters may take %.1f MB and those in use take %.1f; give them more memory."
                            .formatted(name, wanted / MEBI, budget / MEBI, bytes / MEBI));
        }
    }

    private void retire(Entry entry) {
        if (entry.users == 0) {
            free(entry);
        } else {
            replaced.add(entry);
        }
    }

    private synchronized void giveBack(Entry entry) {
        entry.users--;
        if (entry.users == 0 && replaced.remove(entry)) {
            free(entry);
        }
    }

    private void free(Entry entry) {
        ResidentAdapter adapter = entry.adapter;
        if (adapter != null) {
            bytes -= adapter.bytes();
            adapter.close();
            entry.adapter = null;
        }
    }

    /** Frees everything; nobody may be using any of it. */
    @Override
    public synchronized void close() {
        entries.values().forEach(this::free);
        replaced.forEach(this::free);
        entries.clear();
        replaced.clear();
        manager.close();
    }
}
