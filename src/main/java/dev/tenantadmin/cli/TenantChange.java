package dev.tenantadmin.cli;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.reconcile.Plan;
import dev.tenantadmin.reconcile.Planned;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * How commands change one tenant, or something of it: plan, fail before the first write if something is in the way, ask for confirmation if something is lost,
 * apply, and report. A dry run only plans and reports.
 *
 * @param planning makes the plan, and writes nothing
 * @param requirement throws if something other than a conflict is in the way
 * @param loss what is lost; null for nothing
 * @param applying does the writes, and returns the plan with all that was done
 */
public record TenantChange<P extends Planned>(
        Function<Account, P> planning,
        BiConsumer<Account, P> requirement,
        @Nullable Loss<P> loss,
        BiFunction<Account, P, P> applying) {

    /**
     * What a person has to confirm.
     *
     * @param doing what is refused if there is no terminal, such as {@code delete acme}
     * @param warning what will be lost
     * @param question asks for the word
     * @param word what the person must type
     * @param otherwise what to report as not done otherwise
     */
    public record Loss<P extends Planned>(
            Confirmation confirmation,
            String doing,
            Function<P, String> warning,
            String question,
            String word,
            String otherwise) {}

    /**
     * The result.
     *
     * @param pending whether a dry run found something to do
     */
    public record Outcome<R extends Report>(R report, boolean pending) {}

    /** A change that loses nothing. */
    public static <P extends Planned> TenantChange<P> of(Function<Account, P> planning) {
        return new TenantChange<>(planning, (account, planned) -> {}, null, (account, planned) -> {
            planned.apply(account.parallel(), account.poll());
            return planned;
        });
    }

    /** The same with another requirement. */
    public TenantChange<P> requiring(BiConsumer<Account, P> more) {
        return new TenantChange<>(planning, more, loss, applying);
    }

    /** The same with a loss that a person must confirm. */
    public TenantChange<P> losing(Loss<P> what) {
        return new TenantChange<>(planning, requirement, what, applying);
    }

    /**
     * Runs a command for one tenant.
     *
     * @param reporting makes the report, also for a dry run
     * @return the exit code
     */
    public int run(
            Session session,
            CommandSpec command,
            DryRunOptions dryRun,
            BiFunction<Account, P, ? extends Report> reporting) {
        dryRun.check(command);
        if (loss != null && !dryRun.dryRun) {
            loss.confirmation().requireTerminal(session, command, loss.doing());
        }
        try (Account account = session.account()) {
            Outcome<? extends Report> outcome = on(account, session, dryRun.dryRun, reporting);
            session.output().result(outcome.report());
            return dryRun.exitCode(outcome.pending());
        }
    }

    /** Runs it on an account, which may be shared with other tenants. */
    public <R extends Report> Outcome<R> on(
            Account account, Session session, boolean dryRun, BiFunction<Account, P, R> reporting) {
        P planned = planning.apply(account);
        Plan plan = planned.plan();
        plan.requireNoConflict();
        requirement.accept(account, planned);
        if (dryRun) {
            return new Outcome<>(reporting.apply(account, planned), plan.writes() || plan.defers());
        }
        if (loss != null && plan.writes()) {
            loss.confirmation()
                    .ask(
                            session,
                            List.of(account),
                            loss.warning().apply(planned),
                            loss.question(),
                            loss.word(),
                            loss.otherwise());
        }
        return new Outcome<>(reporting.apply(account, applying.apply(account, planned)), false);
    }
}
