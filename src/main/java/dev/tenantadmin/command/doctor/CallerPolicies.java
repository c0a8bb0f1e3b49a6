package dev.tenantadmin.command.doctor;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.client.Caller;
import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.Holder;
import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.aws.iam.AccountDetails.UserDetail;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.MalformedPolicyException;
import dev.tenantadmin.policy.language.PolicyReader;
import dev.tenantadmin.reconcile.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The caller and the policies that are its own: inline and managed ones, those of its groups, its boundary. Policies of a session, of the
 * organisation and of resources are none of them.
 *
 * @param keys the condition keys that are the same in all of the caller's requests
 */
record CallerPolicies(Principal principal, Map<String, List<String>> keys, PolicySet policies) {

    private static final String KIND = "IAM Policy";
    private static final String ROLE = "role";
    private static final String PRINCIPAL_TAG = "aws:PrincipalTag/";

    /**
     * Reads them from the account.
     *
     * @param principal the user, or the role with its path
     * @throws Failure of kind REFUSED if one of them cannot be known
     */
    static CallerPolicies read(AwsClients clients, Caller caller, String principal) {
        boolean isRole =
                Arn.parse(principal).filter(arn -> arn.type().equals(ROLE)).isPresent();
        AccountDetails account = isRole ? AccountDetails.ofRoles(clients) : AccountDetails.ofUsers(clients);
        return isRole ? ofRole(account, caller, principal) : ofUser(account, caller, principal);
    }

    private static CallerPolicies ofRole(AccountDetails account, Caller caller, String arn) {
        RoleDetail role = account.roles().get(arn);
        if (role == null) {
            throw unknown(arn + " is none of the account's roles");
        }
        Map<String, List<String>> keys = keys(caller, arn, "AssumedRole");
        // Tags of the session would override them (IAM user guide, "session tags").
        role.tags().forEach((key, value) -> keys.put(PRINCIPAL_TAG + key, List.of(value)));
        keys.put("aws:username", List.of());
        return new CallerPolicies(
                Principal.session(caller.arn(), arn, ""),
                keys,
                policies(own(account, role, ROLE), boundary(account, role.boundary())));
    }

    private static CallerPolicies ofUser(AccountDetails account, Caller caller, String arn) {
        UserDetail user = account.users().get(arn);
        if (user == null) {
            throw unknown(arn + " is none of the account's users");
        }
        Map<String, List<String>> keys = keys(caller, arn, "User");
        keys.put("aws:username", List.of(user.name()));
        keys.put(PRINCIPAL_TAG + "*", List.of());
        user.tags().forEach((key, value) -> keys.put(PRINCIPAL_TAG + key, List.of(value)));
        List<PolicySource> all = new ArrayList<>(own(account, user, "user"));
        for (String name : user.groups()) {
            all.addAll(own(
                    account,
                    account.group(name).orElseThrow(() -> unknown("group " + name + " is not among the account's")),
                    "group"));
        }
        return new CallerPolicies(Principal.user(arn, ""), keys, policies(all, boundary(account, user.boundary())));
    }

    private static Map<String, List<String>> keys(Caller caller, String arn, String type) {
        Map<String, List<String>> keys = new TreeMap<>();
        keys.put("aws:PrincipalArn", List.of(arn));
        keys.put("aws:PrincipalAccount", List.of(caller.account()));
        keys.put("aws:PrincipalType", List.of(type));
        keys.put("aws:PrincipalIsAWSService", List.of("false"));
        keys.put("aws:ResourceAccount", List.of(caller.account()));
        keys.put("aws:SecureTransport", List.of("true"));
        keys.put("aws:ViaAWSService", List.of("false"));
        return keys;
    }

    private static PolicySet policies(List<PolicySource> identity, @Nullable PolicySource boundary) {
        return new PolicySet(identity, boundary, null, null, false);
    }

    private static @Nullable PolicySource boundary(AccountDetails account, @Nullable String arn) {
        return arn == null ? null : managed(account, arn);
    }

    /** Named as IAM's simulator names them. */
    private static List<PolicySource> own(AccountDetails account, Holder holder, String kind) {
        return Stream.concat(
                        holder.inline().stream()
                                .map(policy -> source(
                                        "%s_%s_%s".formatted(kind, holder.name(), policy.name()), policy.document())),
                        holder.attached().stream().map(arn -> managed(account, arn)))
                .toList();
    }

    private static PolicySource managed(AccountDetails account, String arn) {
        return source(
                Arn.name(arn),
                account.document(arn).orElseThrow(() -> unknown("policy " + arn + " is not among the account's")));
    }

    private static PolicySource source(String name, String document) {
        try {
            return new PolicySource(name, KIND, PolicyReader.read(document, Grammar.STORED));
        } catch (MalformedPolicyException e) {
            throw unknown("policy %s: %s".formatted(name, e.getMessage()));
        }
    }

    private static Failure unknown(String why) {
        return new Failure(Failure.Kind.REFUSED, why);
    }
}
