package dev.tenantadmin.command.sandbox;

import dev.tenantadmin.cli.EmbeddedAws;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.option.Durations;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sandbox serve}: serve the embedded AWS to every AWS client on this machine. */
@Command(
        name = "serve",
        description = {
            "Serve IAM, STS and SageMaker on 127.0.0.1 until interrupted.",
            "Shares its state with --sandbox, which you can use at the same time. Prints the variables that point an AWS"
                    + " client at it."
        },
        footer = {
            "  tenant-admin sandbox serve",
            "  tenant-admin sandbox serve --port 0 --throttle iam=5:20",
            "  tenant-admin sandbox serve --fault CreateRole#2:after:reset"
        })
public final class SandboxServe implements Callable<Integer> {

    private static final Pattern MAINTENANCE = Pattern.compile(
            "(?<notebook>[a-z0-9-]+)=(?<state>[A-Z][A-Za-z]*):(?<time>[^:]+)(:(?<calls>[A-Za-z]+(,[A-Za-z]+)*))?");

    private final Session session;
    private final EmbeddedAws sandbox;

    @Spec
    CommandSpec command;

    @Option(names = "--port", paramLabel = "N", description = "Listen on this port; 0 picks one (default: 4566).")
    int port = 4566;

    @Option(
            names = "--transition",
            paramLabel = "TIME",
            description = "How long a notebook or endpoint takes to change, and a job to run (default: 1s).")
    Duration transition = Duration.ofSeconds(1);

    @Option(
            names = "--assume-delay",
            paramLabel = "TIME",
            description = "SageMaker cannot assume a role younger than this (default: 0s; AWS takes some 10s).")
    Duration assumeDelay = Duration.ZERO;

    @Option(
            names = "--stale-reads",
            paramLabel = "TIME",
            description = "For this time after a write, reads still return old data (default: 0s).")
    Duration staleReads = Duration.ZERO;

    @Option(
            names = "--throttle",
            paramLabel = "SERVICE=RATE[:BURST]",
            description =
                    "Limit iam, sts or sagemaker, or the writes of one, to RATE calls a second, such as iam=5:20 or"
                            + " iam-writes=20.")
    Map<String, String> rates = new LinkedHashMap<>();

    @Option(
            names = "--quota",
            paramLabel = "NAME=N",
            description = "Set a quota of GetAccountSummary, such as Groups=6000.")
    Map<String, Integer> quotas = new LinkedHashMap<>();

    @Option(
            names = "--capacity-failure",
            paramLabel = "TYPE",
            description = "Make everything that needs this instance type end in Failed.")
    List<String> withoutCapacity = List.of();

    @Option(
            names = "--fault",
            paramLabel = "ORDER",
            description =
                    "Make calls fail: OPERATION[#N|%N]:before|after:FAULT, a fault being throttle, failure, reset, silence or kill; such as"
                            + " CreateRole#2:after:reset; * is any operation, %N each Nth call.")
    List<String> faults = List.of();

    @Option(
            names = "--maintenance",
            paramLabel = "ORDER",
            description = "Put a notebook into these states one after the other, as SageMaker may:"
                    + " NOTEBOOK=STATE:TIME[:CALL[,CALL]], such as acme--main=InMaintenance:5m; the state does not block the"
                    + " calls that you name, such as StopNotebookInstance.")
    List<String> maintenance = List.of();

    public SandboxServe(Session session, EmbeddedAws sandbox) {
        this.session = session;
        this.sandbox = sandbox;
    }

    @Override
    public Integer call() {
        if (port < 0 || port > 65535) {
            throw new ParameterException(command.commandLine(), "a port is a number from 0 to 65535");
        }
        URI address;
        try {
            address = sandbox.serve(
                    port,
                    new EmbeddedAws.Behaviour(
                            transition,
                            assumeDelay,
                            staleReads,
                            rates,
                            quotas,
                            withoutCapacity,
                            faults,
                            maintenance.stream().map(this::maintenance).toList()));
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.INVALID_INPUT, "cannot serve on port %d: %s".formatted(port, e.getMessage()), e);
        }
        String region = session.options().region() == null
                ? "us-east-1"
                : session.options().region();
        session.output().result(SandboxServeReport.of(address, region, sandbox.stateFile()));
        try {
            // It serves until the process ends.
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.INTERRUPTED.code();
    }

    private EmbeddedAws.MaintenanceOrder maintenance(String order) {
        Matcher parts = MAINTENANCE.matcher(order);
        if (!parts.matches()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--maintenance '%s' is not NOTEBOOK=STATE:TIME[:CALL[,CALL]], such as acme--main=InMaintenance:5m"
                            .formatted(order));
        }
        String calls = parts.group("calls");
        try {
            return new EmbeddedAws.MaintenanceOrder(
                    parts.group("notebook"),
                    parts.group("state"),
                    Durations.parse(parts.group("time")),
                    calls == null ? Set.of() : Set.of(calls.split(",", -1)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    command.commandLine(), "--maintenance '%s': %s".formatted(order, e.getMessage()), e);
        }
    }
}
