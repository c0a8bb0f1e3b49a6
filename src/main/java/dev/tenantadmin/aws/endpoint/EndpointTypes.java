package dev.tenantadmin.aws.endpoint;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sagemaker.model.InstanceType;
import software.amazon.awssdk.services.sagemaker.model.ProcessingInstanceType;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantInstanceType;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;
import software.amazon.awssdk.services.sagemaker.model.TransformInstanceType;

/** The known instance types of endpoints. The SDK's list lags behind SageMaker's, so of new ones only AWS decides. */
public final class EndpointTypes {

    private EndpointTypes() {}

    /**
     * Checks an instance type.
     *
     * @return why AWS may refuse it, if there is a reason to think so
     * @throws IllegalArgumentException if it is one of notebooks or jobs alone
     */
    public static Optional<String> doubt(String type) {
        List<String> ofEndpoints = ProductionVariantInstanceType.knownValues().stream()
                .map(ProductionVariantInstanceType::toString)
                .toList();
        if (ofEndpoints.contains(type)) {
            return Optional.empty();
        }
        List<String> family = ofEndpoints.stream()
                .filter(one -> family(one).equals(family(type)))
                .sorted()
                .toList();
        String others =
                family.isEmpty() ? "" : "; of %s there are %s".formatted(family(type), String.join(", ", family));
        boolean isOfOthers = Stream.of(
                        InstanceType.knownValues(),
                        TrainingInstanceType.knownValues(),
                        ProcessingInstanceType.knownValues(),
                        TransformInstanceType.knownValues())
                .flatMap(Collection::stream)
                .map(Object::toString)
                .anyMatch(Predicate.isEqual(type));
        if (isOfOthers || !type.startsWith("ml.")) {
            throw new IllegalArgumentException("%s is no instance type of endpoints%s".formatted(type, others));
        }
        return Optional.of("%s is not an instance type of endpoints that tenant-admin knows, so AWS may refuse it%s"
                .formatted(type, others));
    }

    private static String family(String type) {
        return type.substring(0, Math.max(0, type.lastIndexOf('.')));
    }
}
