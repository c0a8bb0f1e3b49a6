package dev.tenantadmin.tenant.deployment;

import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.Printable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container image in Amazon ECR.
 *
 * @param uri such as {@code 763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference:2.6-cpu}
 * @param account the registry
 */
public record ContainerImage(String uri, String account, String repository) {

    private static final Pattern URI = Pattern.compile("(?<account>\\d{12})\\.dkr[.-]ecr(-fips)?\\.[a-z0-9-]+\\."
            + "(amazonaws\\.com(\\.cn)?|on\\.aws|on\\.amazonwebservices\\.com\\.cn)/"
            + "(?<repository>[a-z0-9]+([._/-]+[a-z0-9]+)*)(:[\\w][\\w.-]{0,127})?(@sha256:[0-9a-f]{64})?");

    private static final int MOST = 255;

    /**
     * Reads an image's URI.
     *
     * @throws IllegalArgumentException for anything else: SageMaker takes images of other registries only through a VPC
     */
    public static ContainerImage of(String uri) {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches() || uri.length() > MOST) {
            throw new IllegalArgumentException(
                    "image '%s' is not in Amazon ECR: give ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY:TAG"
                            .formatted(Printable.text(uri)));
        }
        return new ContainerImage(uri, matcher.group("account"), matcher.group("repository"));
    }

    /**
     * Checks that the tenant's execution role may pull it: from its own repositories and from other accounts.
     *
     * @throws IllegalArgumentException if it may not
     */
    void check(Names names) {
        if (account.equals(names.home().account()) && !repository.startsWith(names.prefix())) {
            throw new IllegalArgumentException(
                    "tenant %s cannot use the image repository %s of this account: it may use those whose name begins with %s, and those of other accounts"
                            .formatted(names.tenant(), repository, names.prefix()));
        }
    }

    @Override
    public String toString() {
        return uri;
    }
}
