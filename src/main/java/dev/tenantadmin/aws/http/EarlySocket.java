package dev.tenantadmin.aws.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A socket that on connecting takes one of the {@link EarlyConnections}, to which all else goes. */
final class EarlySocket extends SSLSocket {

    private final EarlyConnections connections;
    private @Nullable SSLSocket connected;

    EarlySocket(EarlyConnections connections) {
        this.connections = connections;
    }

    private SSLSocket connected() {
        if (connected == null) {
            throw new IllegalStateException("not connected yet");
        }
        return connected;
    }

    @Override
    public void connect(SocketAddress address) throws IOException {
        connect(address, 0);
    }

    @Override
    public void connect(SocketAddress address, int millis) throws IOException {
        connected = connections.take((InetSocketAddress) address, millis);
    }

    /** It is done already; a second would be a renegotiation, which servers refuse. */
    @Override
    public void startHandshake() {}

    @Override
    public boolean isConnected() {
        return connected != null;
    }

    @Override
    public boolean isClosed() {
        return connected != null && connected.isClosed();
    }

    @Override
    public synchronized void close() throws IOException {
        if (connected != null) {
            connected.close();
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return connected().getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return connected().getOutputStream();
    }

    @Override
    public synchronized void setSoTimeout(int millis) throws SocketException {
        connected().setSoTimeout(millis);
    }

    @Override
    public synchronized int getSoTimeout() throws SocketException {
        return connected().getSoTimeout();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        connected().setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return connected().getTcpNoDelay();
    }

    @Override
    public InetAddress getInetAddress() {
        return connected().getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return connected().getLocalAddress();
    }

    @Override
    public int getPort() {
        return connected().getPort();
    }

    @Override
    public int getLocalPort() {
        return connected().getLocalPort();
    }

    @Override
    public SSLSession getSession() {
        return connected().getSession();
    }

    @Override
    public SSLSession getHandshakeSession() {
        return connected().getHandshakeSession();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return connected().getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        connected().setSSLParameters(parameters);
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return connected().getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return connected().getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        connected().setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return connected().getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return connected().getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        connected().setEnabledProtocols(protocols);
    }

    @Override
    public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
        connected().addHandshakeCompletedListener(listener);
    }

    @Override
    public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
        connected().removeHandshakeCompletedListener(listener);
    }

    @Override
    public void setUseClientMode(boolean mode) {
        connected().setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() {
        return connected().getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        connected().setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return connected().getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        connected().setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return connected().getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        connected().setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return connected().getEnableSessionCreation();
    }
}
