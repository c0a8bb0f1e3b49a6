package dev.tenantadmin.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.testing.KeptPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The manual's page of the sandbox's operations is made from those that there are. */
class OperationsPageTest {
    private static final KeptPage KEPT =
            new KeptPage(Path.of("src/site/markdown/sandbox-operations.md"), "TENANT_ADMIN_WRITE_OPERATIONS");
    private static final Map<String, String> SERVICES =
            new TreeMap<>(Map.of("iam", "IAM", "sagemaker", "SageMaker", "sts", "STS"));

    @Test
    void thePageOfTheManualIsThatOfTheOperations() throws IOException, ClassNotFoundException {
        String made = page();
        KEPT.is(made);
    }

    private static String page() throws ClassNotFoundException {
        Set<String> there = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Class<?> request : RequiredPermissionsTest.requestTypes()) {
            there.add(request.getPackageName().split("\\.", -1)[4] + "."
                    + request.getSimpleName().replaceAll("Request$", ""));
        }
        Map<String, List<RequiredPermission>> permissions = new TreeMap<>(new RequiredPermissions().all());
        // The SDK for Java spells MFA and SSH as words; the table of permissions does not.
        permissions.keySet().removeIf(name -> !there.contains(name));
        StringBuilder page = new StringBuilder("""
                # The sandbox's operations

                These operations are in the sandbox, and each asks IAM for what stands beside it, as in AWS. Any other is refused: the error names the operation and says that the sandbox has none. `OperationsPageTest` writes this page from what there is.
                """);
        SERVICES.forEach((service, title) -> {
            List<String> rows = permissions.entrySet().stream()
                    .filter(operation -> operation.getKey().startsWith(service + "."))
                    .map(operation -> "| `%s` | %s |\n"
                            .formatted(
                                    operation.getKey().substring(service.length() + 1), actions(operation.getValue())))
                    .toList();
            page.append("\n## %s (%d)\n\n| operation | permissions |\n|---|---|\n".formatted(title, rows.size()));
            rows.forEach(page::append);
        });
        assertThat(permissions)
                .as("operations of the services " + SERVICES.keySet())
                .hasSize(there.size());
        return page.toString();
    }

    private static String actions(List<RequiredPermission> permissions) {
        return permissions.isEmpty()
                ? "none"
                : permissions.stream()
                        .map(permission -> "`" + permission.action() + "`")
                        .distinct()
                        .collect(Collectors.joining(", "));
    }
}
