package dev.tenantadmin.tenant;

import java.util.List;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/** A tenant's policy documents as JSON, the same text for the same names and options. */
public final class PolicyDocuments {
    private final Statements statements;
    private final TrustPolicies trust;

    /**
     * The documents of the tenant with these names.
     *
     * @throws IllegalArgumentException if an option holds what a policy would not take literally, or names a key by its alias
     */
    public PolicyDocuments(Names names, PolicyOptions options) {
        this.statements = new Statements(names, options);
        this.trust = new TrustPolicies(names, options);
    }

    /** The managed policy {@link Names#boundary()}: caps the users and both roles to the tenant's namespace. */
    public String boundary() {
        return json(statements.boundary());
    }

    /** The managed policy {@link Names#access()}, of the group and the access role: the tenant's notebooks and endpoints. */
    public String access() {
        return json(statements.access());
    }

    /** The group's inline policy {@code assume}: the access role, under one's own name. */
    public String assume() {
        return json(statements.assume());
    }

    /** The execution role's inline policy {@code execution}: what notebooks, jobs and endpoints do. */
    public String execution() {
        return json(statements.execution());
    }

    /** Who may become the access role. */
    public String accessTrust() {
        return json(List.of(trust.access()));
    }

    /** Who may become the execution role. */
    public String executionTrust() {
        return json(List.of(trust.execution()));
    }

    private static String json(List<IamStatement> statements) {
        return IamPolicy.create(statements).toJson();
    }
}
