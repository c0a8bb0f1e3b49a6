package dev.tenantadmin.command.verify;

import dev.tenantadmin.aws.snapshot.AccountFacts;
import dev.tenantadmin.aws.snapshot.AccountPrincipals;
import dev.tenantadmin.aws.snapshot.AccountPrincipals.Known;
import dev.tenantadmin.aws.snapshot.ParsedDocuments;
import dev.tenantadmin.aws.snapshot.TenantReading;
import dev.tenantadmin.command.verify.NewlyAllowed.Addition;
import dev.tenantadmin.command.verify.question.Subject;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.reason.Access;
import dev.tenantadmin.policy.reason.Possibility;
import dev.tenantadmin.policy.reason.Reasoner;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.permit.Confinement;
import dev.tenantadmin.tenant.permit.Gain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An account as an older file describes it: what is newly allowed since. */
final class EarlierAccount {

    private final AccountFacts facts;
    private final String file;
    private final AccountPrincipals principals;
    private final Reasoner reasoner = new Reasoner(new ConditionKeys());

    /** @param file its name, for a person */
    EarlierAccount(AccountFacts facts, String file) {
        this.facts = facts;
        this.file = file;
        this.principals = new AccountPrincipals(facts.iam(), new ParsedDocuments());
    }

    /** What is new in a later proof for some tenants, of which these findings and rows were told. */
    NewlyAllowed since(
            AccountProof now, List<TenantName> tenants, Collection<Finding> findings, List<OutsiderRow> outsiders) {
        Set<TenantName> there = TenantReading.all(facts).keySet();
        VerifyResult before = new FileProof(facts, file)
                .of(tenants.stream().filter(there::contains).toList());
        List<Addition> additions = new ArrayList<>();
        Set<String> told = new HashSet<>();
        Set<String> wider = new HashSet<>();
        for (PrincipalProof proof : now.proofs()) {
            Subject subject = proof.subject();
            proof.causes().forEach(cause -> told.add(ProofFindings.id(subject, cause)));
            Known known = now.known(subject);
            Known old = before(subject, known.access());
            for (Gain gain : gains(subject, known.access(), old.access())) {
                additions.add(addition(subject, known, old, gain));
                if (!gain.isMeant()) {
                    proof.causes().stream()
                            .filter(cause -> cause.excess().source().equals(gain.source())
                                    && cause.excess().statement().equals(gain.statement()))
                            .forEach(cause -> wider.add(ProofFindings.id(subject, cause)));
                }
            }
        }
        Set<String> standing = before.findings().stream().map(Finding::id).collect(Collectors.toSet());
        return new NewlyAllowed(
                file,
                additions,
                findings.stream()
                        .map(Finding::id)
                        .filter(id -> told.contains(id) ? wider.contains(id) : !standing.contains(id))
                        .toList(),
                outsiders.stream().flatMap(row -> news(row, before).stream()).toList());
    }

    /** As it was; a principal that was not there could do nothing. */
    private Known before(Subject subject, Access now) {
        return Optional.ofNullable(facts.iam().users().get(subject.arn()))
                .map(principals::of)
                .or(() -> Optional.ofNullable(facts.iam().roles().get(subject.arn()))
                        .map(principals::of))
                .orElseGet(() -> new Known(now.withoutPolicies(), Map.of(), List.of()));
    }

    private List<Gain> gains(Subject subject, Access now, Access before) {
        Settings settings = subject.tenant().settings();
        return settings == null
                ? List.of()
                : new Confinement(reasoner, subject.tenant().names(), settings)
                        .gains(subject.kind(), subject.name(), now, before);
    }

    private static Addition addition(Subject subject, Known now, Known before, Gain gain) {
        Possibility found = gain.isMeant() ? gain.found() : gain.unmeant();
        return new Addition(
                subject.tenant().name(),
                subject.title(),
                Objects.requireNonNull(now.origins().get(gain.source())).title(),
                ProofFindings.words(gain.statement().actions()),
                gain.isMeant(),
                found instanceof Possibility.Certain && before.unreadable().isEmpty(),
                Witness.in(found));
    }

    /**
     * The row with the tenants that are new in it; empty if there are none. Who could do it to every tenant that both files have can do it to a
     * new tenant by what was allowed before.
     */
    private static Optional<OutsiderRow> news(OutsiderRow row, VerifyResult before) {
        List<OutsiderRow> alike = before.outsiders().stream()
                .filter(other -> other.principal().equals(row.principal())
                        && Objects.equals(other.way(), row.way())
                        && (other.certain() || !row.certain()))
                .toList();
        Set<String> old =
                alike.stream().flatMap(other -> other.tenants().stream()).collect(Collectors.toSet());
        boolean isOfAll = !alike.isEmpty() && old.containsAll(before.tenants());
        List<String> tenants =
                row.tenants().stream().filter(tenant -> !old.contains(tenant)).toList();
        return isOfAll || (!alike.isEmpty() && tenants.isEmpty()) ? Optional.empty() : Optional.of(row.of(tenants));
    }
}
