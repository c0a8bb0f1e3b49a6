package dev.tenantadmin.tenant.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.DataKey;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Option;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.option.TenantSpec;
import dev.tenantadmin.tenant.option.Trust;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the documents show is what they were made from, whatever the options. */
@Tag("slow")
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

    private Settings options() {
        boolean network = random.nextBoolean();
        return Settings.plain(
                        random.nextBoolean()
                                ? OWN + "user/admin"
                                : OWN + "role/aws-reserved/sso.amazonaws.com/x/AWSReservedSSO_A_1")
                .with(Options.SUBNET, Optional.ofNullable(network ? "subnet-0123" : null))
                .with(Options.SECURITY_GROUPS, network ? List.of("sg-1", "sg-2") : List.of())
                .with(
                        Options.KMS_KEY,
                        Optional.ofNullable(random.nextBoolean() ? "12345678-1234-1234-1234-123456789012" : null))
                .with(Options.TRUST, some(TRUSTS))
                .with(Options.TRUST_SSO, some(List.of("DataScientist", "Data_Admin")))
                .with(Options.ADMINISTRATORS, some(List.of(OWN + "role/platform/ops", OWN + "user/jane")))
                .with(Options.REQUIRE_MFA, random.nextBoolean())
                .with(Options.ALLOW_CIDR, some(List.of("203.0.113.0/24", "2001:db8::/32")))
                .with(
                        Options.DATA_LOCATION,
                        some(LOCATIONS).stream()
                                .map(location -> ACCOUNTS.get(random.nextInt(ACCOUNTS.size()))
                                        .map(account -> DataLocation.of(location + ",account=" + account))
                                        .orElseGet(() -> DataLocation.of(location)))
                                .toList())
                .with(Options.DATA_KEY, Optional.ofNullable(random.nextBoolean() ? KEY : null))
                .with(Options.ALLOW_INSTANCE_TYPE, some(List.of("ml.t3.*", "ml.m5.xlarge")))
                .with(Options.MAX_RUNTIME, Optional.ofNullable(random.nextBoolean() ? Duration.ofHours(6) : null))
                .with(
                        Options.PERMISSIONS_BOUNDARY,
                        Optional.ofNullable(random.nextBoolean() ? OWN + "policy/organisation" : null))
                .suspended(random.nextBoolean());
    }

    private static Map<TenantDocument, String> documents(Settings options) {
        PolicyDocuments made = new PolicyDocuments(NAMES, options);
        return Map.of(
                TenantDocument.BOUNDARY, made.boundary(),
                TenantDocument.ACCESS, made.access(),
                TenantDocument.ASSUME, made.assume(),
                TenantDocument.EXECUTION, made.execution(),
                TenantDocument.ACCESS_TRUST, made.accessTrust(),
                TenantDocument.EXECUTION_TRUST, made.executionTrust());
    }

    private static Set<String> principals(Settings options) {
        return Stream.of(
                        Stream.of(options.administrator()),
                        options.get(Options.ADMINISTRATORS).stream(),
                        options.get(Options.TRUST).stream()
                                .filter(trust -> trust.kind() == Trust.Kind.ROLE)
                                .map(Trust::arn))
                .flatMap(arns -> arns)
                .collect(Collectors.toSet());
    }

    private static List<Option<?>> unproved(Settings tags, Settings documents) {
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

    private static Set<String> set(Optional<String> value) {
        return value.map(Set::of).orElse(Set.of());
    }

    /** Administrators and trusted roles stand in one list, which a trust policy does not tell apart. */
    @Test
    void theReaderIsTheInverseOfTheMaker() {
        for (int i = 0; i < SETTINGS; i++) {
            Settings options = options();
            ShownOptions shown = ShownOptions.of(NAMES, documents(options));

            assertThat(shown)
                    .as(options.toString())
                    .isEqualTo(new ShownOptions(
                            new TreeSet<>(principals(options)),
                            options.get(Options.TRUST).stream()
                                    .filter(trust -> trust.kind() != Trust.Kind.ROLE)
                                    .collect(Collectors.toCollection(TreeSet::new)),
                            new TreeSet<>(options.get(Options.TRUST_SSO)),
                            options.get(Options.REQUIRE_MFA),
                            new TreeSet<>(options.get(Options.ALLOW_CIDR)),
                            new TreeSet<>(options.get(Options.DATA_LOCATION)),
                            set(options.dataKey().map(DataKey::arn)),
                            new TreeSet<>(options.get(Options.ALLOW_INSTANCE_TYPE)),
                            options.get(Options.MAX_RUNTIME).orElse(null),
                            set(options.get(Options.SUBNET)),
                            set(options.get(Options.SUBNET)),
                            new TreeSet<>(options.get(Options.SECURITY_GROUPS)),
                            set(options.get(Options.KMS_KEY).map(NAMES::keyArn))));
            // A key without data is in no document.
            assertThat(unproved(options, options))
                    .isEqualTo(
                            Objects.equals(options.get(Options.DATA_KEY), options.dataKey())
                                    ? List.of()
                                    : List.of(Options.DATA_KEY));
            tried++;
        }
        assertThat(tried).isEqualTo(SETTINGS);
    }

    /** Of any two settings: what the tags add, or have lost of a wall, is told; what they merely narrow is not. */
    @Test
    void whateverTheTagsAddIsTold() {
        List<Option<?>> told = new ArrayList<>();
        IntStream.range(0, SETTINGS).forEach(i -> {
            Settings tags = options();
            Settings documents = options();
            List<Option<?>> unproved = unproved(tags, documents);
            told.addAll(unproved);

            boolean moreTrust = !documents.get(Options.TRUST).containsAll(tags.get(Options.TRUST));
            boolean moreSets = !documents.get(Options.TRUST_SSO).containsAll(tags.get(Options.TRUST_SSO));
            boolean moreData = !documents.get(Options.DATA_LOCATION).containsAll(tags.get(Options.DATA_LOCATION));
            boolean moreKeys = tags.get(Options.DATA_KEY).isPresent()
                    && documents.dataKey().isEmpty();
            boolean lostMfa = documents.get(Options.REQUIRE_MFA) && !tags.get(Options.REQUIRE_MFA);
            boolean lostTime = documents.get(Options.MAX_RUNTIME).isPresent()
                    && tags.get(Options.MAX_RUNTIME).isEmpty();
            boolean keyAdded = tags.get(Options.KMS_KEY).isPresent()
                    && documents.get(Options.KMS_KEY).isEmpty();
            boolean networkChanged = !tags.get(Options.SUBNET).equals(documents.get(Options.SUBNET));
            assertThat(unproved.contains(Options.TRUST)).isEqualTo(moreTrust);
            assertThat(unproved.contains(Options.TRUST_SSO)).isEqualTo(moreSets);
            assertThat(unproved.contains(Options.DATA_LOCATION)).isEqualTo(moreData);
            assertThat(unproved.contains(Options.DATA_KEY)).isEqualTo(moreKeys);
            assertThat(unproved.contains(Options.REQUIRE_MFA)).isEqualTo(lostMfa);
            assertThat(unproved.contains(Options.MAX_RUNTIME)).isEqualTo(lostTime);
            assertThat(unproved.contains(Options.KMS_KEY)).isEqualTo(keyAdded);
            assertThat(unproved.contains(Options.SUBNET)).isEqualTo(networkChanged);
            assertThat(unproved.contains(Options.ALLOW_CIDR))
                    .isEqualTo(lets(tags.get(Options.ALLOW_CIDR), documents.get(Options.ALLOW_CIDR)));
            assertThat(unproved.contains(Options.ALLOW_INSTANCE_TYPE))
                    .isEqualTo(lets(tags.get(Options.ALLOW_INSTANCE_TYPE), documents.get(Options.ALLOW_INSTANCE_TYPE)));
            assertThat(unproved.contains(Options.ADMINISTRATORS))
                    .isEqualTo(!principals(documents)
                            .containsAll(Stream.concat(
                                            Stream.of(tags.administrator()), tags.get(Options.ADMINISTRATORS).stream())
                                    .toList()));
        });
        assertThat(told)
                .contains(
                        Options.ADMINISTRATORS,
                        Options.TRUST,
                        Options.TRUST_SSO,
                        Options.REQUIRE_MFA,
                        Options.ALLOW_CIDR,
                        Options.DATA_LOCATION,
                        Options.DATA_KEY,
                        Options.ALLOW_INSTANCE_TYPE,
                        Options.MAX_RUNTIME,
                        Options.SUBNET,
                        Options.KMS_KEY);
    }

    /** Whether a wall of these values lets something through that the other keeps out; no values are no wall. */
    private static boolean lets(List<String> values, List<String> wall) {
        return !wall.isEmpty() && (values.isEmpty() || !wall.containsAll(values));
    }

    /** The option may name the own account, which documents and tags without one mean. */
    @Test
    void theOwnAccountIsTheOneThatIsNotNamed() {
        Settings named = data("s3://lake/acme/,account=123456789012");
        Settings plain = data("s3://lake/acme/");

        assertThat(documents(named)).isEqualTo(documents(plain));
        assertThat(unproved(named, plain)).isEmpty();
        assertThat(unproved(plain, named)).isEmpty();
        assertThat(unproved(data("s3://lake/acme/,account=210987654321"), plain))
                .containsExactly(Options.DATA_LOCATION);
        assertThat(unproved(plain, data("s3://lake/acme/,account=210987654321")))
                .containsExactly(Options.DATA_LOCATION);
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

    private static Settings data(String location) {
        return Settings.plain(CALLER).with(Options.DATA_LOCATION, List.of(DataLocation.of(location)));
    }

    @Test
    void whatIsNoDocumentShowsNothing() {
        ShownOptions shown = ShownOptions.of(
                NAMES, Map.of(TenantDocument.ACCESS_TRUST, "no document", TenantDocument.BOUNDARY, "{}"));

        assertThat(shown).isEqualTo(ShownOptions.of(NAMES, Map.of()));
    }
}
