package dev.tenantadmin.aws.http;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts whom the JDK trusts. To read its some 150 certificates takes as long as a round trip, and nobody asks before the server has
 * answered: they are read meanwhile.
 */
final class DeferredTrust extends X509ExtendedTrustManager {

    private final FutureTask<X509ExtendedTrustManager> reading = new FutureTask<>(DeferredTrust::read);

    /** Begins to read. */
    void begin() {
        Thread thread = new Thread(reading, "trust");
        thread.setDaemon(true);
        thread.start();
    }

    /** The JDK's own, of the store that it and its settings name. */
    private static X509ExtendedTrustManager read() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new KeyStoreException("there is nothing that decides about certificates"));
    }

    private X509ExtendedTrustManager jdks() throws CertificateException {
        try {
            // Does nothing where it has begun.
            reading.run();
            return reading.get();
        } catch (ExecutionException e) {
            throw new CertificateException("Java cannot read the certificates that it trusts", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CertificateException("interrupted", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        jdks().checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        jdks().checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdks().checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        jdks().checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        jdks().checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdks().checkClientTrusted(chain, authType);
    }

    /** None: only servers tell their clients whom they accept. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
