package dev.tenantadmin.sandbox.federation;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.Ids;
import dev.tenantadmin.sandbox.request.Refusals;
import dev.tenantadmin.sandbox.request.ResourceNames;
import dev.tenantadmin.sandbox.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import software.amazon.awssdk.services.iam.model.CreateOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.CreateOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.CreateSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.CreateSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.DeleteOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.DeleteOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.DeleteSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.DeleteSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.GetOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.GetOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.GetSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.GetSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProvidersRequest;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProvidersResponse;
import software.amazon.awssdk.services.iam.model.ListSamlProvidersRequest;
import software.amazon.awssdk.services.iam.model.ListSamlProvidersResponse;
import software.amazon.awssdk.services.iam.model.OpenIDConnectProviderListEntry;
import software.amazon.awssdk.services.iam.model.SAMLProviderListEntry;
import software.amazon.awssdk.services.iam.model.Tag;

/** The operations on OpenID Connect and SAML providers. Nothing is asked over the network, so a missing thumbprint stays missing. */
public record IdentityProviders(Store store, Clock clock) {
    private static final String OIDC = "oidc-provider";
    private static final String SAML = "saml-provider";
    private static final String SCHEME = "https://";
    private static final Pattern URL = Pattern.compile("https://[\\w.-]+(:\\d+)?(/[\\w./~-]*)?");
    private static final int MOST_CLIENTS = 100;
    private static final int MOST_THUMBPRINTS = 5;

    private static String key(String type, String name) {
        return type + "/" + name;
    }

    /** An issuer's URL as in ARNs and condition keys. */
    static String withoutScheme(String url) {
        String rest = url.startsWith(SCHEME) ? url.substring(SCHEME.length()) : url;
        return rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    }

    /** The ARN of the provider that is made for an issuer's URL. */
    public static String arn(String url, CallerIdentity caller) {
        return caller.iamArn(OIDC, "/", withoutScheme(url));
    }

    /** The provider for an issuer's URL. */
    Optional<GetOpenIdConnectProviderResponse> oidc(String url) {
        return store.find(key(OIDC, withoutScheme(url)), GetOpenIdConnectProviderResponse.class);
    }

    /** The provider with this ARN. */
    Optional<GetSamlProviderResponse> saml(String arn) {
        return store.find(key(SAML, ResourceNames.lastPart(arn)), GetSamlProviderResponse.class);
    }

    /** The tags of the provider with this ARN. */
    public static List<Tag> tags(Store store, Arn arn) {
        String key = key(arn.type(), arn.resource().substring(arn.type().length() + 1));
        return arn.type().equals(OIDC)
                ? store.find(key, GetOpenIdConnectProviderResponse.class)
                        .map(GetOpenIdConnectProviderResponse::tags)
                        .orElseGet(List::of)
                : store.find(key, GetSamlProviderResponse.class)
                        .map(GetSamlProviderResponse::tags)
                        .orElseGet(List::of);
    }

    CreateOpenIdConnectProviderResponse createOpenIdConnectProvider(
            CreateOpenIdConnectProviderRequest request, CallerIdentity caller) {
        if (!URL.matcher(request.url()).matches()) {
            throw Refusals.invalid("Invalid Open ID Connect Provider URL");
        } else if (request.thumbprintList().size() > MOST_THUMBPRINTS) {
            throw Refusals.invalidInput("Thumbprint list must contain fewer than " + MOST_THUMBPRINTS + " entries.");
        } else if (request.clientIDList().size() > MOST_CLIENTS) {
            throw Refusals.limitExceeded("Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: " + MOST_CLIENTS);
        } else if (oidc(request.url()).isPresent()) {
            throw Refusals.alreadyExists("Provider with url " + request.url() + " already exists.");
        }
        store.put(
                key(OIDC, withoutScheme(request.url())),
                GetOpenIdConnectProviderResponse.builder()
                        .url(withoutScheme(request.url()))
                        .clientIDList(request.clientIDList())
                        .thumbprintList(request.thumbprintList())
                        .createDate(clock.instant())
                        .tags(request.tags())
                        .build());
        return CreateOpenIdConnectProviderResponse.builder()
                .openIDConnectProviderArn(arn(request.url(), caller))
                .tags(request.tags())
                .build();
    }

