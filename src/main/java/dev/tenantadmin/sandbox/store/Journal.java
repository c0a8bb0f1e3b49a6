package dev.tenantadmin.sandbox.store;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state file, private to its owner: a header, then a line for each row written. A "part" line counts only together with the "last" line
 * that follows it, so that a killed process leaves no half operation. Callers hold the lock.
 */
final class Journal implements AutoCloseable {
    private static final int VERSION = 1;
    private static final String HEADER_START = "{\"sandbox\":";
    private static final String HEADER = HEADER_START + VERSION + "}\n";
    private static final String PART = "{\"part\":\"";
    private static final String LAST = "{\"last\":\"";
    private static final String VALUE = "\",\"value\":";
    private static final int MARK_LENGTH = LAST.length();
    private static final int WORTH_COMPACTING = 64 * 1024;

    /** The state can contain secrets, such as keys. */
    private static final Set<PosixFilePermission> OWNERS = Set.of(OWNER_READ, OWNER_WRITE);

    private final Path file;
    private FileChannel lockChannel;
    // Not a channel: an interrupt closes channels, and time-outs interrupt callers.
    private @Nullable RandomAccessFile open;
    private @Nullable Object fileKey;
    private long position;
    private int lines;

    Journal(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        Files.createDirectories(Objects.requireNonNull(this.file.getParent(), "a state file is in a directory"));
        // A separate file, because compaction replaces the state file while others use it.
        this.lockChannel = openLockChannel(this.file);
    }

    Path file() {
        return file;
    }

    private static FileChannel openLockChannel(Path file) throws IOException {
        return open(lockFile(file), StandardOpenOption.CREATE);
    }

    private static Path lockFile(Path file) {
        return Path.of(file + ".lock");
    }

