package dev.tenantadmin.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.aws.snapshot.AccountFile;
import dev.tenantadmin.testing.Enumerated;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Policies that people have, beside two tenants: each is a role's that is no tenant's, more of a user of acme within its boundary, and the
 * organisation's boundary of the principals of beta. real/sources.tsv has where each is from, real/verdicts.tsv what has to be found, and why.
 */
@Tag("slow")
class RealPoliciesTest {

    private static final String NOTHING = "-";
    private static final String ORGANISATIONS = "arn:aws:iam::" + Shell.ACCOUNT + ":policy/organisation";

    @TempDir
    private static Path folder;

    private static Map<String, Object> account = Map.of();

    @BeforeAll
    static void make() throws IOException {
        Shell shell = new Shell();
        shell.iam().createPolicy(r -> r.policyName("organisation").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        shell.run("create-tenant acme -q --data-location s3://lake/acme/ --idle-stop 2h")
                .done();
        shell.run("create-tenant beta -q --permissions-boundary " + ORGANISATIONS)
                .done();
        shell.iam().createRole(r -> r.roleName("outsider").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"AWS": "999988887777"}}}"""));
        Path saved = folder.resolve("account.json");
        shell.run("verify -q --simulator none --save " + saved).done();
        account = JSON.std.mapFrom(Files.readString(saved));
    }

    private static List<List<String>> table(String name) {
        return resource(name)
                .lines()
                .skip(1)
                .map(line -> Arrays.asList(line.split("\t", -1)))
                .toList();
    }

    private static String resource(String name) {
        try (InputStream file =
                Objects.requireNonNull(RealPoliciesTest.class.getResourceAsStream("real/" + name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void eachHasASourceAndALicence() {
        assertThat(table("sources.tsv")).allSatisfy(row -> {
            assertThat(row).hasSize(3).noneMatch(String::isBlank);
            assertThat(row.get(2)).isIn("MIT", "Apache-2.0");
        });
    }

    static Stream<Arguments> all() {
        Map<String, List<String>> verdicts = new TreeMap<>();
        table("verdicts.tsv").forEach(row -> verdicts.put(row.get(0), row));
        return Enumerated.atLeast(40, "real policies", table("sources.tsv").stream()).stream()
                .map(row -> Arguments.of(row.get(0), verdicts.getOrDefault(row.get(0), List.of())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void hasItsVerdict(String file, List<String> wanted) throws IOException {
        Path dump = folder.resolve(file);
        Files.writeString(dump, JSON.std.asString(with(JSON.std.mapFrom(resource(file)))));

        VerifyResult result = new FileProof(AccountFile.read(dump), file).of(List.of());

        List<String> got = List.of(file, outsider(result), findings(result, "acme"), findings(result, "beta"));
        assertThat(wanted).hasSize(5);
        assertThat(got).isEqualTo(wanted.subList(0, 4));
    }

    /** The account with this document in all three places. */
    private static Map<String, Object> with(Map<String, Object> document) {
        Map<String, Object> inline = Map.of("PolicyName", "real", "PolicyDocument", document);
        Map<String, Object> all = new LinkedHashMap<>(account);
        all.put(
                "RoleDetailList",
                changed("RoleDetailList", "RoleName", "outsider", Map.of("RolePolicyList", List.of(inline))));
        all.put(
                "UserDetailList",
                changed("UserDetailList", "UserName", "acme--owner", Map.of("UserPolicyList", List.of(inline))));
        Map<String, Object> version = new LinkedHashMap<>();
        Ran.objects(account, "Policies").stream()
                .filter(policy -> "organisation".equals(policy.get("PolicyName")))
                .forEach(policy ->
                        version.putAll(Ran.objects(policy, "PolicyVersionList").get(0)));
        version.put("Document", document);
        all.put(
                "Policies",
                changed("Policies", "PolicyName", "organisation", Map.of("PolicyVersionList", List.of(version))));
        return all;
    }

    private static List<Map<String, Object>> changed(String list, String key, String name, Map<String, Object> by) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Map<String, Object> one : Ran.objects(account, list)) {
            Map<String, Object> changed = new LinkedHashMap<>(one);
            if (name.equals(one.get(key))) {
                changed.putAll(by);
            }
            all.add(changed);
        }
        assertThat(all).isNotEqualTo(Ran.objects(account, list));
        return all;
    }

    private static String outsider(VerifyResult result) {
        assertThat(result.outsiders()).allSatisfy(row -> assertThat(row.way()).isNotNull());
        return orNothing(result.outsiders().stream()
                .filter(row -> row.principal().endsWith(":role/outsider"))
                .map(row -> "%s%s%s%s"
                        .formatted(
                                row.administrator() ? "administrates by " : "",
                                row.way(),
                                row.tenants().equals(result.tenants()) ? "" : " of " + String.join(" ", row.tenants()),
                                row.certain() ? "" : " perhaps " + row.dependsOn()))
                .toList());
    }

    /** Kinds of what is found of a tenant besides that somebody's policy is there. */
    private static String findings(VerifyResult result, String tenant) {
        Map<String, Set<String>> all = new TreeMap<>();
        result.findings().stream()
                .filter(finding -> finding.tenant().equals(tenant) && finding.kind() != Finding.Kind.FOREIGN)
                .forEach(finding -> all.computeIfAbsent(
                                finding.kind().name().toLowerCase(Locale.ROOT), none -> new TreeSet<>())
                        .addAll(
                                finding.kind() == Finding.Kind.MISSING
                                        ? Set.of(finding.text().replaceFirst(" (acme|beta)--.*", ""))
                                        : finding.reaches()));
        return orNothing(all.entrySet().stream()
                .map(one -> one.getKey() + (one.getValue().isEmpty() ? "" : " " + String.join(", ", one.getValue())))
                .toList());
    }

    private static String orNothing(List<String> parts) {
        return parts.isEmpty() ? NOTHING : parts.stream().collect(Collectors.joining("; "));
    }
}
