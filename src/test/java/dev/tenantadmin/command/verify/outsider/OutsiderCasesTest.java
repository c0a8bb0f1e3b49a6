package dev.tenantadmin.command.verify.outsider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The users of outsiders.json, all at once beside five tenants. */
class OutsiderCasesTest {

    private static final String ALL = "t1 t2 t3 t4 t5";

    /** Of each user: tenants, way and verdict; or why it is an administrator of all. */
    private static final Map<String, String> EXPECTED = Map.of(
            "p-keys", ALL + " by user-key CERTAIN",
            "p-group", ALL + " by group-member CERTAIN",
            "p-trust", "administrator by [trust-access, trust-execution] CERTAIN",
            "p-version", "administrator by [policy-version, policy-default] CERTAIN",
            "p-pass", ALL + " by pass-execution CERTAIN",
            "p-life", ALL + " by lifecycle-change CERTAIN",
            "p-main", "t1 by notebook-open CERTAIN",
            "p-tagger", "administrator by [anchor-tags] CERTAIN",
            "q-ip", ALL + " by notebook-open PERHAPS [aws:SourceIp]");

    private static List<Map<String, Object>> cases() throws IOException {
        try (InputStream file = Objects.requireNonNull(OutsiderCasesTest.class.getResourceAsStream("outsiders.json"))) {
            List<Map<String, Object>> all = new ArrayList<>();
            for (Object one : JSON.std.listFrom(file)) {
                Map<String, Object> named = new TreeMap<>();
                ((Map<?, ?>) one).forEach((key, value) -> named.put(String.valueOf(key), value));
                all.add(named);
            }
            return all;
        }
    }

    @Test
    void eachHasItsVerdict() throws IOException {
        FiveTenants account = FiveTenants.fresh();
        List<Map<String, Object>> cases = cases();
        assertThat(cases).hasSize(12);
        for (Map<String, Object> one : cases) {
            String name = String.valueOf(one.get("user"));
            String document = JSON.std.asString(one.get("policy"));
            account.shell.iam().createUser(r -> r.userName(name));
            account.shell
                    .iam()
                    .putUserPolicy(r -> r.userName(name).policyName("may").policyDocument(document));
        }

        Map<String, Outsider> found = account.byName();

        assertThat(found.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(EXPECTED.keySet().stream(), Stream.of("p-nottag", "o-restag"))
                                .map(user -> "user/" + user)
                                .toList());
        EXPECTED.forEach((user, expected) -> assertThat(told(Objects.requireNonNull(found.get("user/" + user))))
                .as(user)
                .isEqualTo(expected));
        // Beside the others, it can make a key of one who can do more.
        assertThat(Objects.requireNonNull(found.get("user/p-keys")).administration())
                .satisfies(administration -> assertThat(FiveTenants.steps(
                                Objects.requireNonNull(administration).path()))
                        .containsExactly("makes access keys of user p-tagger"));
        Map.of("p-nottag", "t5", "o-restag", "t2").forEach((user, tenant) -> {
            Outsider outsider = Objects.requireNonNull(found.get("user/" + user));
            assertThat(outsider.administration()).as(user).isNull();
            assertThat(outsider.reached()).as(user).hasSizeGreaterThan(8).allSatisfy(reached -> {
                assertThat(reached.tenant()).hasToString(tenant);
                assertThat(reached.verdict().certainty()).isEqualTo(Certainty.CERTAIN);
            });
            assertThat(FiveTenants.reached(outsider))
                    .contains(tenant + " notebook-open CERTAIN", tenant + " lifecycle-change CERTAIN");
        });
        assertThat(found.get("user/p-main"))
                .extracting(one -> one.reached().get(0).things())
                .isEqualTo(List.of("arn:aws:sagemaker:us-east-1:123456789012:notebook-instance/t1--main"));
    }

    private static String told(Outsider outsider) {
        Administration administration = outsider.administration();
        if (administration != null && administration.path().isEmpty()) {
            assertThat(outsider.reached()).isEmpty();
            return "administrator by " + FiveTenants.administers(outsider);
        }
        Map<String, List<ReachedTenant>> ways = outsider.reached().stream()
                .collect(Collectors.groupingBy(
                        reached -> " by " + reached.way().id() + " " + FiveTenants.verdict(reached.verdict())));
        return ways.entrySet().stream()
                .map(way -> way.getValue().stream()
                                .map(reached -> reached.tenant().value())
                                .collect(Collectors.joining(" "))
                        + way.getKey())
                .sorted()
                .collect(Collectors.joining("; "));
    }
}
