package dev.tenantadmin.aws.notebook;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sagemaker.model.InstanceType;

/** The known instance types of notebooks. The SDK's list lags behind SageMaker's, so only AWS decides. */
public final class NotebookTypes {

    /** Amazon Linux 2023 supports none of these (src/site/markdown/design/aws-facts.md). */
    private static final Set<String> NOT_ON_AL2023 = Set.of("ml.p2", "ml.p3", "ml.p3dn", "ml.inf1", "ml.g3");

    private NotebookTypes() {}

    /** Why AWS may refuse a type, if there is a reason to think so. */
    public static Optional<String> doubt(String type) {
        String family = family(type);
        if (NOT_ON_AL2023.contains(family)) {
            return Optional.of(
                    "notebooks on Amazon Linux 2023 do not support %s, so AWS may refuse %s".formatted(family, type));
        }
        List<String> known = InstanceType.knownValues().stream()
                .map(InstanceType::toString)
                .filter(one -> family(one).equals(family))
                .toList();
        if (known.contains(type)) {
            return Optional.empty();
        }
        return Optional.of("%s is not a notebook instance type that tenant-admin knows, so AWS may refuse it%s"
                .formatted(
                        type,
                        known.isEmpty() ? "" : "; of %s it knows %s".formatted(family, String.join(", ", known))));
    }

    private static String family(String type) {
        int dot = type.lastIndexOf('.');
        return dot < 0 ? type : type.substring(0, dot);
    }
}
