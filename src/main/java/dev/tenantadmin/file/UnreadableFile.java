package dev.tenantadmin.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why a file could not be read or written, in words. */
public final class UnreadableFile {

    private UnreadableFile() {}

    /** The end of a sentence that begins with the file, such as {@code is a directory}. */
    public static String reason(String file, IOException thrown) {
        if (thrown instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (Files.isDirectory(Path.of(file))) {
            return "is a directory";
        }
        if (thrown instanceof FileAlreadyExistsException other) {
            return "cannot be made: %s is not a directory".formatted(other.getFile());
        }
        if (thrown instanceof AccessDeniedException
                || (thrown instanceof FileNotFoundException && Files.exists(Path.of(file)))) {
            return "is not yours to use: permission denied";
        }
        if (thrown instanceof NotUtf8Exception other) {
            return "is not in UTF-8: see line " + other.line();
        }
        String said = thrown instanceof FileSystemException refused ? refused.getReason() : thrown.getMessage();
        return "cannot be used: " + (said == null ? "the system gives no reason" : said);
    }
}
