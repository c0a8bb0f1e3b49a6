package dev.tenantadmin.command.verify;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.snapshot.AccountFacts;
import dev.tenantadmin.aws.snapshot.AccountFile;
import dev.tenantadmin.aws.snapshot.TenantReading;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.TenantsParameter;
import dev.tenantadmin.cli.output.DifferenceWords;
import dev.tenantadmin.file.UnreadableFile;
import dev.tenantadmin.reconcile.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code verify}: prove on the real account that no tenant can reach another. */
@Command(
        name = "verify",
        description = {
            "Prove that no tenant can reach another or extend its own rights, and that each can do its work.",
            "The proof is about every request that the account's policies decide; AWS's policy simulator is asked as well. Changes nothing. Exits with 1 if it finds anything."
        },
        footer = {
            "  tenant-admin verify",
            "  tenant-admin verify acme acme-west -o json",
            "  tenant-admin verify --from account.json",
            "  tenant-admin verify --from changed.json --against account.json"
        })
public final class Verify implements Callable<Integer> {

    private final Session session;

    @Mixin
    TenantsParameter tenants = new TenantsParameter();

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Also write an HTML report for auditors: who asked what about whom, when, and the answers.")
    @Nullable
    Path report;

    @Option(
            names = "--sarif",
            paramLabel = "FILE.sarif",
            description =
                    "Also write the findings as SARIF 2.1.0, which hosts of code show; with --from they point at its file.")
    @Nullable
    Path sarif;

    @Option(
            names = "--simulator",
            paramLabel = "HOW",
            description =
                    "What to ask AWS's policy simulator beside the proof: none; sample, a call for each principal, for each leak and for each way in (default);"
                            + " all, every question about every pair of tenants.")
    @Nullable
    SimulatorMode simulator;

    @Option(
            names = "--save",
            paramLabel = "FILE.json",
            description =
                    "Also write what was read of the account: what aws iam get-account-authorization-details prints, and what SageMaker's resources use.")
    @Nullable
    Path save;

    @Option(
            names = "--from",
            paramLabel = "FILE.json",
            description =
                    "Prove it for a file that --save or 'aws iam get-account-authorization-details' wrote, without an account. What the file does not have is not checked.")
    @Nullable
    Path from;

    @Option(
            names = "--against",
            paramLabel = "OLD.json",
            description =
                    "Compare the file of --from with an older one: say what it newly allows, and exit with 1 only if that is not meant."
                            + " The check for a pull request.")
    @Nullable
    Path against;

    public Verify(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        requireWritable(report, "the report");
        requireWritable(sarif, "the findings");
        requireWritable(save, "the account");
        if (from != null) {
            if (simulator != null && simulator != SimulatorMode.NONE) {
                throw new Failure(
                        Failure.Kind.INVALID_INPUT, "--from reads a file and --simulator asks AWS: give one of them");
            }
            if (save != null) {
                throw new Failure(
                        Failure.Kind.INVALID_INPUT,
                        "--from reads a file and --save reads an account: give one of them");
            }
            EarlierAccount before =
                    against == null ? null : new EarlierAccount(AccountFile.read(against), against.toString());
            return told(new FileProof(AccountFile.read(from), from.toString(), before).of(tenants.names));
        }
        if (against != null) {
            throw new Failure(
                    Failure.Kind.INVALID_INPUT,
                    "--against compares two files: give the newer one with --from; 'tenant-admin verify --save FILE' writes one");
        }
        session.showProgressBesideJson();
        try (Account account = session.account()) {
            VerifyResult proof = new VerifyRun(
                            account.clients(),
                            account.parallel(),
                            account.poll(),
                            difference -> DifferenceWords.of(difference).toString())
                    .prove(
                            tenants.names,
                            simulator == null ? SimulatorMode.SAMPLE : simulator,
                            facts -> save(account, facts));
            return told(proof);
        }
    }

    private int told(VerifyResult proof) {
        session.output().result(new VerifyReport(proof));
        if (report != null) {
            write(report, "the report", new VerifyPage(proof).html());
        }
        if (sarif != null) {
            write(sarif, "the findings", new VerifySarif(proof, from).json());
        }
        return (proof.passes() ? ExitCode.DONE : ExitCode.FOUND).code();
    }

    /** A run may take long; a missing folder must not lose its report at the end. */
    private static void requireWritable(@Nullable Path file, String what) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        boolean writable = Files.exists(file)
                ? Files.isRegularFile(file) && Files.isWritable(file)
                : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
        if (!writable) {
            String why = Files.isDirectory(file)
                    ? "it is a directory"
                    : folder == null || Files.isDirectory(folder) ? "permission denied" : "there is no such directory";
            throw new Failure(Failure.Kind.INVALID_INPUT, "cannot write %s to %s: %s".formatted(what, file, why));
        }
    }

    /** With the tags of the tenants' anchors, in which their settings stand. */
    private void save(Account account, AccountFacts facts) {
        if (save != null) {
            List<String> anchors = TenantReading.all(facts).values().stream()
                    .map(tenant -> tenant.names().boundaryArn())
                    .filter(facts.iam().policies()::containsKey)
                    .toList();
            AccountFile.write(save, facts.withTags(account.clients(), account.parallel(), anchors));
        }
    }

    private static void write(Path file, String what, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.INVALID_INPUT,
                    "cannot write %s: file '%s' %s".formatted(what, file, UnreadableFile.reason(file.toString(), e)),
                    e);
        }
    }
}
