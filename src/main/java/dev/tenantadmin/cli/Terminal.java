package dev.tenantadmin.cli;

import java.io.BufferedReader;
import java.io.PrintWriter;

/**
 * What the command talks to.
 *
 * @param in where answers come from
 * @param interactive whether a person can be asked: standard input and standard error are a terminal
 * @param live whether standard error is a terminal, on which a line can be taken back
 * @param columns the terminal's width
 */
public record Terminal(
        PrintWriter out, PrintWriter err, BufferedReader in, boolean interactive, boolean live, int columns) {}
