package dev.tenantadmin.sandbox.store;

import dev.tenantadmin.file.UnreadableFile;
import dev.tenantadmin.sandbox.wire.AwsException;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** The account's rows by key, in memory; with a journal, shared with other processes through it. */
public final class Store implements AutoCloseable {
    /** A page of a list and the start of the next. */
    public record Page<T>(List<T> items, @Nullable String next) {}

    private static final char AFTER_SLASH = '/' + 1;

    private final TreeMap<String, Row> rows = new TreeMap<>();
    private final Map<String, @Nullable Row> before = new LinkedHashMap<>();
    private final @Nullable Journal journal;
    private final StaleReads staleReads;

    private Store(@Nullable Journal journal, StaleReads staleReads) {
        this.journal = journal;
        this.staleReads = staleReads;
    }

    /** An empty account, in memory only. */
    public static Store inMemory(StaleReads staleReads) {
        return new Store(null, staleReads);
    }

    /** An independent copy of the current state, in memory. */
    public synchronized Store copy(StaleReads staleReadsOfCopy) {
        Store copy = new Store(null, staleReadsOfCopy);
        copy.rows.putAll(rows);
        return copy;
    }

    /** The account in a state file; the first write creates the file. */
    public static Store open(Path file, StaleReads staleReads) {
        try {
            Journal journal = new Journal(file);
            Store store = new Store(journal, staleReads);
            try {
                store.locked(journal, () -> {
                    journal.compact(store.rows);
                    return store;
                });
                return store;
            } catch (IOException | RuntimeException e) {
                journal.close();
                throw e;
            }
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** Removes a state file; returns whether there was one. */
    public static boolean reset(Path file) {
        try (Journal journal = new Journal(file)) {
            synchronized (Store.class) {
                FileLock lock = journal.lock();
                try {
                    return journal.delete();
                } finally {
                    lock.release();
                }
            }
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static StateFileException unusable(Path file, IOException e) {
        return new StateFileException(
                "The state file %s %s.".formatted(file, UnreadableFile.reason(file.toString(), e)), false, e);
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T locked(Journal journal, Work<T> work) throws IOException {
        // A file lock belongs to the whole JVM, so a monitor separates stores with the same file.
        synchronized (Store.class) {
            FileLock lock = journal.lock();
            try {
                journal.readInto(rows);
                return work.run();
            } finally {
                lock.release();
            }
        }
    }

    /** Runs an operation alone, on everything written before it. Keeps its writes only if it returns. */
    public synchronized <T> T transact(Supplier<T> operation) {
        if (journal == null) {
            return attempt(operation, changes -> {});
        }
        try {
            return locked(journal, () -> attempt(operation, journal::append));
        } catch (IOException e) {
            throw unusable(journal.file(), e);
        }
    }

    private interface Commit<E extends Exception> {
        void accept(Map<String, @Nullable Row> changes) throws E;
    }

    private <T, E extends Exception> T attempt(Supplier<T> operation, Commit<E> commit) throws E {
        boolean done = false;
        try {
            T result = operation.get();
            if (!before.isEmpty()) {
                Map<String, @Nullable Row> changes = new LinkedHashMap<>();
                before.keySet().forEach(key -> changes.put(key, rows.get(key)));
                commit.accept(changes);
                staleReads.remember(before);
            }
            done = true;
            return result;
        } finally {
            if (!done) {
                before.forEach(this::set);
            }
            before.clear();
        }
    }

    /** Runs a read, inside an operation, on the state before the latest writes. */
    public <T> T readStale(Supplier<T> read) {
        Map<String, @Nullable Row> then = staleReads.rows();
        if (then.isEmpty()) {
            return read.get();
        }
        Map<String, @Nullable Row> now = new LinkedHashMap<>();
        then.keySet().forEach(key -> now.put(key, rows.get(key)));
        then.forEach(this::set);
        try {
            return read.get();
        } finally {
            now.forEach(this::set);
        }
    }

    private void set(String key, @Nullable Row row) {
        if (row == null) {
            rows.remove(key);
        } else {
            rows.put(key, row);
        }
    }

    private void change(String key, @Nullable Row row) {
        if (!before.containsKey(key)) {
            before.put(key, rows.get(key));
        }
        set(key, row);
    }

    /** Writes a row, inside an operation. */
    public void put(String key, SdkPojo value) {
        if (key.indexOf('"') >= 0 || key.indexOf('\\') >= 0 || key.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("A key is written without escapes: " + key);
        }
        change(key, new Row(value));
    }

    /** Removes a row, inside an operation, if it exists. */
    public void remove(String key) {
        if (rows.containsKey(key)) {
            change(key, null);
        }
    }

    /** Whether there is a row with this key. */
    public boolean has(String key) {
        return rows.containsKey(key);
    }

    /** The row with this key, or null. */
    public <T extends SdkPojo> @Nullable T get(String key, Class<T> type) {
        Row row = rows.get(key);
        if (row == null) {
            return null;
        }
        try {
            return row.value(type);
        } catch (IllegalArgumentException e) {
            throw journal == null ? e : journal.damaged(row.line(), e);
        }
    }

    /** The row with this key, if it exists. */
    public <T extends SdkPojo> Optional<T> find(String key, Class<T> type) {
        return Optional.ofNullable(get(key, type));
    }

    /** The current keys below a prefix that ends in a slash. */
    public List<String> keys(String prefix) {
        return List.copyOf(below(prefix).keySet());
    }

    /** The number of rows below a prefix that ends in a slash. */
    public int count(String prefix) {
        return below(prefix).size();
    }

    /** Whether there are rows below a prefix that ends in a slash. */
    public boolean any(String prefix) {
        return !below(prefix).isEmpty();
    }

    /** The rows below a prefix that ends in a slash, sorted by key. */
    public <T extends SdkPojo> List<T> all(String prefix, Class<T> type) {
        List<T> values = new ArrayList<>();
        for (String key : below(prefix).keySet()) {
            find(key, type).ifPresent(values::add);
        }
        return values;
    }

    private NavigableMap<String, Row> below(String prefix) {
        return rows.subMap(prefix, false, upTo(prefix), false);
    }

    private static String upTo(String prefix) {
        return prefix.substring(0, prefix.length() - 1) + AFTER_SLASH;
    }

    /**
     * A page of at most this many items, from the keys below a prefix and after a marker; a key can yield none.
     *
     * @throws AwsException if the marker is not one of these keys
     */
    public <T> Page<T> page(String prefix, @Nullable String marker, int most, Function<String, Optional<T>> item) {
        if (marker != null && !marker.startsWith(prefix)) {
            throw new AwsException("ValidationError", 400, "Invalid Marker.");
        }
        String from = marker == null ? prefix : marker;
        List<T> items = new ArrayList<>();
        String last = from;
        for (String key : rows.subMap(from, false, upTo(prefix), false).keySet()) {
            Optional<T> found = item.apply(key);
            if (found.isPresent()) {
                if (items.size() == most) {
                    return new Page<>(items, last);
                }
                items.add(found.get());
                last = key;
            }
        }
        return new Page<>(items, null);
    }

    @Override
    public synchronized void close() {
        if (journal != null) {
            try {
                journal.close();
            } catch (IOException e) {
                throw unusable(journal.file(), e);
            }
        }
    }
}
