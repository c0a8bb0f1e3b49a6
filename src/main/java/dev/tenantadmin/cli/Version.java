package dev.tenantadmin.cli;

import picocli.CommandLine.IVersionProvider;

/** The program's version, from its jar. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "tenant-admin " + (version == null ? "(not packaged)" : version), "Java " + Runtime.version()
        };
    }
}