    /** Opens a file for writing; a new file is private from the beginning. */
    private static FileChannel open(Path path, StandardOpenOption creation) throws IOException {
        return FileChannel.open(
                path,
                Set.of(StandardOpenOption.WRITE, creation),
                hasPermissions(path)
                        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNERS)}
                        : new FileAttribute<?>[0]);
    }

    private static boolean hasPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Removes other users' permissions, set by an older version or by somebody else; only for files known to be ours. */
    private void narrow() throws IOException {
        for (Path path : List.of(file, lockFile(file))) {
            if (hasPermissions(path) && !OWNERS.containsAll(Files.getPosixFilePermissions(path))) {
                Files.setPosixFilePermissions(path, OWNERS);
            }
        }
    }

    /** Waits for the lock; keeps an interrupt for the caller. */
    FileLock lock() throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try {
                    return lockChannel.lock();
                } catch (FileLockInterruptionException | ClosedByInterruptException e) {
                    lockChannel.close();
                    lockChannel = openLockChannel(file);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Reads what others have written since; starts again if the file was replaced. */
    void readInto(NavigableMap<String, Row> rows) throws IOException {
        Object current = currentFileKey();
        RandomAccessFile known = open;
        if (known != null && Objects.equals(current, fileKey) && known.length() == position) {
            return;
        }
        if (known == null || !Objects.equals(current, fileKey) || known.length() < position) {
            forget();
            rows.clear();
            if (current == null) {
                return;
            }
            known = new RandomAccessFile(file.toFile(), "rw");
            open = known;
            fileKey = current;
        }
        byte[] bytes = new byte[Math.toIntExact(known.length() - position)];
        known.seek(position);
        known.readFully(bytes);
        boolean first = position == 0;
        index(bytes, rows);
        if (first) {
            narrow();
        }
    }

    private @Nullable Object currentFileKey() throws IOException {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return key == null ? file : key;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private void index(byte[] bytes, NavigableMap<String, Row> rows) {
        int start = 0;
        int line = lines;
        List<Map.Entry<String, Row>> parts = new ArrayList<>();
        if (position == 0) {
            start = headerLength(bytes);
            position = start;
            line = start == 0 ? 0 : 1;
        }
        long base = position - start;
        while (start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            if (end == bytes.length) {
                break; // The process was killed while writing this line.
            }
            line++;
            parts.add(row(bytes, start, end, line));
            boolean complete = startsWith(bytes, start, end, LAST);
            start = end + 1;
            if (complete) {
                for (Map.Entry<String, Row> part : parts) {
                    if (part.getValue().isRemoval()) {
                        rows.remove(part.getKey());
                    } else {
                        rows.put(part.getKey(), part.getValue());
                    }
                }
                parts.clear();
                position = base + start;
                lines = line;
            }
        }
    }

    private int headerLength(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        String header = new String(bytes, 0, end, StandardCharsets.UTF_8);
        if (end == bytes.length && HEADER.startsWith(header)) {
            return 0;
        }
        if ((header + "\n").equals(HEADER)) {
            return end + 1;
        }
        boolean newer = header.matches("\\{\"sandbox\":\\d+\\}");
        throw new StateFileException(
                newer
                        ? "The state file " + file + " is of version "
                                + header.replaceAll("\\D", "") + ", which is newer than this program's version "
                                + VERSION + "."
                        : "The file " + file + " is not a state file of the sandbox.",
                newer);
    }

    private Map.Entry<String, Row> row(byte[] bytes, int start, int end, int line) {
        if (startsWith(bytes, start, end, LAST) || startsWith(bytes, start, end, PART)) {
            int keyStart = start + MARK_LENGTH;
            int keyEnd = keyStart;
            while (keyEnd < end && bytes[keyEnd] != '"') {
                keyEnd++;
            }
            if (startsWith(bytes, keyEnd, end, VALUE) && bytes[end - 1] == '}') {
                int value = keyEnd + VALUE.length();
                return Map.entry(
                        new String(bytes, keyStart, keyEnd - keyStart, StandardCharsets.UTF_8),
                        new Row(bytes, value, end - 1 - value, line));
            }
        }
        throw damaged(line, null);
    }

    private static boolean startsWith(byte[] bytes, int start, int end, String text) {
        if (end - start < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[start + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    StateFileException damaged(int line, @Nullable Throwable cause) {
        return new StateFileException("The state file " + file + " is damaged in line " + line + ".", true, cause);
    }

    /** Appends the rows of one operation; null removes a row. */
    void append(Map<String, @Nullable Row> changes) throws IOException {
        RandomAccessFile target = open;
        if (target == null) {
            open(file, StandardOpenOption.CREATE).close();
            narrow();
            target = new RandomAccessFile(file.toFile(), "rw");
            open = target;
            fileKey = currentFileKey();
        }
        StringBuilder text = new StringBuilder();
        int written = changes.size();
        if (position == 0) {
            text.append(HEADER);
            written++;
        }
        int left = changes.size();
        for (Map.Entry<String, @Nullable Row> change : changes.entrySet()) {
            left--;
            Row row = change.getValue();
            appendLine(text, left == 0 ? LAST : PART, change.getKey(), row == null ? "null" : row.json());
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        target.setLength(position);
        target.seek(position);
        target.write(bytes);
        position += bytes.length;
        lines += written;
    }

    private static void appendLine(StringBuilder text, String mark, String key, String json) {
        text.append(mark).append(key).append(VALUE).append(json).append("}\n");
    }

    /** Rewrites the file if most of it is out of date. */
    void compact(NavigableMap<String, Row> rows) throws IOException {
        if (position < WORTH_COMPACTING || lines < 2 * rows.size()) {
            return;
        }
        StringBuilder text = new StringBuilder(HEADER);
        rows.forEach((key, row) -> appendLine(text, LAST, key, row.json()));
        Path replacement = Path.of(file + ".new");
        Files.deleteIfExists(replacement);
        open(replacement, StandardOpenOption.CREATE_NEW).close();
        Files.writeString(replacement, text);
        Files.move(replacement, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        readInto(rows);
    }

    /** Removes the file if it is a state file of any version; returns whether there was one. */
    boolean delete() throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(HEADER_START.length());
        }
        // A header can be incomplete, like any line.
        if (!HEADER_START.startsWith(new String(start, StandardCharsets.UTF_8))) {
            throw new StateFileException("The file " + file + " is not a state file of the sandbox.", false);
        }
        Files.delete(file);
        return true;
    }

    private void forget() throws IOException {
        if (open != null) {
            open.close();
        }
        open = null;
        fileKey = null;
        position = 0;
        lines = 0;
    }

    @Override
    public void close() throws IOException {
        forget();
        lockChannel.close();
    }
}
