package dev.tenantadmin.aws;

import dev.tenantadmin.proof.Check;
import dev.tenantadmin.proof.Checked;
import dev.tenantadmin.proof.Control;
import dev.tenantadmin.tenant.Names;
import dev.tenantadmin.tenant.Settings;
import dev.tenantadmin.tenant.ShownOptions;
import dev.tenantadmin.tenant.TenantDocument;
import dev.tenantadmin.tenant.TenantSpec;
import dev.tenantadmin.tenant.UnprovedSetting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyDetail;

/** The control that a tenant's documents show what its tags say. */
record SettingsControl(AwsClients clients, AccountDetails account, Names names) {

    /** Nothing of a tenant whose anchor is gone. */
    Optional<Check> check() {
        Map<String, String> tags;
        try {
            tags = IamTags.map(clients.iam()
                    .listPolicyTags(r -> r.policyArn(names.boundaryArn()))
                    .tags());
        } catch (NoSuchEntityException e) {
            return Optional.empty();
        }
        List<String> found = found(tags);
        return Optional.of(Check.of(
                names.tenant().value(),
                Control.SETTINGS,
                new Checked(Checked.Kind.POLICY, names.boundary()),
                found.isEmpty(),
                found.isEmpty() ? "nothing that the documents do not show" : String.join("; ", found)));
    }

    private List<String> found(Map<String, String> tags) {
        Settings settings;
        try {
            settings = Settings.fromTags(tags, clients::principal);
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        Map<TenantDocument, String> documents = documents();
        List<UnprovedSetting> all = new ArrayList<>(UnprovedSetting.of(
                names,
                settings.policy(),
                ShownOptions.of(names, documents),
                TenantSpec.asItIs(names.tenant()),
                EnumSet.allOf(TenantDocument.class),
                clients.caller()::is));
        UnprovedSetting.ofBoundary(names, settings.policy(), boundaries()).ifPresent(all::add);
        return all.stream().map(setting -> setting.sentence(names.boundary())).toList();
    }

    private Map<TenantDocument, String> documents() {
        Map<TenantDocument, String> all = new EnumMap<>(TenantDocument.class);
        account.document(names.boundaryArn()).ifPresent(text -> all.put(TenantDocument.BOUNDARY, text));
        account.document(names.accessPolicyArn()).ifPresent(text -> all.put(TenantDocument.ACCESS, text));
        Optional.ofNullable(account.roles().get(names.accessRoleArn()))
                .ifPresent(role -> all.put(TenantDocument.ACCESS_TRUST, role.assumeRolePolicyDocument()));
        Optional.ofNullable(account.roles().get(names.executionRoleArn()))
                .flatMap(role -> inline(role.rolePolicyList(), "execution"))
                .ifPresent(text -> all.put(TenantDocument.EXECUTION, text));
        account.group(names.group())
                .flatMap(group -> inline(group.groupPolicyList(), "assume"))
                .ifPresent(text -> all.put(TenantDocument.ASSUME, text));
        all.replaceAll((document, text) -> EncodedDocument.decode(text));
        return all;
    }

    private static Optional<String> inline(List<PolicyDetail> policies, String name) {
        return policies.stream()
                .filter(policy -> policy.policyName().equals(name))
                .map(PolicyDetail::policyDocument)
                .findFirst();
    }

    /** What the tenant's principals bear. */
    private List<Optional<String>> boundaries() {
        Set<String> roles = Set.of(names.accessRoleArn(), names.executionRoleArn());
        return Stream.concat(
                        account.roles().values().stream()
                                .filter(role -> roles.contains(role.arn()))
                                .map(role -> Optional.ofNullable(role.permissionsBoundary())),
                        account.users().values().stream()
                                .filter(user -> user.path().equals(names.path()))
                                .map(user -> Optional.ofNullable(user.permissionsBoundary())))
                .map(boundary -> boundary.map(AttachedPermissionsBoundary::permissionsBoundaryArn))
                .collect(Collectors.toList());
    }
}
