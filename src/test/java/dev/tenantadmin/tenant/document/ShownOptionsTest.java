package dev.tenantadmin.tenant.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.AccessOptions;
import dev.tenantadmin.tenant.option.DataKey;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.PolicyOptions;
import dev.tenantadmin.tenant.option.TenantSpec;
import dev.tenantadmin.tenant.option.Trust;
import dev.tenantadmin.tenant.option.WorkOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents show is what they were made from, whatever the options. */
class ShownOptionsTest {

    private static final int SETTINGS = 2_000;
    private static final String OWN = "arn:aws:iam::123456789012:";
    private static final String CALLER = OWN + "user/caller";
    private static final TenantName ACME = new TenantName("acme");
    private static final Names NAMES = new Names(ACME, new Home("aws", "123456789012", "us-east-1"));

    private static final List<Trust> TRUSTS = Stream.of(
                    OWN + "role/teams/science",
                    "arn:aws:iam::210987654321:role/vendor",
                    "arn:aws:iam::210987654321:root,external-id=plat-42",
                    "arn:aws:iam::333333333333:root,external-id=a,b=c",
                    OWN + "saml-provider/okta",
                    OWN + "oidc-provider/token.actions.githubusercontent.com,aud=sts.amazonaws.com,sub=repo:org/repo:*")
            .map(Trust::of)
            .toList();

    private static final List<String> LOCATIONS =
            List.of("s3://lake/acme/", "s3://lake/west/", "s3://own-bucket/", "s3://a.b/x/y/");
    private static final DataKey KEY =
            new DataKey("arn:aws:kms:eu-west-1:210987654321:key/mrk-1234abcd12ab34cd56ef1234567890ab");
    private static final List<Optional<String>> ACCOUNTS =
            List.of(Optional.empty(), Optional.of("210987654321"), Optional.of("333333333333"));

    private final Random random = new Random(20_261_126);
    private int tried;

    private <T> List<T> some(List<T> all) {
        return all.stream().filter(one -> random.nextBoolean()).toList();
    }

    private PolicyOptions options() {
        boolean network = random.nextBoolean();
        return new PolicyOptions(
                random.nextBoolean()
                        ? OWN + "user/admin"
                        : OWN + "role/aws-reserved/sso.amazonaws.com/x/AWSReservedSSO_A_1",
                network ? "subnet-0123" : null,
                network ? List.of("sg-1", "sg-2") : List.of(),
                random.nextBoolean() ? "12345678-1234-1234-1234-123456789012" : null,
                new AccessOptions(
                        some(TRUSTS),
                        some(List.of("DataScientist", "Data_Admin")),
                        some(List.of(OWN + "role/platform/ops", OWN + "user/jane")),
                        random.nextBoolean(),
                        some(List.of("203.0.113.0/24", "2001:db8::/32"))),
                new WorkOptions(
                        some(LOCATIONS).stream()
                                .map(location -> ACCOUNTS.get(random.nextInt(ACCOUNTS.size()))
                                        .map(account -> DataLocation.of(location + ",account=" + account))
                                        .orElseGet(() -> DataLocation.of(location)))
                                .toList(),
                        random.nextBoolean() ? KEY : null,
                        some(List.of("ml.t3.*", "ml.m5.xlarge")),
                        random.nextBoolean() ? Duration.ofHours(6) : null),
                random.nextBoolean() ? OWN + "policy/organisation" : null,
                random.nextBoolean());
    }

    private static Map<TenantDocument, String> documents(PolicyOptions options) {
        PolicyDocuments made = new PolicyDocuments(NAMES, options);
        return Map.of(
                TenantDocument.BOUNDARY, made.boundary(),
                TenantDocument.ACCESS, made.access(),
                TenantDocument.ASSUME, made.assume(),
                TenantDocument.EXECUTION, made.execution(),
                TenantDocument.ACCESS_TRUST, made.accessTrust(),
                TenantDocument.EXECUTION_TRUST, made.executionTrust());
    }

