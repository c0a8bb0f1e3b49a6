package dev.tenantadmin.cli;

import dev.tenantadmin.aws.http.ServiceEndpoint;
import dev.tenantadmin.cli.reference.Commands;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The words of a command line, for what is needed before picocli has parsed them, or after it gave up. Only the launcher, which chooses a
 * cache, parses them by hand too.
 */
public record Arguments(List<String> words) {

    private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version");
    private static final Pattern JSON = Pattern.compile(" (-o[ =]?|--output[ =])json ", Pattern.CASE_INSENSITIVE);

    private static final Pattern VERBOSE = Pattern.compile("--verbose|-[a-zA-Z]*v[a-zA-Z]*");

    /** The commands that change something; others may do so with an option, and then tell of it. */
    private static final Set<String> CHANGING = Set.of(
            "create-tenant",
            "delete-tenant",
            "apply",
            "add-user",
            "remove-user",
            "remove-notebook",
            "start",
            "stop",
            "suspend",
            "resume",
            "deploy",
            "undeploy");

    public Arguments {
        words = List.copyOf(words);
    }

    /** Whether they only show help or the version. */
    public boolean askForHelp() {
        return words.stream().anyMatch(HELP::contains)
                || words.stream().findFirst().equals(Optional.of("help"));
    }

    /** Whether they may name this command. An option's value can be the same word; that only costs time. */
    public boolean mayName(String command) {
        return words.contains(command);
    }

    /** Whether their command may change something, as far as words tell. */
    public boolean mayChange() {
        return CHANGING.stream().anyMatch(this::mayName) && !words.contains("--dry-run");
    }

    /** Whether they ask for all that there is to tell. */
    public boolean askForAllCalls() {
        return words.stream().anyMatch(word -> VERBOSE.matcher(word).matches());
    }

    /** Whether they ask for JSON, even if parsing ended before that option. */
    public boolean askForJson() {
        return JSON.matcher(" " + String.join(" ", words) + " ").find();
    }

    /** Whether a flag is among them, also as a short flag combined with others. */
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

    /** The value that an option has from these words, or from its variable; what is wrong with it is found out later. */
    public Optional<String> value(String option, Map<String, String> environment) {
        String value = environment.getOrDefault(Commands.variable(option.substring(2)), "");
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith(option + "=")) {
                value = words.get(i).substring(option.length() + 1);
            } else if (words.get(i).equals(option) && i + 1 < words.size()) {
                value = words.get(i + 1);
            }
        }
        return Optional.of(value).filter(text -> !text.isEmpty());
    }

    /** The services that their command calls, as far as words tell; one too many only costs a connection. */
    public Set<ServiceEndpoint> services(boolean regionIsGiven) {
        Set<ServiceEndpoint> services = EnumSet.allOf(ServiceEndpoint.class);
        if (mayName("url") && mayName("--as-caller")) {
            services.remove(ServiceEndpoint.STS);
        }
        if (mayName("url") && regionIsGiven) {
            services.remove(ServiceEndpoint.IAM);
        }
        if (mayName("credentials")) {
            services.remove(ServiceEndpoint.SAGEMAKER);
        }
        return services;
    }

    /** Whether the first call may use TLS, judging by these words and variables. */
    public boolean mayNeedTls(Map<String, String> environment) {
        Stream<String> variables = Stream.of("AWS_ENDPOINT_URL", "TENANT_ADMIN_ENDPOINT_URL")
                .map(name -> environment.getOrDefault(name, ""));
        return !words.contains("--sandbox")
                && !environment.containsKey("TENANT_ADMIN_SANDBOX")
                && Stream.concat(words.stream(), variables).noneMatch(word -> word.contains("http://"));
    }
}
