package dev.tenantadmin.cli;

import dev.tenantadmin.tenant.name.TenantName;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The tenants that a command is about; none means all. */
public final class TenantsParameter {

    @Parameters(
            paramLabel = "TENANT",
            arity = "0..*",
            parameterConsumer = OneName.class,
            description = "The tenants' names (default: all tenants).")
    public List<TenantName> names = new ArrayList<>();

    /** Takes one name at a time. By itself picocli ends the list at a name that it cannot convert, and does not say why. */
    static final class OneName implements IParameterConsumer {

        // Stack is picocli's choice.
        @SuppressWarnings("JdkObsolete")
        @Override
        public void consumeParameters(Stack<String> arguments, ArgSpec argument, CommandSpec command) {
            List<TenantName> names = argument.getValue();
            try {
                names.add(new TenantName(arguments.pop()));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
            }
        }
    }
}
