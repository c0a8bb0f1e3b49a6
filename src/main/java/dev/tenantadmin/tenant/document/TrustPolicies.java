package dev.tenantadmin.tenant.document;

import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.ARN_LIKE;
import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.ARN_NOT_LIKE;
import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.STRING_EQUALS;
import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.STRING_LIKE;
import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.STRING_NOT_LIKE;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.tenant.name.Literal;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.ExternalId;
import dev.tenantadmin.tenant.option.GivenRole;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.option.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPrincipal;
import software.amazon.awssdk.policybuilder.iam.IamPrincipalType;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/** Who can assume the tenant's roles. */
final class TrustPolicies {

    private static final String SIGN = "sts:SetSourceIdentity";

    private static final String BY_ROLE = "sts:AssumeRole";
    private static final String WHO = "aws:PrincipalArn";

    /** IAM Identity Center appends sixteen characters to a role's name; a star would also match {@code Data_Admin} for {@code Data}. */
    private static final String SSO_ROLE = "role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_%s_" + "?".repeat(16);

    private final Names names;
    private final List<String> administrators;
    private final Settings settings;

    TrustPolicies(Names names, Settings settings) {
        this.names = names;
        this.administrators = Stream.concat(
                        Stream.of(settings.administrator()), settings.get(Options.ADMINISTRATORS).stream())
                .map(administrator -> Literal.of("administrator", administrator))
                .distinct()
                .toList();
        this.settings = settings;
        settings.get(Options.TRUST).forEach(this::check);
        GivenRole.in(settings.options()).forEach(GivenRole::requireNoSession);
    }

    private void check(Trust trust) {
        boolean ownAccount = trust.account().equals(names.home().account());
        if (!Arn.of(trust.arn()).partition().equals(names.home().partition())) {
            throw new IllegalArgumentException("trust '%s' is not in partition %s"
                    .formatted(trust.arn(), names.home().partition()));
        }
        if (trust.kind() == Trust.Kind.ACCOUNT && ownAccount) {
            throw new IllegalArgumentException(
                    "trust '%s' is the tenant's own account and would let in all of its principals: trust roles instead"
                            .formatted(trust.arn()));
        }
        if ((trust.kind() == Trust.Kind.SAML || trust.kind() == Trust.Kind.OIDC) && !ownAccount) {
            throw new IllegalArgumentException(
                    "trust '%s' is an identity provider of another account: IAM requires one of account %s"
                            .formatted(trust.arn(), names.home().account()));
        }
    }

    /**
     * The tenant's users, its administrators, and whom else it trusts. The first statement's principal is the account: a group cannot be a
     * principal, and a user named here would get in without the group's policy. The condition keeps out everyone else who can assume
     * {@code *}. Sessions have the ARN of their role, with its path. No {@code sts:TagSession}: session tags would override the role's.
     *
     * <p>A star also matches slashes, so the second condition keeps out users below the tenant's path. The last statement stops everyone
     * but the users from signing as one. It also applies to people from identity providers: they have no IAM principal, and a negated
     * condition matches a missing key.
     */
    List<IamStatement> access() {
        List<IamStatement> all = new ArrayList<>();
        all.add(named());
        for (Trust trust : settings.get(Options.TRUST)) {
            switch (trust.kind()) {
                case ROLE, SESSION -> {}
                case ACCOUNT -> {
                    all.add(account(trust)
                            .addAction(BY_ROLE)
                            .addCondition(STRING_EQUALS, "sts:ExternalId", condition(trust, ExternalId.KEY))
                            .build());
                }
                case SAML ->
                    all.add(provider(trust, "sts:AssumeRoleWithSAML")
                            .addCondition(STRING_EQUALS, "SAML:aud", samlAudience())
                            .build());
                case OIDC ->
                    all.add(provider(trust, "sts:AssumeRoleWithWebIdentity")
                            .addCondition(STRING_EQUALS, trust.issuer() + ":aud", condition(trust, "aud"))
                            .addCondition(STRING_LIKE, trust.issuer() + ":sub", condition(trust, "sub"))
                            .build());
            }
        }
        List<String> accounts = settings.get(Options.TRUST).stream()
                .filter(trust -> trust.kind() == Trust.Kind.ACCOUNT)
                .map(Trust::account)
                .distinct()
                .toList();
        if (!accounts.isEmpty()) {
            // A SetSourceIdentity request has no external id, and allows nothing without the role to assume.
            IamStatement.Builder sign =
                    notKept(IamStatement.builder().effect(IamEffect.ALLOW).addAction(SIGN));
            accounts.forEach(account -> sign.addPrincipal(IamPrincipalType.AWS, rootOf(account)));
            all.add(sign.build());
        }
        // Every request that sets or keeps a source identity needs this permission too, from any kind of principal.
        all.add(IamStatement.builder()
                .effect(IamEffect.DENY)
                .addPrincipal(IamPrincipal.ALL)
                .addAction(SIGN)
                .addCondition(STRING_LIKE, "sts:SourceIdentity", names.prefix() + "*")
                .addCondition(ARN_NOT_LIKE, WHO, names.usersArn())
                .build());
        return all;
    }

