package dev.tenantadmin.aws.http;

import dev.tenantadmin.reconcile.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom connections trust: those that the JDK trusts, which its own settings change, or those alone that {@code AWS_CA_BUNDLE} has, as for the
 * AWS CLI.
 *
 * @param bundle a PEM file, or null
 */
record TrustedCertificates(@Nullable Path bundle) {

    private static final String BUNDLE = "AWS_CA_BUNDLE";

    /** Keys by which this program proves itself to a server or proxy, which only the JDK's own context reads. */
    private static final String CLIENT_KEYS = "javax.net.ssl.keyStore";

    private static final String GROUPS = "jdk.tls.namedGroups";

    /**
     * All that Go's TLS has. A client sends keys of the first and of the first beside x25519; Java 25 computes tables for secp256r1 first,
     * which takes 80 ms (src/site/markdown/design/decisions/connect-early.md).
     */
    private static final String QUICK_FIRST = "x25519,secp384r1,secp256r1,secp521r1";

    static TrustedCertificates of(Map<String, String> environment) {
        String bundle = environment.getOrDefault(BUNDLE, "");
        return new TrustedCertificates(bundle.isEmpty() ? null : Path.of(bundle));
    }

    /**
     * What connections are made by; takes as long as reading the bundle, if there is one.
     *
     * @throws Failure of kind CREDENTIALS if the bundle cannot be read
     */
    SSLContext context() {
        if (System.getProperty(GROUPS) == null) {
            System.setProperty(GROUPS, QUICK_FIRST);
        }
        try {
            if (bundle == null && System.getProperty(CLIENT_KEYS) != null) {
                return SSLContext.getDefault();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            if (bundle == null) {
                DeferredTrust trust = new DeferredTrust();
                context.init(null, new TrustManager[] {trust}, null);
                trust.begin();
            } else {
                context.init(null, managers().orElseThrow(), null);
            }
            return context;
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /**
     * What decides about the bundle; empty for what the JDK trusts.
     *
     * @throws Failure of kind CREDENTIALS if the bundle cannot be read
     */
    Optional<TrustManager[]> managers() {
        if (bundle == null) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(bundle)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry(Integer.toString(trusted.size()), one);
            }
            if (trusted.size() == 0) {
                throw new GeneralSecurityException("there are no certificates in it");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            return Optional.of(factory.getTrustManagers());
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private Failure unusable(Exception e) {
        return new Failure(
                Failure.Kind.CREDENTIALS,
                bundle == null
                        ? "Java cannot read the certificates that it trusts"
                        : "%s names %s, which is no readable PEM file of certificates".formatted(BUNDLE, bundle),
                e);
    }
}
