package dev.tenantadmin.command.verify;

import dev.tenantadmin.aws.endpoint.Workloads.Kind;
import dev.tenantadmin.aws.snapshot.AccountFacts;
import dev.tenantadmin.aws.snapshot.TenantReading;
import dev.tenantadmin.aws.tenants.DataHolding;
import dev.tenantadmin.aws.tenants.DataLocations;
import dev.tenantadmin.command.verify.VerifyResult.Note;
import dev.tenantadmin.command.verify.VerifyResult.Simulated;
import dev.tenantadmin.command.verify.question.Tenancy;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.name.TenantName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The proof for an account that a file describes, without calling AWS. */
final class FileProof {

    private final AccountFacts facts;
    private final String file;
    private final @Nullable EarlierAccount before;

    /** @param file its name, for a person */
    FileProof(AccountFacts facts, String file) {
        this(facts, file, null);
    }

    /** @param before what to compare it with */
    FileProof(AccountFacts facts, String file, @Nullable EarlierAccount before) {
        this.facts = facts;
        this.file = file;
        this.before = before;
    }

    /**
     * The proof.
     *
     * @param asked the tenants to prove it for; empty for all
     * @throws Failure of kind NOT_FOUND for a tenant that the file does not have
     */
    VerifyResult of(List<TenantName> asked) {
        Instant began = Instant.now();
        Map<TenantName, TenantReading> all = TenantReading.all(facts);
        asked.stream().filter(name -> !all.containsKey(name)).findFirst().ifPresent(name -> {
            throw new Failure(Failure.Kind.NOT_FOUND, "there is no tenant %s in %s".formatted(name, file));
        });
        List<DataHolding> holdings = DataLocations.of(facts.iam().policies().values().stream());
        Map<TenantName, Tenancy> everyone = new LinkedHashMap<>();
        all.forEach((name, tenant) -> everyone.put(name, tenancy(tenant, holdings)));
        List<TenantName> chosen = asked.isEmpty() ? List.copyOf(all.keySet()) : asked;
        List<Tenancy> tenants = chosen.stream()
                .map(name -> Objects.requireNonNull(everyone.get(name)))
                .toList();
        AccountProof proof = new AccountProof(facts, List.copyOf(everyone.values()), tenants, holdings);
        List<Note> notes = new ArrayList<>(proof.notes());
        for (TenantName name : chosen) {
            TenantReading reading = Objects.requireNonNull(all.get(name));
            if (!reading.fromTags()) {
                notes.add(new Note(
                        name.value(),
                        "options of tenant %s are taken from its documents, not proved%s"
                                .formatted(
                                        name,
                                        reading.unreadable() == null
                                                ? ""
                                                : ", because the tags of its boundary cannot be read: "
                                                        + reading.unreadable())));
            }
        }
        List<OutsiderRow> outsiders = proof.outsiders("");
        List<Finding> findings = proof.findings();
        NewlyAllowed newly = before == null ? null : before.since(proof, chosen, findings, outsiders);
        Duration took = Duration.between(began, Instant.now());
        return new VerifyResult(
                Optional.ofNullable(facts.when()).orElse(began),
                took,
                Optional.ofNullable(facts.caller()).orElse("nobody known"),
                facts.account(),
                AccountProof.names(tenants),
                AccountProof.names(everyone.values()),
                AccountProof.names(tenants.stream().filter(Tenancy::isSuspended).toList()),
                Duration.ZERO,
                took,
                new Simulated(SimulatorMode.NONE, 0, 0, 0, "the account was read from a file"),
                proof.rows(),
                proof.cells(),
                List.of(),
                unread(),
                findings,
                notes,
                outsiders,
                newly);
    }

    /** What a file cannot tell, or this one does not. */
    private List<String> unread() {
        List<String> all = new ArrayList<>(List.of(
                "whether the tenants' resources are as tenant-admin makes them",
                "access keys, passwords and MFA devices",
                "how long sessions of the roles last"));
        if (facts.workloads() == null) {
            all.add("what notebooks, models, endpoints and jobs use");
        }
        return all;
    }

    private Tenancy tenancy(TenantReading tenant, List<DataHolding> holdings) {
        String prefix = tenant.names().prefix();
        List<String> notebooks = Optional.ofNullable(facts.workloads())
                .map(regions -> regions.getOrDefault(tenant.names().home().region(), List.of()))
                .orElse(List.of())
                .stream()
                .filter(workload -> workload.kind() == Kind.NOTEBOOK_INSTANCE)
                .map(workload -> workload.name())
                .filter(name -> name.startsWith(prefix))
                .toList();
        return new Tenancy(
                tenant.names(),
                tenant.settings(),
                tenant.users(),
                notebooks,
                AccountProof.held(tenant.names().tenant(), holdings));
    }
}
