package dev.tenantadmin.tenant;

/**
 * Where a tenant lives: one account and one region of it.
 *
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}
 * @param account the account id, twelve digits
 * @param region the home region, for example {@code us-east-1}
 */
public record Home(String partition, String account, String region) {

    /** The suffix of this partition's service hosts and service principals' hosts. */
    public String dnsSuffix() {
        return partition.equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
    }
}
