package dev.tenantadmin.cli;

import java.io.BufferedReader;
import java.io.PrintWriter;

/**
 * The command's terminal.
 *
 * @param in the source of answers
 * @param interactive whether a person can be asked: standard input and standard error are a terminal
 * @param live whether standard error is a terminal, so that a line can be erased
 * @param columns the terminal's width
 */
public record Terminal(
        PrintWriter out, PrintWriter err, BufferedReader in, boolean interactive, boolean live, int columns) {}
