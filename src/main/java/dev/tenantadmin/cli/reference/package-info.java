/** What is made from the command model alone: help, completion scripts and manual pages. */
@NullMarked
package dev.tenantadmin.cli.reference;

import org.jspecify.annotations.NullMarked;
