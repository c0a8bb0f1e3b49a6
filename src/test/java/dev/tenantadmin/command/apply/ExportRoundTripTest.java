package dev.tenantadmin.command.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.tenant.option.Option;
import dev.tenantadmin.tenant.option.OptionType.Form;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.testing.Enumerated;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.model.EntityType;

/** Any settings survive the way from option over tags, describe-tenant and export to another account: its documents are the same. */
@Tag("slow")
class ExportRoundTripTest {

    private static final int ROUNDS = 60;
    private static final String ACCOUNT = "arn:aws:iam::123456789012:";
    private static final String OPEN = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}}""";
    private static final String ALL = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}""";

    /** Values to choose from; a list takes some of them. */
    private static final Map<Option<?>, List<String>> VALUES = Map.ofEntries(
            Map.entry(Options.USERS, List.of("alice", "bob-2", "first.last@example.com", "a=b", "c\\,d", "7", "true")),
            Map.entry(Options.NO_USERS, List.of("true")),
            Map.entry(Options.NOTEBOOKS, List.of("main", "lab", "1", "null", "no")),
            Map.entry(Options.INSTANCE_TYPE, List.of("ml.t3.medium", "ml.t3.xlarge", "ml.m5.2xlarge")),
            Map.entry(Options.VOLUME_SIZE, List.of("5", "6", "16384")),
            Map.entry(Options.IDLE_STOP, List.of("10m", "2h", "1h30m", "168h")),
            Map.entry(Options.ON_START, List.of("start.sh")),
            Map.entry(Options.ON_CREATE, List.of("create.sh")),
            Map.entry(Options.SUBNET, List.of("subnet-1", "subnet-0123456789abcdef0")),
            Map.entry(Options.SECURITY_GROUPS, List.of("sg-1", "sg-2", "sg-0123456789abcdef0")),
            Map.entry(
                    Options.KMS_KEY,
                    List.of(
                            "12345678-1234-1234-1234-123456789012",
                            "1234567890123456",
                            "arn:aws:kms:us-east-1:123456789012:key/mrk-12345678901234567890123456789012")),
            Map.entry(
                    Options.TRUST,
                    List.of(
                            ACCOUNT + "role/build/ci",
                            "arn:aws:iam::210987654321:role/a/theirs",
                            "arn:aws:iam::210987654321:root,external-id=a,b:c",
                            ACCOUNT + "saml-provider/corp",
                            ACCOUNT
                                    + "oidc-provider/token.actions.githubusercontent.com,aud=sts.amazonaws.com,sub=repo:org/*")),
            Map.entry(Options.TRUST_SSO, List.of("DataScientist", "Data.Science", "a=b,c@d")),
            Map.entry(
                    Options.ADMINISTRATORS,
                    List.of(ACCOUNT + "user/ops/jane", ACCOUNT + "role/build/ci", "arn:aws:iam::210987654321:role/x")),
            Map.entry(Options.REQUIRE_MFA, List.of("true")),
            Map.entry(Options.ALLOW_CIDR, List.of("10.0.0.0/8", "203.0.113.7/32", "2001:db8::/32")),
            Map.entry(
                    Options.DATA_LOCATION,
                    List.of("s3://lake/acme/", "s3://own-bucket/", "s3://shared/a:b/c=d/,account=210987654321")),
            Map.entry(
                    Options.DATA_KEY,
                    List.of("arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012")),
            Map.entry(Options.ALLOW_INSTANCE_TYPE, List.of("ml.t3.*", "ml.m5.large", "ml.*.medium")),
            Map.entry(Options.MAX_RUNTIME, List.of("1m", "6h", "1h1m1s", "672h")),
            Map.entry(Options.PERMISSIONS_BOUNDARY, List.of(ACCOUNT + "policy/guard", ACCOUNT + "policy/org/guard-2")),
            Map.entry(Options.PATH_PREFIX, List.of("/teams/", "/a/b-c/", "/1.2/")),
            Map.entry(
                    Options.TAGS,
                    List.of(
                            "team=red",
                            "cost center=4711",
                            "live=true",
                            "null=null",
                            "empty=",
                            "- x=- y: z",
                            "Ω=é ü",
                            "a:b=c=d",
                            "+1=0x10")),
            Map.entry(Options.PROTECT, List.of("true")));

    private static final Set<Option<?>> LETTING_IN = Set.of(Options.TRUST, Options.TRUST_SSO, Options.ADMINISTRATORS);

    @TempDir
    Path folder;

    private static Shell account() {
        Shell shell = new Shell();
        shell.iam().createRole(r -> r.roleName("ci").path("/build/").assumeRolePolicyDocument(OPEN));
        shell.iam().createPolicy(r -> r.policyName("guard").policyDocument(ALL));
        shell.iam().createPolicy(r -> r.policyName("guard-2").path("/org/").policyDocument(ALL));
        return shell;
    }

    private Map<Option<?>, List<String>> some(Random random) {
        Map<Option<?>, List<String>> some = new LinkedHashMap<>();
        for (Option<?> option : Options.ALL) {
            List<String> values = new ArrayList<>(Objects.requireNonNull(VALUES.get(option), option.name()));
            if (random.nextInt(3) > 0) {
                Collections.shuffle(values, random);
                // A trust policy has room for a few.
                int most = LETTING_IN.contains(option) ? 2 : 5;
                int count = option.type().form().several() ? 1 + random.nextInt(Math.min(most, values.size())) : 1;
                some.put(option, values.subList(0, count));
            }
        }
        some.remove(random.nextInt(4) > 0 ? Options.NO_USERS : Options.USERS);
        if (!some.containsKey(Options.NO_USERS) || !some.containsKey(Options.USERS)) {
            some.remove(some.containsKey(Options.USERS) ? Options.NO_USERS : Options.USERS);
        }
        if (!some.containsKey(Options.SUBNET) || !some.containsKey(Options.SECURITY_GROUPS)) {
            some.remove(Options.SUBNET);
            some.remove(Options.SECURITY_GROUPS);
        }
        if (!some.containsKey(Options.DATA_LOCATION)) {
            some.remove(Options.DATA_KEY);
        }
        return some;
    }

    private List<String> arguments(Map<Option<?>, List<String>> some) {
        List<String> arguments = new ArrayList<>(List.of("create-tenant", "acme"));
        some.forEach((option, values) -> values.forEach(value -> {
            arguments.add(option.option());
            if (option.type().form() == Form.FILE) {
                arguments.add(folder.resolve(value).toString());
            } else if (option.type().form() != Form.FLAG) {
                arguments.add(value);
            }
        }));
        return arguments;
    }

    /** Every document, and the path and boundary of who bears it. */
    private static SortedMap<String, String> documents(Shell shell) {
        SortedMap<String, String> all = new TreeMap<>();
        AccountDetails details = new AccountDetails();
        AccountDetails.entities(
                        shell.iam(),
                        100,
                        EntityType.LOCAL_MANAGED_POLICY,
                        EntityType.ROLE,
                        EntityType.GROUP,
                        EntityType.USER)
                .forEach(details::add);
        details.policies().values().forEach(policy -> all.put(policy.arn(), policy.document() + ""));
        details.roles()
                .values()
                .forEach(role -> all.put(
                        role.arn(),
                        role.trust() + role.inline() + role.attached() + role.boundary() + new TreeMap<>(role.tags())));
        details.groups().values().forEach(group -> all.put(group.arn(), "" + group.inline() + group.attached()));
        details.users()
                .values()
                .forEach(
                        user -> all.put(user.arn(), user.boundary() + "" + user.groups() + new TreeMap<>(user.tags())));
        return all;
    }

    private static Ran described(Shell shell) {
        return shell.run("describe-tenant acme -o json").done();
    }

    private static Map<String, Object> timeless(Ran told) {
        Map<String, Object> json = new TreeMap<>(told.json());
        assertThat(json.remove("notebooks")).isNotNull();
        return json;
    }

    @Test
    void anySettingsComeThrough() throws IOException {
        Files.writeString(folder.resolve("start.sh"), "#!/bin/bash\ntrue\n");
        Files.writeString(folder.resolve("create.sh"), "#!/bin/bash\nfalse\n");
        Set<Option<?>> tried = new HashSet<>();
        Random random = new Random(17);
        for (int round = 0; round < ROUNDS; round++) {
            Map<Option<?>, List<String>> some = some(random);
            String as = "round " + round + ": " + some;
            tried.addAll(some.keySet());
            Shell first = account();
            Ran made = first.run(arguments(some).toArray(String[]::new));
            assertThat(made.exit()).as(as + made).isZero();
            Ran told = described(first);
            some.keySet().stream()
                    .filter(option -> option.tag() != null)
                    .forEach(option -> assertThat(Ran.object(told.json(), "settings"))
                            .as(as)
                            .containsKey(option.key()));
            Path file = folder.resolve("tenants.yaml");
            String exported = first.run("export").done().out();
            Files.writeString(file, exported);
            first.door.forget();
            assertThat(first.run("apply -f " + file).done().out()).as(as).contains("1 unchanged.");
            assertThat(first.door.writes()).as(as).isEmpty();

            for (Option<?> option : some.keySet()) {
                if (option.type().form() == Form.FILE) {
                    assertThat(exported).contains("  # " + option.key() + ": only its digest is known");
                    String script = Objects.requireNonNull(some.get(option)).get(0);
                    Files.writeString(
                            file,
                            "    %s: %s%n".formatted(option.key(), folder.resolve(script)),
                            StandardOpenOption.APPEND);
                }
            }
            Shell second = account();
            assertThat(second.run("apply -f " + file).exit()).as(as).isZero();

            assertThat(documents(second)).as(as).isEqualTo(documents(first));
            assertThat(timeless(described(second))).as(as).isEqualTo(timeless(told));
            assertThat(second.run("export").done().out()).as(as).isEqualTo(exported);
        }
        assertThat(tried).containsExactlyInAnyOrderElementsOf(Options.ALL);
        Enumerated.atLeast(60, "random tenants exported and made again", ROUNDS);
    }
}
