package dev.tenantadmin.command.audit;

import dev.tenantadmin.aws.client.AwsClients;
import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.Holder;
import dev.tenantadmin.aws.iam.AccountDetails.UserDetail;
import dev.tenantadmin.aws.snapshot.UserCredentials;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.language.MalformedPolicyException;
import dev.tenantadmin.tenant.name.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The controls on a tenant's policies and users. */
record IamControls(AwsClients clients, AccountDetails account, Names names, Instant now) {

    private static final Duration KEY_AGE = Duration.ofDays(90);
    private static final Duration UNUSED = Duration.ofDays(45);

    /** A policy and its document. */
    private record Found(Checked policy, @Nullable String document) {}

    /** Each of the tenant's policies, and each foreign one on its principals. */
    List<Check> policies() {
        return found().stream()
                .flatMap(policy -> policy.document() == null
                        ? Stream.of(notApplicable(Control.IAM_1, policy.policy(), "an AWS managed policy"))
                        : wildcards(policy.policy(), policy.document()))
                .toList();
    }

    /** A policy that cannot be judged fails: it may allow anything. */
    private Stream<Check> wildcards(Checked policy, String document) {
        Optional<String> everything;
        Optional<String> wholeService;
        try {
            Optional<AllowStatements> allowing =
                    AllowStatements.of(document, names.home().partition());
            everything = allowing.flatMap(AllowStatements::everything);
            wholeService = allowing.flatMap(AllowStatements::wholeService);
        } catch (MalformedPolicyException e) {
            everything = Optional.of("cannot be judged: " + e.getMessage());
            wholeService = everything;
        }
        return Stream.of(check(Control.IAM_1, policy, everything), check(Control.IAM_21, policy, wholeService));
    }

    private Check check(Control control, Checked policy, Optional<String> allowed) {
        return Check.of(tenant(), control, policy, allowed.isEmpty(), allowed.orElse("no such statement"));
    }

    private List<Found> found() {
        List<Found> all = new ArrayList<>();
        account.policies().values().stream()
                .filter(policy -> policy.path().equals(names.path()))
                .forEach(policy -> managed(all, policy.arn()));
        account.roles().values().stream()
                .filter(role -> role.path().equals(names.path()))
                .forEach(role -> of(all, "role ", role));
        account.groups().values().stream()
                .filter(group -> group.path().equals(names.path()))
                .forEach(group -> of(all, "group ", group));
        users().forEach(user -> of(all, "user ", user));
        return all.stream().distinct().toList();
    }

    private void of(List<Found> all, String kind, Holder holder) {
        holder.inline()
                .forEach(policy -> all.add(new Found(
                        new Checked(
                                Checked.Kind.INLINE_POLICY, "%s of %s%s".formatted(policy.name(), kind, holder.name())),
                        policy.document())));
        holder.attached().forEach(policy -> managed(all, policy));
    }

    private void managed(List<Found> all, String arn) {
        all.add(new Found(
                new Checked(Checked.Kind.POLICY, Arn.name(arn)),
                account.document(arn).orElse(null)));
    }

    private List<UserDetail> users() {
        return account.users().values().stream()
                .filter(user -> user.path().equals(names.path()))
                .toList();
    }

    /** Each of the tenant's users. */
    List<Check> credentials() {
        List<Check> checks = new ArrayList<>();
        for (UserDetail user : users()) {
            Checked checked = new Checked(Checked.Kind.USER, user.name());
            int policies = user.inline().size() + user.attached().size();
            checks.add(Check.of(tenant(), Control.IAM_2, checked, policies == 0, policies + " policies"));
            UserCredentials has = UserCredentials.read(clients, user.name());
            checks.add(keyAge(checked, has));
            String devices = has.mfaDevices() + " MFA devices";
            checks.add(
                    has.passwordSet() == null
                            ? notApplicable(Control.IAM_5, checked, "no console password")
                            : Check.of(tenant(), Control.IAM_5, checked, has.mfaDevices() > 0, devices));
            checks.add(
                    has.any()
                            ? Check.of(tenant(), Control.IAM_19, checked, has.mfaDevices() > 0, devices)
                            : notApplicable(
                                    Control.IAM_19,
                                    checked,
                                    "no credentials at all; Security Hub counts such users too"));
            checks.add(lastUse(checked, has));
        }
        return checks;
    }

    private Check keyAge(Checked checked, UserCredentials has) {
        if (has.activeKeys().isEmpty()) {
            return notApplicable(Control.IAM_3, checked, "no active access key");
        }
        Instant oldest = has.activeKeys().stream()
                .map(UserCredentials.AccessKey::created)
                .min(Instant::compareTo)
                .orElseThrow();
        return Check.of(
                tenant(), Control.IAM_3, checked, isWithin(oldest, KEY_AGE), "oldest active key made " + oldest);
    }

    private Check lastUse(Checked checked, UserCredentials has) {
        return has.lastUses(clients).stream()
                .min(Instant::compareTo)
                .map(least -> Check.of(
                        tenant(),
                        Control.IAM_22,
                        checked,
                        isWithin(least, UNUSED),
                        "least recently used or made " + least))
                .orElseGet(() -> notApplicable(Control.IAM_22, checked, "no password and no active access key"));
    }

    private boolean isWithin(Instant then, Duration time) {
        return Duration.between(then, now).compareTo(time) <= 0;
    }

    private Check notApplicable(Control control, Checked checked, String why) {
        return new Check(tenant(), control, checked, Check.Status.NOT_APPLICABLE, why);
    }

    private String tenant() {
        return names.tenant().value();
    }
}