    /** The row of the provider with an ARN, whether it is there or not. */
    private static String row(String arn) {
        return Arn.parse(arn)
                .filter(parsed -> parsed.type().equals(OIDC) && parsed.service().equals("iam"))
                .map(parsed -> key(OIDC, parsed.resource().substring(OIDC.length() + 1)))
                .orElseThrow(() -> Refusals.invalidInput("Invalid ARN: " + arn));
    }

    GetOpenIdConnectProviderResponse getOpenIdConnectProvider(
            GetOpenIdConnectProviderRequest request, CallerIdentity caller) {
        String arn = request.openIDConnectProviderArn();
        return store.find(row(arn), GetOpenIdConnectProviderResponse.class)
                .orElseThrow(() -> Refusals.noSuchEntity("OpenIDConnect Provider not found for arn " + arn));
    }

    ListOpenIdConnectProvidersResponse listOpenIdConnectProviders(
            ListOpenIdConnectProvidersRequest request, CallerIdentity caller) {
        return ListOpenIdConnectProvidersResponse.builder()
                .openIDConnectProviderList(store.all(OIDC + "/", GetOpenIdConnectProviderResponse.class).stream()
                        .map(provider -> OpenIDConnectProviderListEntry.builder()
                                .arn(arn(provider.url(), caller))
                                .build())
                        .toList())
                .build();
    }

    /** Refuses a provider that is not there, as was recorded, although the reference says otherwise. */
    DeleteOpenIdConnectProviderResponse deleteOpenIdConnectProvider(
            DeleteOpenIdConnectProviderRequest request, CallerIdentity caller) {
        String row = row(request.openIDConnectProviderArn());
        if (!store.has(row)) {
            throw Refusals.noSuchEntity(
                    "OpenId connect Provider " + request.openIDConnectProviderArn() + " cannot be found.");
        }
        store.remove(row);
        return DeleteOpenIdConnectProviderResponse.builder().build();
    }

    CreateSamlProviderResponse createSamlProvider(CreateSamlProviderRequest request, CallerIdentity caller) {
        if (SecureXml.parse(request.samlMetadataDocument())
                .map(Element::getLocalName)
                .filter("EntityDescriptor"::equals)
                .isEmpty()) {
            throw Refusals.invalidInput("Could not parse metadata");
        }
        String arn = caller.iamArn(SAML, "/", request.name());
        if (saml(arn).isPresent()) {
            throw Refusals.alreadyExists("SAMLProvider " + arn + " already exists.");
        }
        Instant now = clock.instant();
        store.put(
                key(SAML, request.name()),
                GetSamlProviderResponse.builder()
                        .samlProviderUUID(Ids.of("SAMLSP", 20))
                        .samlMetadataDocument(request.samlMetadataDocument())
                        .createDate(now)
                        .validUntil(now.plus(36_500, ChronoUnit.DAYS))
                        .assertionEncryptionMode(request.assertionEncryptionMode())
                        .tags(request.tags())
                        .build());
        return CreateSamlProviderResponse.builder()
                .samlProviderArn(arn)
                .tags(request.tags())
                .build();
    }

    private GetSamlProviderResponse require(String arn) {
        return saml(arn)
                .filter(provider -> arn.contains(":" + SAML + "/"))
                .orElseThrow(() -> Refusals.noSuchEntity("Manifest not found for arn " + arn));
    }

    GetSamlProviderResponse getSamlProvider(GetSamlProviderRequest request, CallerIdentity caller) {
        return require(request.samlProviderArn());
    }

    ListSamlProvidersResponse listSamlProviders(ListSamlProvidersRequest request, CallerIdentity caller) {
        return ListSamlProvidersResponse.builder()
                .samlProviderList(store.keys(SAML + "/").stream()
                        .map(key -> store.find(key, GetSamlProviderResponse.class)
                                .map(provider -> SAMLProviderListEntry.builder()
                                        .arn(caller.iamArn(SAML, "/", ResourceNames.lastPart(key)))
                                        .createDate(provider.createDate())
                                        .validUntil(provider.validUntil())
                                        .build()))
                        .flatMap(Optional::stream)
                        .toList())
                .build();
    }

    DeleteSamlProviderResponse deleteSamlProvider(DeleteSamlProviderRequest request, CallerIdentity caller) {
        require(request.samlProviderArn());
        store.remove(key(SAML, ResourceNames.lastPart(request.samlProviderArn())));
        return DeleteSamlProviderResponse.builder().build();
    }
}
