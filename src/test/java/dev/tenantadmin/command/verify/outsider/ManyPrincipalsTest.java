package dev.tenantadmin.command.verify.outsider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.GroupDetail;
import dev.tenantadmin.aws.iam.AccountDetails.InlineDetail;
import dev.tenantadmin.aws.iam.AccountDetails.PolicyDetail;
import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.aws.iam.AccountDetails.UserDetail;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.reason.Reasoner;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Settings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hundred tenants beside two hundred principals, of which most reach nothing, as in an ordinary account. */
@Tag("slow")
class ManyPrincipalsTest {

    private static final Home HOME = new Home("aws", "123456789012", "us-east-1");
    private static final Settings PLAIN = Settings.plain("arn:aws:iam::123456789012:role/admin");
    private static final Map<String, String> TAGS = Map.of("managed-by", "tenant-admin");

    private final AccountDetails account = new AccountDetails();

    private static String encoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private TenantThings tenant(int number) {
        Names names = new Names(new TenantName("team" + number), HOME);
        PolicyDocuments documents = new PolicyDocuments(names, PLAIN);
        List.of(names.accessRoleArn(), names.executionRoleArn())
                .forEach(arn -> account.add(new RoleDetail(
                        arn,
                        arn.substring(arn.lastIndexOf('/') + 1),
                        names.path(),
                        encoded(
                                arn.equals(names.accessRoleArn())
                                        ? documents.accessTrust()
                                        : documents.executionTrust()),
                        names.boundaryArn(),
                        TAGS,
                        List.of(),
                        List.of(),
                        List.of())));
        List.of("owner", "second").forEach(person -> {
            String arn = names.userArn(new PersonName(person));
            account.add(new UserDetail(
                    arn,
                    names.prefix() + person,
                    names.path(),
                    names.boundaryArn(),
                    TAGS,
                    List.of(),
                    List.of(),
                    List.of(names.group())));
        });
        account.add(new GroupDetail(names.groupArn(), names.group(), names.path(), List.of(), List.of()));
        List.of(names.boundaryArn(), names.accessPolicyArn())
                .forEach(arn -> account.add(
                        new PolicyDetail(arn, arn.substring(arn.lastIndexOf('/') + 1), names.path(), 1, List.of())));
        return new TenantThings(names, List.of(names.prefix() + "main"), true, List.of(), documents.accessTrust());
    }

    private void role(String name, String trust, String... statements) {
        account.add(new RoleDetail(
                HOME.iam("role/" + name),
                name,
                "/",
                encoded(FiveTenants.policy(trust)),
                null,
                Map.of(),
                List.of(new InlineDetail("may", encoded(FiveTenants.policy(statements)))),
                List.of(),
                List.of()));
    }

    @Test
    void takeSeconds() {
        List<TenantThings> tenants =
                IntStream.range(0, 100).mapToObj(this::tenant).toList();
        String root = FiveTenants.trusts("AWS", HOME.iam("root"));
        String lambda = FiveTenants.trusts("Service", "lambda.amazonaws.com");
        for (int i = 0; i < 150; i++) {
            role(
                    "function" + i,
                    lambda,
                    FiveTenants.allow(
                            "logs:PutLogEvents", "arn:aws:logs:*:*:log-group:/aws/lambda/function" + i + ":*"),
                    FiveTenants.allow("dynamodb:*", "arn:aws:dynamodb:*:*:table/orders" + i),
                    FiveTenants.allow("s3:Get*", "arn:aws:s3:::assets" + i + "/*"));
        }
        for (int i = 0; i < 30; i++) {
            role(
                    "developer" + i,
                    root,
                    FiveTenants.allow("sts:AssumeRole", "*"),
                    FiveTenants.allow("ec2:*", "*"),
                    FiveTenants.allow("lambda:*", "*"));
        }
        for (int i = 0; i < 10; i++) {
            role("admin" + i, root, FiveTenants.allow("*", "*"));
        }
        for (int i = 0; i < 10; i++) {
            role("scientist" + i, lambda, FiveTenants.allow("sagemaker:*", "*"));
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();

        List<Outsider> found = new Outsiders(
                        account,
                        tenants,
                        tenants.stream().map(TenantThings::tenant).toList(),
                        "",
                        new Reasoner(new ConditionKeys()))
                .find();

        double seconds = (threads.getCurrentThreadCpuTime() - began) / 1e9;
        List<Outsider> administrators =
                found.stream().filter(one -> one.administration() != null).toList();
        assertThat(administrators).hasSize(40);
        assertThat(found).hasSize(50);
        List<ReachedTenant> reached = new ArrayList<>();
        found.forEach(one -> reached.addAll(one.reached()));
        assertThat(reached).hasSizeGreaterThan(10 * 100 * 8);
        assertThat(seconds).isLessThan(60);
    }
}
