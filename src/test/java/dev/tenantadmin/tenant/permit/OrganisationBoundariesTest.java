package dev.tenantadmin.tenant.permit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.reason.Access;
import dev.tenantadmin.policy.reason.Possibility;
import dev.tenantadmin.policy.reason.Reasoner;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.testing.Enumerated;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An organisation's boundary can only take away, so none makes verify find anything. boundaries.json has some, of the kinds that organisations
 * publish; each names what it is modelled on.
 */
class OrganisationBoundariesTest {

    private static final String ORGANISATIONS = "arn:aws:iam::123456789012:policy/organisation";
    private static final Settings SETTINGS = Objects.requireNonNull(
                    PermitTest.settings().get("everything"))
            .with(Options.PERMISSIONS_BOUNDARY, Optional.of(ORGANISATIONS));
    private static final String EVERYTHING = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}""";

    private final Reasoner reasoner = new Reasoner(new ConditionKeys());

    static Stream<Arguments> all() throws IOException {
        try (InputStream json =
                Objects.requireNonNull(OrganisationBoundariesTest.class.getResourceAsStream("boundaries.json"))) {
            List<Object> all = JSON.std.listFrom(json);
            return Enumerated.atLeast(10, "boundaries of organisations", all.stream()).stream()
                    .map(one -> (Map<?, ?>) one)
                    .flatMap(one -> Stream.of(
                                    PrincipalKind.USER, PrincipalKind.ACCESS_ROLE, PrincipalKind.EXECUTION_ROLE)
                            .map(kind -> Arguments.of(one.get("name"), one.get("policy"), one.get("withMore"), kind)));
        }
    }

    private static Stream<String> identity(PrincipalKind kind) {
        PolicyDocuments documents = new PolicyDocuments(PermitTest.ACME, SETTINGS);
        return switch (kind) {
            case USER -> Stream.of(documents.access(), documents.assume());
            case ACCESS_ROLE -> Stream.of(documents.access());
            default -> Stream.of(documents.execution());
        };
    }

    private static Access access(PrincipalKind kind, Object boundary, Stream<String> identity) throws IOException {
        return PermitTest.access(
                kind,
                new PolicySet(
                        identity.map(PermitTest::source).toList(),
                        PermitTest.source(JSON.std.asString(boundary)),
                        null,
                        null,
                        false));
    }

    /** With our policies nothing is found. A policy that allows everything leaks what the boundary lets through, certainly or perhaps. */
    @ParameterizedTest(name = "{0}, {3}")
    @MethodSource("all")
    void nothingIsFoundUntilSomethingIsAdded(String name, Object boundary, String withMore, PrincipalKind kind)
            throws IOException {
        Confinement confinement = new Confinement(reasoner, PermitTest.ACME, SETTINGS);
        assertThat(confinement.of(kind, "acme--alice", access(kind, boundary, identity(kind))))
                .as(name)
                .isEmpty();

        List<Excess> more = confinement.of(
                kind, "acme--alice", access(kind, boundary, Stream.concat(identity(kind), Stream.of(EVERYTHING))));

        assertThat(more).as(name).singleElement().satisfies(excess -> {
            assertThat(excess.isAtHome()).isFalse();
            Class<?> verdict = withMore.equals("certain") ? Possibility.Certain.class : Possibility.Perhaps.class;
            assertThat(excess.found()).isInstanceOf(verdict);
        });
    }
}