    private static Set<String> principals(PolicyOptions options) {
        return Stream.of(
                        Stream.of(options.administrator()),
                        options.access().administrators().stream(),
                        options.access().trusts().stream()
                                .filter(trust -> trust.kind() == Trust.Kind.ROLE)
                                .map(Trust::arn))
                .flatMap(arns -> arns)
                .collect(Collectors.toSet());
    }

    private static List<UnprovedSetting.Option> unproved(PolicyOptions tags, PolicyOptions documents) {
        return UnprovedSetting.of(
                        NAMES,
                        tags,
                        ShownOptions.of(NAMES, documents(documents)),
                        TenantSpec.asItIs(ACME),
                        Set.of(TenantDocument.values()),
                        CALLER::equals)
                .stream()
                .map(UnprovedSetting::option)
                .toList();
    }

    /** Administrators and trusted roles stand in one list, which a trust policy does not tell apart. */
    @Test
    void theReaderIsTheInverseOfTheMaker() {
        for (int i = 0; i < SETTINGS; i++) {
            PolicyOptions options = options();
            ShownOptions shown = ShownOptions.of(NAMES, documents(options));

            assertThat(shown)
                    .as(options.toString())
                    .isEqualTo(new ShownOptions(
                            new TreeSet<>(principals(options)),
                            options.access().trusts().stream()
                                    .filter(trust -> trust.kind() != Trust.Kind.ROLE)
                                    .collect(Collectors.toCollection(TreeSet::new)),
                            new TreeSet<>(options.access().permissionSets()),
                            options.access().requireMfa(),
                            new TreeSet<>(options.access().cidrs()),
                            new TreeSet<>(options.work().dataLocations()),
                            options.work().usedKey() == null ? Set.of() : Set.of(KEY.arn()),
                            new TreeSet<>(options.work().instanceTypes()),
                            options.work().maxRuntime(),
                            options.subnet() == null ? Set.of() : Set.of(options.subnet()),
                            options.subnet() == null ? Set.of() : Set.of(options.subnet()),
                            new TreeSet<>(options.securityGroups()),
                            options.kmsKey() == null ? Set.of() : Set.of(NAMES.keyArn(options.kmsKey()))));
            // A key without data is in no document.
            assertThat(unproved(options, options))
                    .isEqualTo(
                            Objects.equals(
                                            options.work().dataKey(),
                                            options.work().usedKey())
                                    ? List.of()
                                    : List.of(UnprovedSetting.Option.DATA_KEY));
            tried++;
        }
        assertThat(tried).isEqualTo(SETTINGS);
    }

