package dev.tenantadmin.command.verify;

import dev.tenantadmin.command.verify.VerifyResult.Cell;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tenant against tenant: a row for each checked tenant, a column for each existing one, and one for a tenant that does not exist. */
final class Matrix {

    static final String LEGEND =
            "o proved: does its own work and nothing else; s suspended, can do nothing; . reaches nothing there;"
                    + " w can do more at home than is meant; ! cannot do its work; ? not decided; X LEAK";

    private final VerifyResult proof;
    private final Map<String, Cell> cells = new HashMap<>();

    Matrix(VerifyResult proof) {
        this.proof = proof;
        proof.cells().forEach(cell -> cells.put(key(cell.tenant(), cell.against()), cell));
    }

    private static String key(String tenant, @Nullable String against) {
        return tenant + "/" + (against == null ? "" : against);
    }

    /** Null where nothing is reached. */
    @Nullable
    Cell cell(String tenant, @Nullable String against) {
        return cells.get(key(tenant, against));
    }

    /** One character for a cell, as {@link #LEGEND} has it. */
    char sign(String tenant, @Nullable String against) {
        Cell cell = cell(tenant, against);
        if (cell == null) {
            return '.';
        }
        boolean isOwn = tenant.equals(against);
        if (cell.leaks() > 0) {
            return isOwn ? 'w' : 'X';
        } else if (cell.undecided() > 0) {
            return '?';
        } else if (cell.missing() > 0) {
            return '!';
        }
        if (!isOwn) {
            return '.';
        }
        return proof.suspended().contains(tenant) ? 's' : 'o';
    }

    void text(PrintWriter out) {
        List<String> columns = proof.everyone();
        int width = String.valueOf(columns.size()).length();
        int names = columns.stream().mapToInt(String::length).max().orElse(0);
        String margin = " ".repeat(width + names + 3);
        for (int digit = 0; digit < width; digit++) {
            StringBuilder heads = new StringBuilder(margin);
            for (int i = 1; i <= columns.size(); i++) {
                heads.append(("%" + width + "d").formatted(i).charAt(digit));
            }
            out.println(heads.append(digit == width - 1 ? " -" : "").toString().stripTrailing());
        }
        for (int row = 0; row < columns.size(); row++) {
            String tenant = columns.get(row);
            if (!proof.tenants().contains(tenant)) {
                continue;
            }
            StringBuilder line = new StringBuilder(("%" + width + "d %-" + names + "s  ").formatted(row + 1, tenant));
            columns.forEach(against -> line.append(sign(tenant, against)));
            out.println(line.append(' ').append(sign(tenant, null)));
        }
    }
}
