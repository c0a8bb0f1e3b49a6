package dev.tenantadmin.cli;

import picocli.CommandLine.IVersionProvider;

/** The program's version, from its jar. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"tenant-admin " + number(), "Java " + Runtime.version()};
    }

    /** The number alone. */
    public static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
