package dev.tenantadmin.command.audit;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.InlineDetail;
import dev.tenantadmin.aws.iam.IamTags;
import dev.tenantadmin.tenant.document.ShownOptions;
import dev.tenantadmin.tenant.document.TenantDocument;
import dev.tenantadmin.tenant.document.UnprovedSetting;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.option.TenantSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The control that a tenant's documents show what its tags say. */
record SettingsControl(AwsClients clients, AccountDetails account, Names names) {

    /** Empty if the tenant's anchor is gone. */
    Optional<Check> check() {
        return IamTags.ofPolicy(clients.iam(), names.boundaryArn()).map(tags -> {
            List<String> found = found(tags);
            return Check.of(
                    names.tenant().value(),
                    Control.SETTINGS,
                    new Checked(Checked.Kind.POLICY, names.boundary()),
                    found.isEmpty(),
                    found.isEmpty() ? "the documents show every setting" : String.join("; ", found));
        });
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
                settings,
                ShownOptions.of(names, documents),
                TenantSpec.asItIs(names.tenant()),
                EnumSet.allOf(TenantDocument.class),
                clients.caller()::is));
        UnprovedSetting.ofBoundary(names, settings, boundaries()).ifPresent(all::add);
        return all.stream().map(setting -> setting.sentence(names.boundary())).toList();
    }

    private Map<TenantDocument, String> documents() {
        Map<TenantDocument, String> all = new EnumMap<>(TenantDocument.class);
        account.document(names.boundaryArn()).ifPresent(text -> all.put(TenantDocument.BOUNDARY, text));
        account.document(names.accessPolicyArn()).ifPresent(text -> all.put(TenantDocument.ACCESS, text));
        Optional.ofNullable(account.roles().get(names.accessRoleArn()))
                .ifPresent(role -> all.put(TenantDocument.ACCESS_TRUST, role.trust()));
        Optional.ofNullable(account.roles().get(names.executionRoleArn()))
                .flatMap(role -> inline(role.inline(), "execution"))
                .ifPresent(text -> all.put(TenantDocument.EXECUTION, text));
        account.group(names.group())
                .flatMap(group -> inline(group.inline(), "assume"))
                .ifPresent(text -> all.put(TenantDocument.ASSUME, text));
        return all;
    }

    private static Optional<String> inline(List<InlineDetail> policies, String name) {
        return policies.stream()
                .filter(policy -> policy.name().equals(name))
                .map(InlineDetail::document)
                .findFirst();
    }

    /** The boundaries of the tenant's principals. */
    private List<Optional<String>> boundaries() {
        Set<String> roles = Set.of(names.accessRoleArn(), names.executionRoleArn());
        return Stream.concat(
                        account.roles().values().stream()
                                .filter(role -> roles.contains(role.arn()))
                                .map(role -> Optional.ofNullable(role.boundary())),
                        account.users().values().stream()
                                .filter(user -> user.path().equals(names.path()))
                                .map(user -> Optional.ofNullable(user.boundary())))
                .toList();
    }
}
