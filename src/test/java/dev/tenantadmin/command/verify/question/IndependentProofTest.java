package dev.tenantadmin.command.verify.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.policy.decision.IndependentEvaluator;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.permit.PrincipalKind;
import dev.tenantadmin.testing.Enumerated;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verify asks about twenty tenants, each against every other, an independent evaluator answers as it has to be. */
class IndependentProofTest {

    private static final String ACCOUNT = "123456789012";

    private static final String MIXED_MODELS = "naming another tenant's model among its own";

    @TempDir
    Path folder;

    private static Tenancy tenancy(String name) {
        return new Tenancy(
                new Names(new TenantName(name), new Home("aws", ACCOUNT, "us-east-1")),
                Settings.plain("arn:aws:iam::123456789012:user/administrator"),
                List.of(name + "--owner"),
                List.of(name + "--main"),
                List.of());
    }

    @Test
    void everyQuestionIsAnsweredAsItHasToBe() throws IOException, InterruptedException {
        List<Tenancy> tenants =
                CollidingNames.ALL.stream().map(IndependentProofTest::tenancy).toList();
        List<Inquiry> inquiries = tenants.stream()
                .flatMap(tenant -> subjects(tenant)
                        .flatMap(subject ->
                                Questions.about(
                                        subject,
                                        tenants.stream()
                                                .filter(other -> !other.equals(tenant))
                                                .toList())
                                        .stream()))
                // Of two models it drops the second before it evaluates: disagreements.txt tells why ours stands.
                .filter(inquiry -> !inquiry.situation().name().equals(MIXED_MODELS))
                .toList();
        List<String> lines = new ArrayList<>();
        for (Inquiry inquiry : inquiries) {
            lines.add(JSON.std.asString(line(inquiry)));
        }

        List<String> answers = IndependentEvaluator.answers(folder, lines);

        Map<String, String> disagreements = new TreeMap<>();
        int asked = 0;
        assertThat(answers).hasSameSizeAs(inquiries);
        for (int i = 0; i < answers.size(); i++) {
            List<Ask> asks = inquiries.get(i).asks();
            List<Object> results = JSON.std.listFrom(answers.get(i));
            assertThat(results).hasSameSizeAs(asks);
            for (int j = 0; j < results.size(); j++) {
                boolean allowed = results.get(j).equals(IndependentEvaluator.ALLOWED);
                if (allowed != (asks.get(j).expected() == Expected.ALLOWED)
                        || results.get(j).equals("error")) {
                    disagreements.merge(
                            asks.get(j).action() + " as "
                                    + inquiries.get(i).subject().kind().word() + ", "
                                    + inquiries.get(i).situation().name(),
                            asks.get(j).target().arn() + " is " + results.get(j),
                            (one, other) -> one);
                }
            }
            asked += results.size();
        }
        assertThat(disagreements).isEmpty();
        Enumerated.atLeast(50_000, "questions that an independent evaluator answered", asked);
    }

    private static Stream<Subject> subjects(Tenancy tenant) {
        Names names = tenant.names();
        return Stream.of(
                new Subject(
                        tenant,
                        PrincipalKind.USER,
                        "arn:aws:iam::%s:user%s%s--owner".formatted(ACCOUNT, names.path(), tenant.name())),
                new Subject(tenant, PrincipalKind.ACCESS_ROLE, names.accessRoleArn()),
                new Subject(tenant, PrincipalKind.EXECUTION_ROLE, names.executionRoleArn()));
    }

    private static Map<String, Object> line(Inquiry inquiry) throws IOException {
        Subject subject = inquiry.subject();
        PolicyDocuments documents = new PolicyDocuments(
                subject.tenant().names(), Settings.plain("arn:aws:iam::123456789012:user/administrator"));
        List<String> identity = switch (subject.kind()) {
            case USER -> List.of(documents.access(), documents.assume());
            case ACCESS_ROLE -> List.of(documents.access());
            case EXECUTION_ROLE -> List.of(documents.execution());
            case STRANGER -> List.of();
        };
        List<Object> policies = new ArrayList<>();
        for (String document : identity) {
            policies.add(JSON.std.mapFrom(document));
        }
        Map<String, Object> context = new LinkedHashMap<>();
        inquiry.situation()
                .keys()
                .forEach((key, values) -> context.put(key, values.size() == 1 ? values.get(0) : values));
        return Map.of(
                "principal",
                subject.kind() == PrincipalKind.USER
                        ? subject.arn()
                        : "arn:aws:sts::%s:assumed-role/%s/session".formatted(ACCOUNT, subject.name()),
                "account",
                ACCOUNT,
                "context",
                context,
                "identity",
                policies,
                "boundary",
                JSON.std.mapFrom(documents.boundary()),
                "asks",
                inquiry.asks().stream()
                        .map(ask -> List.of(ask.action(), ask.target().arn()))
                        .toList());
    }
}
