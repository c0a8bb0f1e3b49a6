package dev.tenantadmin.command.verify.outsider;

import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.snapshot.AccountPrincipals;
import dev.tenantadmin.aws.snapshot.ParsedDocuments;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.reason.Reasoner;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who outside of all tenants can reach a tenant. The root user and service-linked roles are left out: the one can do everything, the others can
 * be assumed by their service alone.
 */
public final class Outsiders {

    private static final Pattern OF_TENANT = Pattern.compile(".*" + Names.ROOT_PATH + "[^/]+/(?<tenant>[^/]+)/.*");
    private static final String SERVICE_LINKED = "/aws-service-role/";

    private final AccountDetails account;
    private final List<TenantThings> tenants;
    private final Set<String> everyone;
    private final String caller;
    private final Reasoner reasoner;

    /**
     * Computes nothing yet.
     *
     * @param tenants the tenants that might be reached
     * @param everyone the names of all tenants of the account, whose principals are no outsiders in any region's folder
     * @param caller the ARN of the caller as IAM knows it, which need not be in the account's details; empty if there is none
     */
    public Outsiders(
            AccountDetails account,
            List<TenantThings> tenants,
            Collection<TenantName> everyone,
            String caller,
            Reasoner reasoner) {
        this.account = account;
        this.tenants = List.copyOf(tenants);
        this.everyone = everyone.stream().map(TenantName::value).collect(Collectors.toSet());
        this.caller = caller;
        this.reasoner = reasoner;
    }

    /** All of them that reach something, or of which it is not known: principals of the account, then whom trust policies admit. */
    public List<Outsider> find() {
        if (tenants.isEmpty()) {
            return List.of();
        }
        ParsedDocuments documents = new ParsedDocuments();
        AccountPrincipals principals = new AccountPrincipals(account, documents);
        Things things = new Things(account, documents);
        Asking asking = new Asking(reasoner);
        DirectReach direct = new DirectReach(tenants, things, reasoner);
        Edges edges = new Edges(account, tenants.get(0).names().home(), things, asking, direct);
        Map<String, Actor> outsiders = new LinkedHashMap<>();
        account.users().forEach((arn, user) -> {
            if (isOutside(user.path())) {
                outsiders.put(arn, Actor.of(arn, principals.of(user)));
            }
        });
        account.roles().forEach((arn, role) -> {
            if (isOutside(role.path())) {
                outsiders.put(arn, Actor.of(arn, principals.of(role)));
            }
        });
        Chains chains = new Chains(account, principals, direct, edges, outsiders);
        List<Outsider> all = new ArrayList<>();
        outsiders.values().forEach(actor -> all.add(outsider(actor, chains.of(actor), direct)));
        unknownCaller(outsiders, direct, all);
        all.addAll(new Admissions(things, asking).of(tenants));
        return all.stream().filter(Outsider::isWorthTelling).toList();
    }

    private Outsider outsider(Actor actor, DirectReach.Reach reach, DirectReach direct) {
        SortedSet<String> unjudged = new TreeSet<>(actor.unread());
        if (actor.unknownBoundary() != null) {
            unjudged.add("boundary " + actor.unknownBoundary());
        }
        return new Outsider(
                actor.arn(),
                actor.isUser() ? Outsider.Kind.USER : Outsider.Kind.ROLE,
                isExpected(actor.arn(), direct),
                reach.administration(),
                reach.tenants(),
                unjudged);
    }

    private boolean isExpected(String arn, DirectReach direct) {
        return tenants.stream().allMatch(tenant -> direct.isExpected(tenant, arn));
    }

    private void unknownCaller(Map<String, Actor> outsiders, DirectReach direct, List<Outsider> all) {
        Arn arn = Arn.parse(caller).orElse(null);
        if (arn == null || arn.isRoot() || outsiders.containsKey(caller) || isTenants(caller, everyone)) {
            return;
        }
        all.add(new Outsider(
                caller,
                arn.type().equals("user") ? Outsider.Kind.USER : Outsider.Kind.ROLE,
                isExpected(caller, direct),
                null,
                List.of(),
                new TreeSet<>(Set.of("the policies of " + caller))));
    }

    private boolean isOutside(String path) {
        return !path.startsWith(SERVICE_LINKED) && !isTenants(path, everyone);
    }

    private static boolean isTenants(String path, Set<String> everyone) {
        Matcher matcher = OF_TENANT.matcher(path);
        return matcher.matches() && everyone.contains(matcher.group("tenant"));
    }

    /** Whether a path is one that tenants have. */
    static boolean isTenants(String path) {
        return OF_TENANT.matcher(path).matches();
    }
}
