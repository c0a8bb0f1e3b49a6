package dev.tenantadmin.lifecycle.backend;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One request at the door of the sandbox.
 *
 * @param subject what it is about: {@code acme--access}
 * @param time how many times the command has asked this before, plus one
 */
public record Call(String service, String operation, String subject, int time) {

    private static final List<String> READS = List.of("Get", "List", "Describe", "AssumeRole", "CreatePresigned");

    private static final List<String> NAMING = List.of(
            "RoleName",
            "GroupName",
            "UserName",
            "PolicyName",
            "PolicyArn",
            "PathPrefix",
            "NotebookInstanceName",
            "EndpointName",
            "EndpointConfigName",
            "ModelName",
            "TrainingJobName",
            "ProcessingJobName",
            "TransformJobName",
            "SerialNumber",
            "InstanceProfileName",
            "StatusEquals",
            "NameContains",
            "ResourceArn");

    public boolean writes() {
        return READS.stream().noneMatch(operation::startsWith);
    }

    /** Looks again at what something is doing. */
    public boolean polls() {
        return operation.startsWith("Describe") && time > 1;
    }

    boolean isJson() {
        return service.equals("sagemaker");
    }

    /** The values that name something, of all that a request gives. */
    static String subject(Map<String, String> parameters) {
        return NAMING.stream()
                .flatMap(key -> Stream.ofNullable(parameters.get(key)))
                .map(value -> value.startsWith("arn:") ? value.substring(value.lastIndexOf('/') + 1) : value)
                .collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return operation + (subject.isEmpty() ? "" : " " + subject) + (time > 1 ? ", time " + time : "");
    }
}
