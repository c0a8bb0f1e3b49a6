package dev.tenantadmin.tenant.document;

import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.policybuilder.iam.IamCondition;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/** A tenant's policy documents as JSON. The same names and options give the same text. */
public final class PolicyDocuments {
    private static final Pattern OBJECTS = Pattern.compile("arn:[a-z-]+:s3:::(?<bucket>[^/]+)/(?<prefix>.*)\\*");

    private final Statements statements;
    private final TrustPolicies trust;
    private final boolean capDenies;
    private final boolean allDeny;

    /**
     * The documents of the tenant with these names.
     *
     * @throws IllegalArgumentException if an option contains text that a policy does not take literally, or a key's alias
     */
    public PolicyDocuments(Names names, Settings settings) {
        this.statements = new Statements(names, settings);
        this.trust = new TrustPolicies(names, settings);
        this.capDenies = settings.suspended();
        // Where principals have the organisation's boundary, a deny in ours would block nobody.
        this.allDeny = settings.suspended()
                && settings.get(Options.PERMISSIONS_BOUNDARY).isPresent();
    }

    /** The managed policy {@link Names#boundary()}: caps the users and both roles to the tenant's namespace. */
    public String boundary() {
        return json(statements.boundary(), capDenies);
    }

    /** The managed policy {@link Names#access()}, of the group and the access role: the tenant's notebooks and endpoints. */
    public String access() {
        return json(statements.access(), allDeny);
    }

    /** The group's inline policy {@code assume}: users assume the access role under their own names. */
    public String assume() {
        return json(statements.assume(), allDeny);
    }

    /** The execution role's inline policy {@code execution}: what notebooks, jobs and endpoints do. */
    public String execution() {
        return json(statements.execution(), allDeny);
    }

    /** Who can assume the access role. */
    public String accessTrust() {
        return json(trust.access(), false);
    }

    /** Who can assume the execution role. */
    public String executionTrust() {
        return json(List.of(trust.execution()), false);
    }

    /** The data locations that a boundary document allows. */
    public static List<DataLocation> dataLocations(String boundary) {
        try {
            return IamPolicy.fromJson(boundary).statements().stream()
                    .flatMap(PolicyDocuments::dataLocations)
                    .toList();
        } catch (RuntimeException e) {
            // Not ours if the builder cannot read it.
            return List.of();
        }
    }

    /** The data locations that a statement allows. */
    static Stream<DataLocation> dataLocations(IamStatement statement) {
        return Stream.of(statement)
                .filter(one -> one.effect().equals(IamEffect.ALLOW))
                .flatMap(one -> one.resources().stream())
                .map(resource -> OBJECTS.matcher(resource.value()))
                .filter(Matcher::matches)
                .map(objects -> new DataLocation(objects.group("bucket"), objects.group("prefix"), account(statement)));
    }

    private static @Nullable String account(IamStatement statement) {
        return statement.conditions().stream()
                .filter(condition -> condition.key().value().equals(Denies.RESOURCE_ACCOUNT))
                .map(IamCondition::value)
                .findFirst()
                .orElse(null);
    }

    private static String json(List<IamStatement> statements, boolean suspended) {
        String document = IamPolicy.create(statements).toJson();
        return suspended ? Suspension.added(document) : document;
    }
}
