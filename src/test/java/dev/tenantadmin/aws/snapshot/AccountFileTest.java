package dev.tenantadmin.aws.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.Connection;
import dev.tenantadmin.aws.endpoint.Workloads.Workload;
import dev.tenantadmin.aws.http.EarlyConnections;
import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.Holder;
import dev.tenantadmin.aws.iam.AccountDetails.InlineDetail;
import dev.tenantadmin.aws.tenants.TenantSurvey;
import dev.tenantadmin.aws.tenants.Tenants;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.reconcile.Poll;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.document.TenantDocument;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.option.Trust;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written of an account, read again, says what the account says. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountFileTest {

    private static final String KEY = "arn:aws:kms:us-east-1:210987654321:key/12345678-1234-1234-1234-123456789012";

    /** Tenants of every option that a document can show. */
    private static final Map<String, String> TENANTS = new TreeMap<>(Map.of(
            "plain", "",
            "nobody", "--no-users",
            "tight",
                    "--user ana,bob --require-mfa --allow-cidr 203.0.113.0/24,2001:db8:1::/48 --max-runtime 6h"
                            + " --allow-instance-type ml.t3.*,ml.m5.large --tag team=red",
            "data",
                    "--data-location s3://bucket/data/ --data-location s3://theirs/x/,account=210987654321 --data-key "
                            + KEY,
            "net", "--subnet subnet-1 --security-group sg-1,sg-2 --kms-key 12345678-1234-1234-1234-123456789012",
            "open",
                    "--trust arn:aws:iam::210987654321:root,external-id=x4711 --trust-sso DataScientist"
                            + " --trust arn:aws:iam::123456789012:role/ci --administrator arn:aws:iam::123456789012:role/ops",
            "orga", "--permissions-boundary arn:aws:iam::123456789012:policy/org --path-prefix /teams/",
            "far", "--region eu-west-1 --idle-stop 2h",
            "late", ""));

    @TempDir
    private Path folder = Path.of("");

    private final Shell shell = new Shell();
    private final Parallel parallel = new Parallel();
    private AwsClients clients = clients();

    private AwsClients clients() {
        return new AwsClients(new Connection(
                null,
                null,
                null,
                null,
                Map.of("AWS_REGION", "us-east-1"),
                () -> shell.door,
                Set.of(),
                new EarlyConnections(Map.of()),
                Duration.ofMinutes(1),
                event -> {},
                null));
    }

    @BeforeAll
    void make() {
        shell.iam().createPolicy(r -> r.policyName("org").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        for (String role : List.of("ci", "ops")) {
            shell.iam().createRole(r -> r.roleName(role).assumeRolePolicyDocument("""
                    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                     "Principal": {"AWS": "123456789012"}}}"""));
        }
        TENANTS.forEach((name, options) ->
                shell.run(("create-tenant " + name + " -q " + options).strip()).done());
        shell.run("suspend late -q").done();
        shell.sagemaker().createModel(r -> r.modelName("plain--m").primaryContainer(c -> c.image("x")));
    }

    @AfterAll
    void close() {
        parallel.close();
    }

    private AccountFacts facts() {
        return AccountFacts.read(
                clients, parallel, new TreeSet<>(Set.of("us-east-1", "eu-west-1")), shell.clock.instant(), "test");
    }

    private Path saved() {
        Path file = folder.resolve("saved.json");
        shell.run("verify plain -q --save " + file).done();
        return file;
    }

    /** All of it, with its documents as they are compared. */
    private static Map<String, Object> contents(AccountDetails account) {
        Map<String, Object> all = new TreeMap<>();
        account.all()
                .forEach(entity -> all.put(
                        entity.arn(),
                        entity instanceof AccountDetails.PolicyDetail policy
                                ? List.of(
                                        policy.name(),
                                        policy.path(),
                                        String.valueOf(policy.attachments()),
                                        policy.versions().stream()
                                                .map(version -> List.of(
                                                        version.id(),
                                                        version.isDefault(),
                                                        version.created(),
                                                        parsed(version.document())))
                                                .toList())
                                : of((Holder) entity)));
        return all;
    }

    private static List<Object> of(Holder holder) {
        List<Object> all = new ArrayList<>(List.of(holder.name(), holder.path(), holder.attached()));
        for (InlineDetail policy : holder.inline()) {
            all.add(policy.name());
            all.add(parsed(policy.document()));
        }
        if (holder instanceof AccountDetails.RoleDetail role) {
            all.addAll(List.of(
                    parsed(role.trust()), String.valueOf(role.boundary()), role.tags(), role.instanceProfiles()));
        } else if (holder instanceof AccountDetails.UserDetail user) {
            all.addAll(List.of(String.valueOf(user.boundary()), user.tags(), user.groups()));
        }
        return all;
    }

    private static Object parsed(String document) {
        try {
            return JSON.std.mapFrom(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsSavedIsWhatWasRead() throws IOException {
        Path file = saved();

        AccountFacts read = AccountFile.read(file);

        AccountFacts direct = facts();
        assertThat(contents(read.iam())).hasSizeGreaterThan(40).isEqualTo(contents(direct.iam()));
        assertThat(read.workloads()).isEqualTo(direct.workloads());
        assertThat(Objects.requireNonNull(read.workloads()).values().stream()
                        .flatMap(List::stream)
                        .map(Workload::name))
                .contains("plain--m", "plain--main", "far--main");
        assertThat(List.of(read.partition(), read.account(), String.valueOf(read.caller())))
                .containsExactly("aws", Shell.ACCOUNT, "arn:aws:iam::123456789012:user/administrator");
        assertThat(read.when()).isBefore(shell.clock.instant());
        assertThat(String.valueOf(read.tool())).startsWith("tenant-admin");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    /** As the CLI prints pages where it is not to join them, with documents as IAM itself encodes them. */
    @Test
    void readsPagesOneAfterTheOtherAndInAList() throws IOException {
        Map<String, Object> all = JSON.std.mapFrom(Files.readString(saved()));
        all.remove("TenantAdmin");
        all.remove("SageMaker");
        Map<String, Object> first = new LinkedHashMap<>();
        all.keySet().forEach(list -> first.put(list, List.of()));
        first.put("UserDetailList", all.put("UserDetailList", List.of()));
        first.put("IsTruncated", true);
        first.put("Marker", "x");
        all.put("IsTruncated", false);
        String pages = JSON.std.asString(first) + "\n" + JSON.std.asString(all);
        Path file = folder.resolve("pages.json");

        for (String text : List.of(pages, "[" + pages.replace("}\n{", "},{") + "]")) {
            Files.writeString(file, text);
            AccountFacts read = AccountFile.read(file);
            assertThat(contents(read.iam())).isEqualTo(contents(facts().iam()));
            assertThat(read.account()).isEqualTo(Shell.ACCOUNT);
            assertThat(read.workloads()).isNull();
        }
        Files.writeString(file, JSON.std.asString(first));
        assertThatThrownBy(() -> AccountFile.read(file))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("it ends before the last page of the account");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            nullValues = "-",
            value = {
                "           | it is empty",
                "[]         | it is empty",
                "hello      | it is no JSON, or only the first part of one (line 1)",
                "{\"UserDetailList\": [ | it is no JSON, or only the first part of one",
                "[1]        | the file is no JSON object",
                "{}         | it has no UserDetailList",
                "{\"UserDetailList\": [], \"GroupDetailList\": [], \"RoleDetailList\": []} | it has no Policies",
                "{\"UserDetailList\": [], \"GroupDetailList\": [], \"RoleDetailList\": [], \"Policies\": []} | it has no user, role or policy of an account",
                "{\"UserDetailList\": {}, \"GroupDetailList\": [], \"RoleDetailList\": [], \"Policies\": []} | UserDetailList of the file is no list",
                "{\"UserDetailList\": [], \"GroupDetailList\": [], \"RoleDetailList\": [{\"RoleName\": \"r\", \"Path\": \"/\"}], \"Policies\": []} | role r has no Arn",
                "{\"UserDetailList\": [], \"GroupDetailList\": [], \"RoleDetailList\": [{\"RoleName\": \"r\", \"Path\": \"/\", \"Arn\": \"arn:aws:iam::123456789012:role/r\"}], \"Policies\": []} | role r has no AssumeRolePolicyDocument",
                "{\"UserDetailList\": [{\"UserName\": \"u\", \"Path\": \"/\", \"Arn\": \"arn:aws:iam::123456789012:user/u\"}], \"GroupDetailList\": [{\"GroupName\": \"g\", \"Path\": \"/\", \"Arn\": \"arn:aws:iam::210987654321:group/g\"}], \"RoleDetailList\": [], \"Policies\": []} | it mixes accounts: aws:123456789012, aws:210987654321",
                "{\"UserDetailList\": [], \"GroupDetailList\": [], \"UserDetailList\": []} | an object has UserDetailList twice (line 1)",
                "{\"UserDetailList\": [{\"UserName\": \"u\", \"User\\u004eame\": \"v\"}]} | an object has UserName twice (line 1)",
                "{\"UserDetailList\": [], \"GroupDetailList\": [], \"RoleDetailList\": [], \"Policies\": [], \"NextToken\": \"x\"} | it ends before the last page of the account",
            })
    void aFileThatIsNoneIsOneClearError(@Nullable String text, String says) throws IOException {
        Path file = folder.resolve("bad.json");
        Files.writeString(file, text == null ? "" : text);

        assertThatThrownBy(() -> AccountFile.read(file))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID_INPUT))
                .hasMessageContaining("cannot read an account from " + file + ": ")
                .hasMessageContaining(says);
    }

    @Test
    void aFileThatIsNotThereIsOneClearError() {
        assertThatThrownBy(() -> AccountFile.read(folder.resolve("no.json")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("it does not exist");
        shell.run("verify plain --save " + folder.resolve("no/such/folder.json"))
                .refused(ExitCode.INVALID_INPUT, "cannot write the account to");
    }

    /** With the tags of its anchor a tenant's reading has the settings that AWS tells. */
    @Test
    void readsTheTenantsThatAreThere() {
        SortedMap<TenantName, TenantReading> read = TenantReading.all(AccountFile.read(saved()));

        Map<TenantName, TenantSurvey.Surveyed> surveyed = new TenantSurvey(clients, parallel).everyone();
        assertThat(read.keySet().stream().map(TenantName::value)).containsExactlyElementsOf(TENANTS.keySet());
        read.forEach((name, tenant) -> {
            TenantSurvey.Surveyed there = Objects.requireNonNull(surveyed.get(name));
            assertThat(tenant.names()).isEqualTo(there.names());
            assertThat(tenant.users()).isEqualTo(there.users());
            assertThat(tenant.fromTags()).isTrue();
            assertThat(tenant.unreadable()).isNull();
            assertThat(tenant.settings()).as(name.value()).isEqualTo(described(name));
        });
    }

    private Settings described(TenantName name) {
        Poll poll = new Poll(shell.clock, Duration.ofMinutes(1), (Event event) -> {});
        return new Tenants(clients, parallel, poll).describe(name).tenant().settings();
    }

    /** Without tags, from which the documents were made, the documents tell as much as makes the same documents again. */
    @Test
    void withoutTagsReadsTheSettingsFromTheDocuments() {
        AccountFacts facts = facts();
        assertThat(facts.policyTags()).isEmpty();

        SortedMap<TenantName, TenantReading> read = TenantReading.all(facts);

        assertThat(read).hasSize(TENANTS.size());
        read.forEach((name, tenant) -> {
            Settings told = described(name);
            Settings shown = tenant.settings();
            assertThat(tenant.fromTags()).isFalse();
            assertThat(shown.members()).as(name.value()).isEqualTo(told.members());
            assertThat(shown.suspended()).as(name.value()).isEqualTo(told.suspended());
            assertThat(shown.tags()).as(name.value()).isEqualTo(told.tags());
            assertThat(principals(shown)).as(name.value()).isEqualTo(principals(told));
            for (var option : List.of(
                    Options.TRUST_SSO,
                    Options.REQUIRE_MFA,
                    Options.MAX_RUNTIME,
                    Options.DATA_KEY,
                    Options.SUBNET,
                    Options.PERMISSIONS_BOUNDARY)) {
                assertThat((Object) shown.get(option))
                        .as(name + " " + option.name())
                        .isEqualTo(told.get(option));
            }
            documents(new PolicyDocuments(tenant.names(), shown), shown.members())
                    .forEach((document, text) -> assertThat(inAnyOrder(parsed(
                                    Objects.requireNonNull(tenant.documents().get(document)))))
                            .as("%s of %s", document, name)
                            .isEqualTo(inAnyOrder(parsed(text))));
        });
    }

    private static Object inAnyOrder(Object json) {
        if (json instanceof List<?> list) {
            return list.stream().map(AccountFileTest::inAnyOrder).collect(Collectors.toSet());
        }
        if (json instanceof Map<?, ?> map) {
            Map<Object, Object> all = new LinkedHashMap<>();
            map.forEach((key, value) -> all.put(key, inAnyOrder(value)));
            return all;
        }
        return json;
    }

    private static Set<String> principals(Settings settings) {
        Set<String> all = new TreeSet<>(settings.get(Options.ADMINISTRATORS));
        all.add(settings.administrator());
        settings.get(Options.TRUST).stream().map(Trust::toString).forEach(all::add);
        return all;
    }

    private static Map<TenantDocument, String> documents(PolicyDocuments documents, boolean members) {
        Map<TenantDocument, String> all = new TreeMap<>(Map.of(
                TenantDocument.BOUNDARY, documents.boundary(),
                TenantDocument.ACCESS, documents.access(),
                TenantDocument.EXECUTION, documents.execution(),
                TenantDocument.ACCESS_TRUST, documents.accessTrust(),
                TenantDocument.EXECUTION_TRUST, documents.executionTrust()));
        if (members) {
            all.put(TenantDocument.ASSUME, documents.assume());
        }
        return all;
    }

    /** Tags that somebody wrote by hand are told, and do not keep a tenant from being read. */
    @Test
    void tagsThatCannotBeReadAreTold() {
        AccountFacts facts = facts();
        String anchor = "arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/plain/plain--boundary";
        AccountFacts tagged = new AccountFacts(
                facts.partition(),
                facts.account(),
                facts.iam(),
                Map.of(anchor, Map.of("max-runtime", "soon")),
                null,
                null,
                null,
                null);

        TenantReading read = Objects.requireNonNull(TenantReading.all(tagged).get(new TenantName("plain")));

        assertThat(read.fromTags()).isFalse();
        assertThat(String.valueOf(read.unreadable())).contains("max-runtime");
        assertThat(read.documents().keySet()).containsExactlyInAnyOrder(TenantDocument.values());
        assertThat(Stream.of(read.settings().administrator()))
                .containsExactly("arn:aws:iam::123456789012:user/administrator");
    }
}