    /** Of any two settings: what the tags add, or have lost of a wall, is told; what they merely narrow is not. */
    @Test
    void whateverTheTagsAddIsTold() {
        List<UnprovedSetting.Option> told = new ArrayList<>();
        IntStream.range(0, SETTINGS).forEach(i -> {
            PolicyOptions tags = options();
            PolicyOptions documents = options();
            List<UnprovedSetting.Option> unproved = unproved(tags, documents);
            told.addAll(unproved);

            boolean moreTrust =
                    !documents.access().trusts().containsAll(tags.access().trusts());
            boolean moreSets = !documents
                    .access()
                    .permissionSets()
                    .containsAll(tags.access().permissionSets());
            boolean moreData =
                    !documents.work().dataLocations().containsAll(tags.work().dataLocations());
            boolean moreKeys = tags.work().dataKey() != null && documents.work().usedKey() == null;
            boolean lostMfa = documents.access().requireMfa() && !tags.access().requireMfa();
            boolean lostTime =
                    documents.work().maxRuntime() != null && tags.work().maxRuntime() == null;
            boolean keyAdded = tags.kmsKey() != null && documents.kmsKey() == null;
            boolean networkChanged = (tags.subnet() == null) != (documents.subnet() == null);
            assertThat(unproved.contains(UnprovedSetting.Option.TRUST)).isEqualTo(moreTrust);
            assertThat(unproved.contains(UnprovedSetting.Option.TRUST_SSO)).isEqualTo(moreSets);
            assertThat(unproved.contains(UnprovedSetting.Option.DATA_LOCATION)).isEqualTo(moreData);
            assertThat(unproved.contains(UnprovedSetting.Option.DATA_KEY)).isEqualTo(moreKeys);
            assertThat(unproved.contains(UnprovedSetting.Option.REQUIRE_MFA)).isEqualTo(lostMfa);
            assertThat(unproved.contains(UnprovedSetting.Option.MAX_RUNTIME)).isEqualTo(lostTime);
            assertThat(unproved.contains(UnprovedSetting.Option.KMS_KEY)).isEqualTo(keyAdded);
            assertThat(unproved.contains(UnprovedSetting.Option.SUBNET)).isEqualTo(networkChanged);
            assertThat(unproved.contains(UnprovedSetting.Option.ALLOW_CIDR))
                    .isEqualTo(lets(tags.access().cidrs(), documents.access().cidrs()));
            assertThat(unproved.contains(UnprovedSetting.Option.ALLOW_INSTANCE_TYPE))
                    .isEqualTo(
                            lets(tags.work().instanceTypes(), documents.work().instanceTypes()));
            assertThat(unproved.contains(UnprovedSetting.Option.ADMINISTRATOR))
                    .isEqualTo(!principals(documents)
                            .containsAll(Stream.concat(
                                            Stream.of(tags.administrator()), tags.access().administrators().stream())
                                    .toList()));
        });
        assertThat(told)
                .contains(
                        UnprovedSetting.Option.ADMINISTRATOR,
                        UnprovedSetting.Option.TRUST,
                        UnprovedSetting.Option.TRUST_SSO,
                        UnprovedSetting.Option.REQUIRE_MFA,
                        UnprovedSetting.Option.ALLOW_CIDR,
                        UnprovedSetting.Option.DATA_LOCATION,
                        UnprovedSetting.Option.DATA_KEY,
                        UnprovedSetting.Option.ALLOW_INSTANCE_TYPE,
                        UnprovedSetting.Option.MAX_RUNTIME,
                        UnprovedSetting.Option.SUBNET,
                        UnprovedSetting.Option.KMS_KEY);
    }

    /** Whether a wall of these values lets something through that the other keeps out; no values are no wall. */
    private static boolean lets(List<String> values, List<String> wall) {
        return !wall.isEmpty() && (values.isEmpty() || !wall.containsAll(values));
    }

    /** The option may name the own account, which documents and tags without one mean. */
    @Test
    void theOwnAccountIsTheOneThatIsNotNamed() {
        PolicyOptions named = data("s3://lake/acme/,account=123456789012");
        PolicyOptions plain = data("s3://lake/acme/");

        assertThat(documents(named)).isEqualTo(documents(plain));
        assertThat(unproved(named, plain)).isEmpty();
        assertThat(unproved(plain, named)).isEmpty();
        assertThat(unproved(data("s3://lake/acme/,account=210987654321"), plain))
                .containsExactly(UnprovedSetting.Option.DATA_LOCATION);
        assertThat(unproved(plain, data("s3://lake/acme/,account=210987654321")))
                .containsExactly(UnprovedSetting.Option.DATA_LOCATION);
    }

    /** The boundary has no room for accounts, so where it stands alone it proves the own one. */
    @Test
    void aBoundaryAloneShowsNoOtherAccount() {
        ShownOptions shown = ShownOptions.of(
                NAMES,
                Map.of(
                        TenantDocument.BOUNDARY,
                        new PolicyDocuments(NAMES, data("s3://lake/acme/,account=210987654321")).boundary()));

        assertThat(shown.dataLocations()).containsExactly(DataLocation.of("s3://lake/acme/"));
    }

    private static PolicyOptions data(String location) {
        return new PolicyOptions(
                CALLER,
                null,
                List.of(),
                null,
                AccessOptions.NONE,
                new WorkOptions(List.of(DataLocation.of(location)), List.of(), null),
                null,
                false);
    }

    @Test
    void whatIsNoDocumentShowsNothing() {
        ShownOptions shown = ShownOptions.of(
                NAMES, Map.of(TenantDocument.ACCESS_TRUST, "no document", TenantDocument.BOUNDARY, "{}"));

        assertThat(shown).isEqualTo(ShownOptions.of(NAMES, Map.of()));
    }
}
