package dev.tenantadmin.tenant.name;

/**
 * Where a tenant lives: one account, one region of it, and what stands before its IAM path.
 *
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}
 * @param account the account id, twelve digits
 * @param region the home region, for example {@code us-east-1}
 * @param pathPrefix the IAM path before ours: {@code /}, or what the organisation demands, such as {@code /teams/}
 */
public record Home(String partition, String account, String region, String pathPrefix) {

    /** Without a path prefix. */
    public Home(String partition, String account, String region) {
        this(partition, account, region, "/");
    }

    /** The suffix of this partition's service hosts and service principals' hosts. */
    public String dnsSuffix() {
        return partition.equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
    }
}
