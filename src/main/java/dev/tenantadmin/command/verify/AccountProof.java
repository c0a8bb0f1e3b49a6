package dev.tenantadmin.command.verify;

import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.aws.iam.AccountDetails.UserDetail;
import dev.tenantadmin.aws.snapshot.AccountFacts;
import dev.tenantadmin.aws.snapshot.AccountPrincipals;
import dev.tenantadmin.aws.snapshot.AccountPrincipals.Known;
import dev.tenantadmin.aws.snapshot.ParsedDocuments;
import dev.tenantadmin.aws.tenants.DataHolding;
import dev.tenantadmin.command.verify.PrincipalProof.Cause;
import dev.tenantadmin.command.verify.VerifyResult.Cell;
import dev.tenantadmin.command.verify.VerifyResult.Note;
import dev.tenantadmin.command.verify.VerifyResult.Row;
import dev.tenantadmin.command.verify.outsider.Outsider;
import dev.tenantadmin.command.verify.outsider.Outsiders;
import dev.tenantadmin.command.verify.outsider.TenantThings;
import dev.tenantadmin.command.verify.question.Subject;
import dev.tenantadmin.command.verify.question.Tenancy;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.reason.Possibility;
import dev.tenantadmin.policy.reason.Reasoner;
import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.permit.PrincipalKind;
import dev.tenantadmin.tenant.setup.Setup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be proved and found of tenants from what was read of their account; makes no call. */
final class AccountProof {

    private final AccountFacts facts;
    private final List<Tenancy> everyone;
    private final List<Tenancy> tenants;
    private final List<DataHolding> holdings;
    private final Reasoner reasoner;
    private final InsideProof inside;
    private final Map<Subject, Known> known = new LinkedHashMap<>();
    private final List<PrincipalProof> proofs;
    private final List<ForeignAccess> beside;

    /**
     * Proves what the tenants' principals can do.
     *
     * @param everyone every tenant of the account
     * @param tenants those that it is about, with their settings
     * @param holdings who has which data locations
     */
    AccountProof(AccountFacts facts, List<Tenancy> everyone, List<Tenancy> tenants, List<DataHolding> holdings) {
        this.facts = facts;
        this.everyone = List.copyOf(everyone);
        this.tenants = List.copyOf(tenants);
        this.holdings = List.copyOf(holdings);
        ConditionKeys keys = new ConditionKeys();
        this.reasoner = new Reasoner(keys);
        this.inside = new InsideProof(keys, reasoner, everyone);
        this.beside = this.tenants.parallelStream().map(this::beside).toList();
        AccountPrincipals principals = new AccountPrincipals(facts.iam(), new ParsedDocuments());
        Map<String, List<UserDetail>> users =
                facts.iam().users().values().stream().collect(Collectors.groupingBy(UserDetail::path));
        Map<String, List<RoleDetail>> roles =
                facts.iam().roles().values().stream().collect(Collectors.groupingBy(RoleDetail::path));
        this.tenants.forEach(tenant -> {
            String path = tenant.names().path();
            subjects(tenant, users.getOrDefault(path, List.of()), roles.getOrDefault(path, List.of()), principals);
        });
        this.proofs = known.entrySet().parallelStream()
                .map(one -> inside.of(one.getKey(), one.getValue()))
                .toList();
    }

    /** Every principal under the tenant's path. */
    private void subjects(
            Tenancy tenant, List<UserDetail> users, List<RoleDetail> roles, AccountPrincipals principals) {
        Names names = tenant.names();
        users.forEach(user -> known.put(
                new Subject(
                        tenant,
                        user.name().startsWith(names.prefix()) ? PrincipalKind.USER : PrincipalKind.STRANGER,
                        user.arn()),
                principals.of(user)));
        roles.forEach(role -> known.put(new Subject(tenant, kind(names, role.arn()), role.arn()), principals.of(role)));
    }

