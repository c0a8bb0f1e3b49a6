package dev.tenantadmin.command.verify;

import dev.tenantadmin.aws.snapshot.AccountPrincipals.Known;
import dev.tenantadmin.command.verify.PrincipalProof.Cause;
import dev.tenantadmin.command.verify.PrincipalProof.Unmet;
import dev.tenantadmin.command.verify.question.Ask;
import dev.tenantadmin.command.verify.question.Expected;
import dev.tenantadmin.command.verify.question.Inquiry;
import dev.tenantadmin.command.verify.question.Questions;
import dev.tenantadmin.command.verify.question.Situation;
import dev.tenantadmin.command.verify.question.Subject;
import dev.tenantadmin.command.verify.question.Tenancy;
import dev.tenantadmin.policy.decision.Context;
import dev.tenantadmin.policy.decision.Evaluation;
import dev.tenantadmin.policy.decision.Knowledge;
import dev.tenantadmin.policy.decision.Request;
import dev.tenantadmin.policy.decision.UndecidableException;
import dev.tenantadmin.policy.language.ConditionKeys;
import dev.tenantadmin.policy.reason.Access;
import dev.tenantadmin.policy.reason.Possibility;
import dev.tenantadmin.policy.reason.Reasoner;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.permit.Confinement;
import dev.tenantadmin.tenant.permit.Excess;
import dev.tenantadmin.tenant.permit.OwnThings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Proves of tenants' principals that they can do what is meant and nothing else, from what was read; makes no call. */
final class InsideProof {

    private final ConditionKeys keys;
    private final Reasoner reasoner;
    private final List<Tenancy> everyone;

    /** @param everyone every tenant of the account */
    InsideProof(ConditionKeys keys, Reasoner reasoner, Collection<Tenancy> everyone) {
        this.keys = keys;
        this.reasoner = reasoner;
        this.everyone = List.copyOf(everyone);
    }

    /** The proof for one principal of a tenant. */
    PrincipalProof of(Subject subject, Known known) {
        Settings settings = subject.tenant().settings();
        List<Cause> causes = new ArrayList<>();
        if (settings != null) {
            Confinement confinement = new Confinement(reasoner, subject.tenant().names(), settings);
            for (Excess excess : confinement.of(subject.kind(), subject.name(), known.access())) {
                causes.add(cause(confinement, subject, known, excess));
            }
        }
        List<String> unreadable = new ArrayList<>(known.unreadable());
        if (settings == null) {
            unreadable.add("what the tenant's settings mean");
        }
        String boundary = known.access().unknownBoundary();
        if (boundary != null) {
            unreadable.add("boundary " + boundary);
        }
        List<Unmet> unmet = new ArrayList<>();
        int musts = 0;
        for (Inquiry inquiry : boundary == null ? Questions.about(subject, List.of()) : List.<Inquiry>of()) {
            for (Ask ask : inquiry.asks()) {
                if (ask.expected() == Expected.ALLOWED) {
                    musts++;
                    if (!isAllowed(known.access(), ask, inquiry.situation())) {
                        unmet.add(new Unmet(ask, inquiry.situation()));
                    }
                }
            }
        }
        return new PrincipalProof(subject, causes, unmet, musts, unreadable);
    }

    private Cause cause(Confinement confinement, Subject subject, Known known, Excess excess) {
        Set<String> reached = new TreeSet<>();
        Set<String> perhaps = new TreeSet<>();
        boolean isBeyondAll = false;
        if (!excess.isAtHome()) {
            for (Tenancy other : everyone) {
                if (!other.name().equals(subject.tenant().name())) {
                    Possibility reach = reach(confinement, subject, known, excess, other);
                    if (reach instanceof Possibility.Certain) {
                        reached.add(other.name());
                    } else if (!(reach instanceof Possibility.None)) {
                        perhaps.add(other.name());
                    }
                }
            }
            isBeyondAll = (reached.isEmpty() && perhaps.isEmpty())
                    || !(reach(confinement, subject, known, excess, Questions.nobody(subject.tenant(), everyone))
                            instanceof Possibility.None);
        }
        return new Cause(
                excess, Objects.requireNonNull(known.origins().get(excess.source())), reached, perhaps, isBeyondAll);
    }

    private static Possibility reach(
            Confinement confinement, Subject subject, Known known, Excess excess, Tenancy other) {
        return confinement.reaches(
                excess, subject.kind(), subject.name(), known.access(), new OwnThings(other.names(), other.data()));
    }

    /** Whether the principal's policies allow one request. What cannot be decided is not proved. */
    boolean isAllowed(Access access, Ask ask, Situation situation) {
        if (access.unknownBoundary() != null) {
            return false;
        }
        Request request = new Request(
                access.principal(),
                ask.action(),
                ask.target().arn(),
                new Context(access.fixed()).with(situation.keys()),
                Knowledge.complete(keys::isList));
        try {
            return Evaluation.decide(access.policies(), request).isAllowed();
        } catch (UndecidableException e) {
            return false;
        }
    }
}
