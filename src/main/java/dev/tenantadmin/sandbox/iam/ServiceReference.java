package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.policy.language.Arn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What AWS publishes about its services: their names as principals, and the forms of their ARNs. */
final class ServiceReference {
    private static final Pattern SERVICE =
            Pattern.compile("(?:[\\w-]+\\.)*?(?<name>[\\w-]+)(\\.[a-z]+(-[a-z]+)+-\\d)?\\.amazonaws\\.com(\\.cn)?");
    private static final Set<String> SERVICES = lines("service-principals.txt").collect(Collectors.toUnmodifiableSet());
    private static final Map<String, List<Template>> TEMPLATES = lines("resource-templates.txt")
            .map(Template::of)
            // The template that says the most is the resource's own.
            .sorted(Comparator.comparing((Template template) -> -template.literals()))
            .collect(Collectors.groupingBy(Template::service));

    private ServiceReference() {}

    private record Template(String service, int literals, String text, Pattern pattern) {
        static Template of(String text) {
            String any =
                    text.replaceAll("\\$\\{[^}]*}$", "\\\\E.+\\\\Q").replaceAll("\\$\\{[^}]*}", "\\\\E[^:/]+\\\\Q");
            return new Template(
                    Arn.parts(text.replaceAll("\\$\\{[^}]*}", "")).get(2),
                    text.replaceAll("\\$\\{[^}]*}", "").length(),
                    text,
                    Pattern.compile("\\Q" + any + "\\E"));
        }
    }

    /** The lines of a table beside this class, without its comments. */
    static Stream<String> lines(String resource) {
        try (InputStream stream = Objects.requireNonNull(ServiceReference.class.getResourceAsStream(resource));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a trust policy can have this service as a principal, such as {@code ops.apigateway.amazonaws.com}. */
    static boolean isService(String principal) {
        var service = SERVICE.matcher(principal);
        // The one service under another domain (Alexa Skills Kit's guide).
        return principal.equals("alexa-appkit.amazon.com")
                || (service.matches() && SERVICES.contains(service.group("name")));
    }

    /** The form of a resource's ARN, such as {@code arn:aws:s3:::${BucketName}}. */
    static Optional<String> template(String resource) {
        List<String> parts = Arn.parts(resource);
        return parts.size() < Arn.PARTS
                ? Optional.empty()
                : TEMPLATES.getOrDefault(parts.get(2), List.of()).stream()
                        .filter(template -> template.pattern().matcher(resource).matches())
                        .findFirst()
                        .map(template -> template.text().replace("${Partition}", parts.get(1)));
    }
}