    private static PrincipalKind kind(Names names, String role) {
        if (role.equals(names.accessRoleArn())) {
            return PrincipalKind.ACCESS_ROLE;
        }
        return role.equals(names.executionRoleArn()) ? PrincipalKind.EXECUTION_ROLE : PrincipalKind.STRANGER;
    }

    /** The data locations of a tenant. */
    static List<DataLocation> held(TenantName tenant, List<DataHolding> holdings) {
        return holdings.stream()
                .filter(holding -> holding.tenant().equals(tenant))
                .flatMap(holding -> holding.locations().stream())
                .toList();
    }

    /** The names of tenants. */
    static List<String> names(Collection<Tenancy> tenants) {
        return tenants.stream().map(Tenancy::name).toList();
    }

    /** One for each principal of the tenants. */
    List<PrincipalProof> proofs() {
        return proofs;
    }

    /** The policies of a principal. */
    Known known(Subject subject) {
        return Optional.ofNullable(known.get(subject)).orElseThrow();
    }

    InsideProof inside() {
        return inside;
    }

    /** The principals in the order of their tenants. */
    List<Row> rows() {
        return proofs.stream()
                .map(proof -> new Row(
                        proof.subject().tenant().name(),
                        proof.subject().title(),
                        proof.subject().arn(),
                        proof.holds(),
                        proof.musts()))
                .toList();
    }

    /** What is wrong: by proof, by what stands beside ours, by what works, and by shared data. */
    List<Finding> findings() {
        List<Finding> all = new ArrayList<>(ProofFindings.of(proofs));
        beside.forEach(found -> all.addAll(found.findings()));
        Set<TenantName> asked =
                tenants.stream().map(tenant -> tenant.names().tenant()).collect(Collectors.toSet());
        List<Names> names = everyone.stream().map(Tenancy::names).toList();
        Optional.ofNullable(facts.workloads())
                .ifPresent(regions -> regions.forEach((region, workloads) ->
                        all.addAll(new WorkloadFindings(region, names, asked, workloads).findings())));
        shared(asked, all);
        return all;
    }

    private ForeignAccess beside(Tenancy tenant) {
        String trust = wantedTrust(tenant);
        return new ForeignAccess(facts.iam(), tenant.names(), trust == null ? "{}" : trust, reasoner);
    }

    private static @Nullable String wantedTrust(Tenancy tenant) {
        Settings settings = tenant.settings();
        return settings == null ? null : new PolicyDocuments(tenant.names(), settings).accessTrust();
    }

    /** What a reader needs to understand a tenant's answers. */
    List<Note> notes() {
        List<Note> all = new ArrayList<>();
        for (int i = 0; i < tenants.size(); i++) {
            Tenancy tenant = tenants.get(i);
            all.addAll(beside.get(i).notes());
            Settings settings = tenant.settings();
            if (settings != null) {
                options(tenant, settings, all);
            }
        }
        return all;
    }

    private static void options(Tenancy tenant, Settings settings, List<Note> notes) {
        if (settings.suspended()) {
            notes.add(new Note(
                    tenant.name(),
                    "tenant %s is suspended: access is blocked for all its users and roles until resume, and verify checked that state"
                            .formatted(tenant.name())));
        }
        settings.get(Options.PERMISSIONS_BOUNDARY)
                .ifPresent(boundary -> notes.add(new Note(
                        tenant.name(),
                        "second wall absent: the principals of tenant %s have the organisation's boundary %s, so only its identity policies isolate it"
                                .formatted(tenant.name(), boundary))));
    }

    /** Each pair of tenants that share a location becomes one finding, about the tenant that got it later. */
    private void shared(Set<TenantName> asked, List<Finding> findings) {
        for (int i = 0; i < holdings.size(); i++) {
            DataHolding one = holdings.get(i);
            for (DataHolding another : holdings.subList(i + 1, holdings.size())) {
                if (asked.contains(one.tenant()) || asked.contains(another.tenant())) {
                    one.locations().stream()
                            .flatMap(location -> one.overlaps(location, another))
                            .map(overlap -> overlap.isOlder() ? overlap.turned() : overlap)
                            .map(AccountProof::sharing)
                            .forEach(findings::add);
                }
            }
        }
    }

