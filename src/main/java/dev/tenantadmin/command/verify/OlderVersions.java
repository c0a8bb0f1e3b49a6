package dev.tenantadmin.command.verify;

import dev.tenantadmin.aws.iam.AccountDetails.PolicyDetail;
import dev.tenantadmin.aws.iam.AccountDetails.Version;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.language.Effect;
import dev.tenantadmin.policy.language.Grammar;
import dev.tenantadmin.policy.language.MalformedPolicyException;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.PolicyReader;
import dev.tenantadmin.policy.language.Statement;
import dev.tenantadmin.policy.reason.Access;
import dev.tenantadmin.policy.reason.Possibility;
import dev.tenantadmin.policy.reason.Reasoner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A policy's versions besides its default. They have no effect until somebody makes one of them the default, which no one in a tenant can. */
record OlderVersions(PolicyDetail policy, Reasoner reasoner) {

    /** What there is to say about them, after the policy's name; empty without any. */
    Optional<String> sentence() {
        List<Version> others = policy.versions().stream()
                .filter(version -> !version.isDefault())
                .sorted(Comparator.comparing(Version::id))
                .toList();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder told = new StringBuilder("has versions besides its default: ").append(ids(others));
        List<Version> wider = new ArrayList<>();
        List<Version> perhaps = new ArrayList<>();
        others.forEach(version -> {
            Possibility more = more(version);
            if (more instanceof Possibility.Certain) {
                wider.add(version);
            } else if (!(more instanceof Possibility.None)) {
                perhaps.add(version);
            }
        });
        if (!wider.isEmpty()) {
            told.append("; more than the default is allowed by ").append(ids(wider));
        }
        if (!perhaps.isEmpty()) {
            told.append("; perhaps more by ").append(ids(perhaps));
        }
        return Optional.of(told.toString());
    }

    private static String ids(List<Version> versions) {
        return String.join(", ", versions.stream().map(Version::id).toList());
    }

    /** Whether a version allows what no statement of the default allows, or what one of them denies. */
    private Possibility more(Version other) {
        String ours = policy.document().orElse("");
        if (ours.equals(other.document())) {
            return new Possibility.None();
        }
        try {
            Policy current = PolicyReader.read(ours, Grammar.STORED);
            Access access = access(PolicyReader.read(other.document(), Grammar.STORED));
            Possibility outside = reasoner.outside(access, List.of(with(current, Effect.ALLOW)));
            Policy denied = with(current, Effect.DENY);
            if (outside instanceof Possibility.Certain || denied.statements().isEmpty()) {
                return outside;
            }
            Possibility within = reasoner.among(access, List.of(denied));
            return within instanceof Possibility.None ? outside : within;
        } catch (MalformedPolicyException e) {
            return new Possibility.NotDecided();
        }
    }

    /** Those statements that have this effect, as allowing ones. */
    private static Policy with(Policy policy, Effect effect) {
        return new Policy(
                policy.hasVariables(),
                policy.statements().stream()
                        .filter(statement -> statement.effect() == effect)
                        .map(one -> new Statement(
                                one.sid(),
                                Effect.ALLOW,
                                one.principals(),
                                one.actions(),
                                one.resources(),
                                one.conditions(),
                                one.start(),
                                one.end()))
                        .toList());
    }

    /** Of anybody who has the policy. */
    private Access access(Policy document) {
        return new Access(
                Principal.user(policy.arn(), ""),
                Map.of(),
                PolicySet.of(List.of(new PolicySource(policy.name(), "IAM Policy", document))));
    }
}
