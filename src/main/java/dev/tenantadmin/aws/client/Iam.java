package dev.tenantadmin.aws.client;

import software.amazon.awssdk.services.iam.IamClient;

/**
 * IAM as a tenant's resources use it. Whatever is read after a write has to come from {@link #now}; only a plan is made from {@link #reads}.
 *
 * @param client for writes, and for what no reading of an account tells
 * @param reads what a plan is made from, perhaps an earlier reading of the account
 */
public record Iam(IamClient client, IamReads reads) {

    /** Without an earlier reading. */
    public static Iam of(IamClient client) {
        return new Iam(client, new LiveIam(client));
    }

    /** What IAM answers now. */
    public IamReads now() {
        return new LiveIam(client);
    }

    /** The same without the earlier reading. */
    public Iam live() {
        return of(client);
    }
}
