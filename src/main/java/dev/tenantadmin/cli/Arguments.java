package dev.tenantadmin.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The words of a command line as far as they tell something before picocli has read them, or where it gave up. The launcher, which chooses
 * a cache, is the only other place that reads them by hand.
 */
public record Arguments(List<String> words) {

    private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version");
    private static final Pattern JSON = Pattern.compile(" (-o[ =]?|--output[ =])json ", Pattern.CASE_INSENSITIVE);

    public Arguments {
        words = List.copyOf(words);
    }

    /** Whether they show help or the version and do nothing else. */
    public boolean askForHelp() {
        return words.stream().anyMatch(HELP::contains);
    }

    /** Whether they may name this command. A value of an option can be the same word, which then costs time alone. */
    public boolean mayName(String command) {
        return words.contains(command);
    }

    /** Whether they ask for JSON; parsing may have ended before that was read. */
    public boolean askForJson() {
        return JSON.matcher(" " + String.join(" ", words) + " ").find();
    }

    /** Whether a flag is among them, a short one together with others too. */
    public boolean give(OptionSpec flag) {
        return words.stream()
                .anyMatch(word -> Stream.of(flag.names())
                        .anyMatch(name -> name.startsWith("--")
                                ? word.equals(name)
                                : word.matches("-[a-zA-Z]+") && word.indexOf(name.charAt(1)) > 0));
    }

    /** Whether an option is among them, with or without its value. */
    public boolean mention(OptionSpec option) {
        return words.stream().anyMatch(word -> Stream.of(option.names()).anyMatch(word::startsWith));
    }

    /** Whether the first call may go over TLS, as far as they and these variables tell. */
    public boolean mayNeedTls(Map<String, String> environment) {
        Stream<String> variables = Stream.of("AWS_ENDPOINT_URL", "TENANT_ADMIN_ENDPOINT_URL")
                .map(name -> environment.getOrDefault(name, ""));
        return !words.contains("--sandbox")
                && !environment.containsKey("TENANT_ADMIN_SANDBOX")
                && Stream.concat(words.stream(), variables).noneMatch(word -> word.contains("http://"));
    }
}
