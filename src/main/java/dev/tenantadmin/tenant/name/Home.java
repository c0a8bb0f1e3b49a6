package dev.tenantadmin.tenant.name;

import dev.tenantadmin.policy.language.Arn;

/**
 * Where a tenant lives: an account, a region, and the prefix of its IAM path.
 *
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}
 * @param account the account id, twelve digits
 * @param region the home region, for example {@code us-east-1}
 * @param pathPrefix the IAM path before ours: {@code /}, or what the organisation requires, such as {@code /teams/}
 */
public record Home(String partition, String account, String region, String pathPrefix) {

    /** Without a path prefix. */
    public Home(String partition, String account, String region) {
        this(partition, account, region, "/");
    }

    /** The ARN of a resource in the home region, or a pattern of such ARNs. */
    public String arn(String service, String resource) {
        return new Arn(partition, service, region, account, resource).toString();
    }

    /** The ARN of an IAM resource of the account, or a pattern of such ARNs. */
    public String iam(String resource) {
        return Arn.iam(partition, account, resource).toString();
    }

    /** The suffix of this partition's service hosts and service principals' hosts. */
    public String dnsSuffix() {
        return partition.equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
    }
}
