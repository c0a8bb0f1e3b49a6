package dev.tenantadmin.file;

import java.nio.charset.CharacterCodingException;

/** A line of a text is not in UTF-8. */
public final class NotUtf8Exception extends CharacterCodingException {

    private static final long serialVersionUID = 1L;

    private final int line;

    NotUtf8Exception(int line) {
        this.line = line;
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }

    @Override
    public String getMessage() {
        return "line %d is not in UTF-8".formatted(line);
    }
}
