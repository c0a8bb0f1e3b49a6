package dev.tenantadmin.command.apply;

import java.util.Collection;
import java.util.List;

/** A file has errors; holds all that were found. */
public final class InvalidTenantsFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public InvalidTenantsFileException(Collection<Problem> problems) {
        super(problems.size() == 1 ? "1 error" : problems.size() + " errors");
        this.problems = problems.stream().sorted().distinct().toList();
    }

    /** By line. */
    public List<Problem> problems() {
        return problems;
    }
}
