package dev.tenantadmin.cli;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.cli.reference.Deliberate;
import dev.tenantadmin.reconcile.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Collection;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Asks for confirmation before anything is lost. */
public final class Confirmation {

    @Deliberate
    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask for confirmation; required without a terminal.")
    public boolean yes;

    /** Fails, before any call, if there is no terminal to ask on. */
    public void requireTerminal(Session session, CommandSpec command, String doing) {
        if (!yes && !session.terminal().interactive()) {
            throw new ParameterException(
                    command.commandLine(), "no terminal to ask for confirmation: add --yes to " + doing);
        }
    }

    /** Tells a person what will be lost in accounts, and who is about to do it, and continues only if the person types the word. */
    public void ask(
            Session session,
            Collection<Account> accounts,
            String warning,
            String question,
            String word,
            String otherwise) {
        if (!yes) {
            String callers = accounts.stream()
                    .map(account -> account.clients().caller().arn())
                    .distinct()
                    .collect(Collectors.joining(", "));
            ask(session, "%s%nYou are %s.".formatted(warning, callers), question, word, otherwise);
        }
    }

    /** Tells a person what will be lost, and continues only if the person types the word. */
    public void ask(Session session, String warning, String question, String word, String otherwise) {
        if (yes) {
            return;
        }
        PrintWriter err = session.terminal().err();
        session.output().clear();
        err.println(warning);
        err.print(question);
        err.flush();
        String answer;
        try {
            answer = session.terminal().in().readLine();
        } catch (CharacterCodingException e) {
            answer = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (answer == null || !answer.strip().equals(word)) {
            throw new Failure(Failure.Kind.INVALID_INPUT, "not confirmed: " + otherwise);
        }
    }
}
