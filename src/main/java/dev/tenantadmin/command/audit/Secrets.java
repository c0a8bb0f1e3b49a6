package dev.tenantadmin.command.audit;

import dev.tenantadmin.tenant.name.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What looks like a secret where everybody who may describe a thing can read it. Tells where, and never the text. */
final class Secrets {

    /** A form that secrets of one kind have, by their issuers' own documentation. */
    private enum Form {
        AWS_KEY("an AWS access key id", "\\b(AKIA|ASIA)[0-9A-Z]{16}\\b"),
        PRIVATE_KEY("a private key", "-----BEGIN [A-Z ]*PRIVATE KEY-----"),
        GITHUB("a GitHub token", "\\bgh[pousr]_[0-9A-Za-z]{36}|\\bgithub_pat_[0-9A-Za-z_]{22,}"),
        GITLAB("a GitLab token", "\\bglpat-[0-9A-Za-z_-]{20,}"),
        SLACK("a Slack token", "\\bxox[abeprs]-[0-9A-Za-z-]{10,}"),
        HUGGING_FACE("a Hugging Face token", "\\bhf_[0-9A-Za-z]{30,}"),
        API_KEY("an API key", "\\bsk-[0-9A-Za-z_-]{20,}|\\bAIza[0-9A-Za-z_-]{35}"),
        TOKEN("a JSON web token", "\\beyJ[0-9A-Za-z_-]{10,}\\.eyJ[0-9A-Za-z_-]{10,}\\.[0-9A-Za-z_-]+"),
        ADDRESS("a password in an address", "://[^/\\s:@'\"]+:[^/\\s@$'\"{<]+@");

        private final String words;
        private final Pattern pattern;

        Form(String words, String pattern) {
            this.words = words;
            this.pattern = Pattern.compile(pattern);
        }
    }

    /** Names of what holds a secret. */
    private static final String NAME = "(password|passwd|secret|token|api_?key|access_?key|private_?key|credentials?)";

    private static final String NAMED_SO = "named like a secret";

    private static final Pattern NAMED = Pattern.compile("(?i)(.*_)?" + NAME);

    /** Where the secret itself is kept elsewhere. */
    private static final Pattern REFERENCE =
            Pattern.compile("(?i)|arn:.*|s3://.*|/.*|true|false|none|null|\\d{1,5}|\\$.*|\\{\\{.*");

    /** A text that a script gives to such a name; what it computes is no secret in the script. */
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)\\b\\w*" + NAME + "\\s*[=:]\\s*(\"(?<double>[^\"]*)\"|'(?<single>[^']*)'|(?<bare>[^\\s\"'`$();|&]+))");

    private Secrets() {}

    static Check check(String tenant, Checked checked, List<String> found) {
        return Check.of(
                tenant, Control.SECRETS, checked, found.isEmpty(), found.isEmpty() ? "none" : String.join("; ", found));
    }

    /** Where variables hold what looks like a secret. */
    static List<String> ofVariables(Map<String, String> variables) {
        List<String> found = new ArrayList<>();
        new TreeMap<>(variables).forEach((name, value) -> {
            Optional<String> form = form(value);
            if (form.isPresent()) {
                found.add("variable %s: %s".formatted(Printable.text(name), form.get()));
            } else if (NAMED.matcher(name).matches()
                    && !REFERENCE.matcher(value).matches()) {
                found.add("variable %s: %s".formatted(Printable.text(name), NAMED_SO));
            }
        });
        return found;
    }

    /** In which lines a script holds what looks like a secret. */
    static List<String> ofScript(String script) {
        List<String> found = new ArrayList<>();
        List<String> lines = script.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int number = i + 1;
            ofLine(lines.get(i)).ifPresent(what -> found.add("line %d: %s".formatted(number, what)));
        }
        return found;
    }

    private static Optional<String> ofLine(String line) {
        Optional<String> form = form(line);
        Matcher assigned = ASSIGNED.matcher(line);
        while (form.isEmpty() && assigned.find()) {
            String text = Stream.of("double", "single", "bare")
                    .map(assigned::group)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse("");
            if (!REFERENCE.matcher(text).matches()) {
                return Optional.of(NAMED_SO);
            }
        }
        return form;
    }

    private static Optional<String> form(String text) {
        return Stream.of(Form.values())
                .filter(form -> form.pattern.matcher(text).find())
                .map(form -> form.words)
                .findFirst();
    }
}
