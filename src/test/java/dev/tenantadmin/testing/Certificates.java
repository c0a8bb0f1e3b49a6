package dev.tenantadmin.testing;

/** Certificates that IAM takes. */
public final class Certificates {
    /** Of a key that nobody has, signed by itself. */
    public static final String SELF_SIGNED = """
            -----BEGIN CERTIFICATE-----
            MIIBdjCCARugAwIBAgIUP/+hD/b2qpmkwYU3OXJh3UaNDnowCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEYWNtZTAgFw0yNjExMjcwNzQ0MTdaGA8yMTI2MTEwMzA3NDQx
            N1owDzENMAsGA1UEAwwEYWNtZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABN4o
            h4QmcQBcOUjIRMfwx/CNQ4fwyns6TYQ0pLxd2tB9OH9A0m0Nwg3ttFGxrV9L1Kxd
            STyZ5MuCaq5crAdDNV6jUzBRMB0GA1UdDgQWBBRMH679pyx+WcZyvigfxg+wvqpd
            zTAfBgNVHSMEGDAWgBRMH679pyx+WcZyvigfxg+wvqpdzTAPBgNVHRMBAf8EBTAD
            AQH/MAoGCCqGSM49BAMCA0kAMEYCIQCuLHC6IWtJNgZKUY53CfywJdjB3Cgq1MxR
            m/0oeaG65gIhANGVEsOuZtQVnyYsg36JqDOp04A9Jozi7QqhXgzM9yTj
            -----END CERTIFICATE-----
            """;

    private Certificates() {}
}
