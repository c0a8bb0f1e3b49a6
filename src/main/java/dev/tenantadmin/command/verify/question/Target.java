package dev.tenantadmin.command.verify.question;

import dev.tenantadmin.policy.language.Arn;

/**
 * The resource of an action.
 *
 * @param owner the tenant that owns it
 * @param thing what it is, for a person: {@code notebook instance}
 * @param arn its ARN, or {@code *} for actions that have no resource
 */
public record Target(String owner, String thing, String arn) {

    /** The name without type and path; empty where there is no resource. */
    public String name() {
        return Arn.parse(arn).map(Target::name).orElse("");
    }

    /** What and whose, as a tenant sees it. */
    public String words(String tenant) {
        return thing + (name().isEmpty() ? "" : " " + name()) + (owner.equals(tenant) ? "" : " of tenant " + owner);
    }

    private static String name(Arn arn) {
        String resource = arn.resource();
        int stream = resource.indexOf("log-stream:");
        if (stream >= 0) {
            return resource.substring(stream + "log-stream:".length());
        }
        return switch (arn.service()) {
            case "s3" -> resource;
            case "iam" -> Arn.name(resource);
            default -> resource.substring(resource.indexOf('/') + 1);
        };
    }
}
