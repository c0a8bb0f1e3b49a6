package dev.tenantadmin.cli;

import java.util.List;
import java.util.Optional;

/**
 * Words that people try because other tools have them.
 *
 * @param words what they try
 * @param line what to use instead: the arguments, with which commands begin
 * @param remark what else to know; may be empty
 */
public record OtherWords(List<String> words, String line, String remark) {

    /** All of them. */
    public static List<OtherWords> all() {
        return List.of(
                of("list-tenants", "ls", "list", "tenants", "ps"),
                of("describe-tenant", "get", "show", "describe", "info", "status", "inspect", "view"),
                of("create-tenant", "create", "new", "add", "make", "update", "set", "edit", "change", "upgrade"),
                of("delete-tenant", "delete", "rm", "remove", "del", "destroy", "drop"),
                of("url", "open", "link", "notebook", "connect", "presign"),
                of("add-user", "user", "users", "invite", "create-user"),
                of("remove-user", "delete-user"),
                of("remove-notebook", "delete-notebook"),
                of("create-tenant", "create-notebook", "add-notebook"),
                of("undeploy", "delete-endpoint", "remove-endpoint"),
                of("list-endpoints", "endpoints"),
                of("apply", "import"),
                of("apply --dry-run", "plan", "diff"),
                of("sandbox serve", "serve"),
                of("sandbox reset", "reset"),
                of("permissions", "policy"),
                of("doctor", "check", "test", "validate", "init", "configure"),
                of("--version", "version"),
                new OtherWords(
                        List.of("login", "logout", "auth", "whoami"),
                        "doctor",
                        "there is nothing to log in to: credentials are those of AWS's variables and profiles"));
    }

    private static OtherWords of(String line, String... words) {
        return new OtherWords(List.of(words), line, "");
    }

    /** What to use instead of this word, as the end of a sentence. */
    static Optional<String> instead(String word) {
        return all().stream()
                .filter(other -> other.words().contains(word))
                .findFirst()
                .map(other -> "%s; use 'tenant-admin %s'"
                        .formatted(other.remark().isEmpty() ? "" : "; " + other.remark(), other.line()));
    }
}