    private static Finding sharing(DataHolding.Overlap overlap) {
        TenantName tenant = overlap.holding().tenant();
        return new Finding(
                Finding.Kind.LEAK,
                tenant.value(),
                "data location %s of tenant %s overlaps %s of tenant %s: give one of them another, or run 'create-tenant %s --data-location none'"
                        .formatted(
                                overlap.location(),
                                tenant,
                                overlap.theirs(),
                                overlap.other().tenant(),
                                tenant));
    }

    /**
     * Who outside all tenants reaches them.
     *
     * @param caller the ARN of who runs this; empty if nobody calls AWS
     */
    List<OutsiderRow> outsiders(String caller) {
        return rows(whoElse(caller));
    }

    /** What is told of them. */
    List<OutsiderRow> rows(List<Outsider> outsiders) {
        return outsiders.stream()
                .flatMap(outsider -> OutsiderRow.of(outsider, names(tenants)))
                .toList();
    }

    /** The same, with the requests that are allowed. */
    List<Outsider> whoElse(String caller) {
        List<TenantThings> things = tenants.stream()
                .map(tenant -> new TenantThings(
                        tenant.names(), tenant.notebooks(), hasSetup(tenant), tenant.data(), wantedTrust(tenant)))
                .toList();
        return new Outsiders(
                        facts.iam(),
                        things,
                        everyone.stream().map(tenant -> tenant.names().tenant()).toList(),
                        caller,
                        reasoner)
                .find();
    }

    private static boolean hasSetup(Tenancy tenant) {
        Settings settings = tenant.settings();
        return settings != null && new Setup(tenant.names(), settings).needed();
    }

    /** Each tenant that was proved at home; against another tenant, or what is no tenant's, only where something is reached. */
    List<Cell> cells() {
        Map<String, List<PrincipalProof>> byTenant = proofs.stream()
                .collect(Collectors.groupingBy(proof -> proof.subject().tenant().name()));
        List<Cell> all = new ArrayList<>();
        for (Tenancy tenant : tenants) {
            List<PrincipalProof> own = byTenant.getOrDefault(tenant.name(), List.of());
            List<Cause> causes =
                    own.stream().flatMap(proof -> proof.causes().stream()).toList();
            all.add(atHome(tenant, own, causes));
            causes.stream()
                    .flatMap(cause -> Stream.concat(cause.reached().stream(), cause.perhaps().stream()))
                    .distinct()
                    .sorted()
                    .map(against -> new Cell(
                            tenant.name(),
                            against,
                            count(causes, cause -> cause.reached().contains(against)),
                            count(causes, cause -> cause.perhaps().contains(against)),
                            0))
                    .forEach(all::add);
            if (causes.stream().anyMatch(Cause::isBeyondAll)) {
                all.add(new Cell(
                        tenant.name(),
                        null,
                        count(causes, cause -> cause.isBeyondAll() && isCertain(cause)),
                        count(causes, cause -> cause.isBeyondAll() && !isCertain(cause)),
                        0));
            }
        }
        return all;
    }

    private static boolean isCertain(Cause cause) {
        return cause.excess().found() instanceof Possibility.Certain;
    }

    private static Cell atHome(Tenancy tenant, List<PrincipalProof> own, List<Cause> causes) {
        List<Cause> home =
                causes.stream().filter(cause -> cause.excess().isAtHome()).toList();
        int certain = count(home, AccountProof::isCertain);
        int unreadable =
                own.stream().mapToInt(proof -> proof.unreadable().size()).sum();
        return new Cell(
                tenant.name(),
                tenant.name(),
                certain,
                home.size() - certain + unreadable,
                own.stream().mapToInt(proof -> proof.unmet().size()).sum());
    }

    private static int count(List<Cause> causes, Predicate<Cause> which) {
        return (int) causes.stream().filter(which).count();
    }
}
