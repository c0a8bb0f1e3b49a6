package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.store.Store;
import java.util.Objects;
import software.amazon.awssdk.services.iam.model.CreateAccountAliasRequest;
import software.amazon.awssdk.services.iam.model.CreateAccountAliasResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccountAliasRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccountAliasResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccountPasswordPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetAccountPasswordPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesRequest;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesResponse;
import software.amazon.awssdk.services.iam.model.PasswordPolicy;
import software.amazon.awssdk.services.iam.model.UpdateAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccountPasswordPolicyResponse;

/** The operations on the account's alias and its password policy. The sandbox keeps no passwords, so it judges none. */
public record AccountSettings(Store store) {
    private static final String ALIAS = "account/alias";
    static final String PASSWORDS = "account/password-policy";

    /** IAM's default length (UpdateAccountPasswordPolicy's reference). */
    private static final int SHORTEST = 6;

    /** An account has one alias; a new one takes its place. */
    CreateAccountAliasResponse createAccountAlias(CreateAccountAliasRequest request, CallerIdentity caller) {
        store.put(ALIAS, request);
        return CreateAccountAliasResponse.builder().build();
    }

    ListAccountAliasesResponse listAccountAliases(ListAccountAliasesRequest request, CallerIdentity caller) {
        return ListAccountAliasesResponse.builder()
                .accountAliases(store.find(ALIAS, CreateAccountAliasRequest.class).stream()
                        .map(CreateAccountAliasRequest::accountAlias)
                        .toList())
                .isTruncated(false)
                .build();
    }

    DeleteAccountAliasResponse deleteAccountAlias(DeleteAccountAliasRequest request, CallerIdentity caller) {
        if (store.find(ALIAS, CreateAccountAliasRequest.class)
                .filter(alias -> alias.accountAlias().equals(request.accountAlias()))
                .isEmpty()) {
            throw Refusals.noSuchEntity("The account alias with name " + request.accountAlias() + " cannot be found.");
        }
        store.remove(ALIAS);
        return DeleteAccountAliasResponse.builder().build();
    }

    /** What a request leaves out gets its default, whatever it was before. */
    UpdateAccountPasswordPolicyResponse updateAccountPasswordPolicy(
            UpdateAccountPasswordPolicyRequest request, CallerIdentity caller) {
        store.put(
                PASSWORDS,
                PasswordPolicy.builder()
                        .minimumPasswordLength(Objects.requireNonNullElse(request.minimumPasswordLength(), SHORTEST))
                        .requireSymbols(Boolean.TRUE.equals(request.requireSymbols()))
                        .requireNumbers(Boolean.TRUE.equals(request.requireNumbers()))
                        .requireUppercaseCharacters(Boolean.TRUE.equals(request.requireUppercaseCharacters()))
                        .requireLowercaseCharacters(Boolean.TRUE.equals(request.requireLowercaseCharacters()))
                        .allowUsersToChangePassword(Boolean.TRUE.equals(request.allowUsersToChangePassword()))
                        .expirePasswords(request.maxPasswordAge() != null)
                        .maxPasswordAge(request.maxPasswordAge())
                        .passwordReusePrevention(request.passwordReusePrevention())
                        .hardExpiry(request.hardExpiry())
                        .build());
        return UpdateAccountPasswordPolicyResponse.builder().build();
    }

    GetAccountPasswordPolicyResponse getAccountPasswordPolicy(
            GetAccountPasswordPolicyRequest request, CallerIdentity caller) {
        return GetAccountPasswordPolicyResponse.builder()
                .passwordPolicy(store.find(PASSWORDS, PasswordPolicy.class)
                        .orElseThrow(() -> Refusals.noSuchEntity(
                                "The Password Policy with domain name " + caller.account() + " cannot be found.")))
                .build();
    }

    DeleteAccountPasswordPolicyResponse deleteAccountPasswordPolicy(
            DeleteAccountPasswordPolicyRequest request, CallerIdentity caller) {
        if (!store.has(PASSWORDS)) {
            throw Refusals.noSuchEntity("The account policy with name PasswordPolicy cannot be found.");
        }
        store.remove(PASSWORDS);
        return DeleteAccountPasswordPolicyResponse.builder().build();
    }
}
