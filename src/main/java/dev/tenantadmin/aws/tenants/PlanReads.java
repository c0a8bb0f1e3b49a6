package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.IamReads;
import dev.tenantadmin.aws.client.LiveIam;
import dev.tenantadmin.aws.notebook.LiveNotebooks;
import dev.tenantadmin.aws.notebook.NotebookReads;
import java.util.function.Function;

/**
 * What a tenant's plans are made from.
 *
 * @param notebooks by region
 */
public record PlanReads(IamReads iam, Function<String, NotebookReads> notebooks) {

    /** AWS's answers as they are now. */
    public static PlanReads live(AwsClients clients) {
        return new PlanReads(new LiveIam(clients.iam()), region -> new LiveNotebooks(clients.sagemaker(region)));
    }
}
