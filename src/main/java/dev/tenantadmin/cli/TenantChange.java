package dev.tenantadmin.cli;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.reconcile.Plan;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * How commands change one tenant: plan, fail before the first write if something is in the way, ask for confirmation if something is lost,
 * apply, and report. A dry run only plans and reports.
 *
 * @param planning makes the plan, and writes nothing
 * @param requirement throws if something other than a conflict is in the way
 * @param loss what is lost; null for nothing
 * @param applying does the writes, and returns the plan with all that was done
 */
public record TenantChange(
        Function<Account, TenantPlan> planning,
        BiConsumer<Account, TenantPlan> requirement,
        @Nullable Loss loss,
        BiFunction<Account, TenantPlan, TenantPlan> applying) {

    /**
     * What a person has to confirm.
     *
     * @param doing what is refused if there is no terminal, such as {@code delete acme}
     * @param warning what will be lost
     * @param question asks for the word
     * @param word what the person must type
     * @param otherwise what to report as not done otherwise
     */
    public record Loss(
            Confirmation confirmation,
            String doing,
            Function<TenantPlan, String> warning,
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
    public static TenantChange of(Function<Account, TenantPlan> planning) {
        return new TenantChange(planning, (account, planned) -> {}, null, (account, planned) -> {
            planned.apply(account.parallel(), account.poll());
            return planned;
        });
    }

    /** The same with another requirement. */
    public TenantChange requiring(BiConsumer<Account, TenantPlan> more) {
        return new TenantChange(planning, more, loss, applying);
    }

    /** The same with a loss that a person must confirm. */
    public TenantChange losing(Loss what) {
        return new TenantChange(planning, requirement, what, applying);
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
            BiFunction<Account, TenantPlan, ? extends Report> reporting) {
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
            Account account, Session session, boolean dryRun, BiFunction<Account, TenantPlan, R> reporting) {
        TenantPlan planned = planning.apply(account);
        Plan plan = planned.plan();
        plan.requireNoConflict();
        requirement.accept(account, planned);
        if (dryRun) {
            return new Outcome<>(reporting.apply(account, planned), plan.writes() || plan.defers());
        }
        if (loss != null && plan.writes()) {
            loss.confirmation()
                    .ask(session, loss.warning().apply(planned), loss.question(), loss.word(), loss.otherwise());
        }
        return new Outcome<>(reporting.apply(account, applying.apply(account, planned)), false);
    }
}
