package dev.tenantadmin.command.verify.question;

/**
 * What an action would be on.
 *
 * @param owner the tenant whose it is
 * @param thing what it is, for a person: {@code notebook instance}
 * @param arn its ARN, or {@code *} for actions that have no resource
 */
public record Target(String owner, String thing, String arn) {

    /** The name without type and path; empty where there is no resource. */
    public String name() {
        String[] parts = arn.split(":", 6);
        if (parts.length < 6) {
            return "";
        }
        String resource = parts[5];
        int stream = resource.indexOf("log-stream:");
        if (stream >= 0) {
            return resource.substring(stream + "log-stream:".length());
        }
        if (parts[2].equals("s3")) {
            return resource;
        }
        return parts[2].equals("iam")
                ? resource.substring(resource.lastIndexOf('/') + 1)
                : resource.substring(resource.indexOf('/') + 1);
    }
}