    /** Excludes sessions that already have a user's name: a source identity carries over without being sent. */
    private IamStatement.Builder notKept(IamStatement.Builder statement) {
        return statement.addCondition(STRING_NOT_LIKE, "aws:SourceIdentity", names.prefix() + "*");
    }

    private IamStatement named() {
        IamStatement.Builder statement = IamStatement.builder()
                .effect(IamEffect.ALLOW)
                .addPrincipal(IamPrincipalType.AWS, names.accountRootArn());
        List<String> roles = settings.get(Options.TRUST).stream()
                .filter(trust -> trust.kind() == Trust.Kind.ROLE)
                .map(Trust::arn)
                .toList();
        settings.get(Options.TRUST).stream()
                .filter(trust -> trust.kind() == Trust.Kind.ROLE)
                .map(Trust::account)
                .filter(account -> !account.equals(names.home().account()))
                .distinct()
                .forEach(account -> statement.addPrincipal(IamPrincipalType.AWS, rootOf(account)));
        return notKept(statement)
                .actionIds(List.of(BY_ROLE, SIGN))
                .addCondition(ARN_NOT_LIKE, WHO, names.belowUsersArn())
                .addConditions(
                        ARN_LIKE,
                        WHO,
                        Stream.of(
                                        Stream.of(names.usersArn()),
                                        administrators.stream(),
                                        roles.stream(),
                                        settings.get(Options.TRUST_SSO).stream().map(this::ssoRole))
                                .flatMap(arns -> arns)
                                .distinct()
                                .toList())
                .build();
    }

    private IamStatement.Builder account(Trust trust) {
        return IamStatement.builder()
                .effect(IamEffect.ALLOW)
                .addPrincipal(IamPrincipalType.AWS, rootOf(trust.account()));
    }

    private static IamStatement.Builder provider(Trust trust, String action) {
        return IamStatement.builder()
                .effect(IamEffect.ALLOW)
                .addPrincipal(IamPrincipalType.FEDERATED, trust.arn())
                .actionIds(List.of(action, SIGN));
    }

    private String rootOf(String account) {
        return Arn.iam(names.home().partition(), account, "root").toString();
    }

    private String ssoRole(String permissionSet) {
        return names.home().iam(SSO_ROLE.formatted(permissionSet));
    }

    private static String condition(Trust trust, String key) {
        return trust.conditions().getOrDefault(key, "");
    }

    /** The audience of an assertion for AWS's own sign-in; each partition has one. */
    private String samlAudience() {
        return switch (names.home().partition()) {
            case "aws-cn" -> "https://signin.amazonaws.cn/saml";
            case "aws-us-gov" -> "https://signin.amazonaws-us-gov.com/saml";
            default -> "https://signin.aws.amazon.com/saml";
        };
    }

    /**
     * SageMaker, for this account and region only. AWS documents the confused-deputy keys for jobs and inference, but not for notebooks:
     * with IfExists they apply where AWS sends them and do no harm elsewhere.
     */
    IamStatement execution() {
        return IamStatement.builder()
                .effect(IamEffect.ALLOW)
                .addPrincipal(IamPrincipalType.SERVICE, Statements.SAGEMAKER)
                .addAction(BY_ROLE)
                .addCondition(
                        STRING_EQUALS.addSuffix("IfExists"),
                        "aws:SourceAccount",
                        names.home().account())
                .addCondition(
                        ARN_LIKE.addSuffix("IfExists"),
                        "aws:SourceArn",
                        names.home().arn("sagemaker", "*"))
                .build();
    }
}
