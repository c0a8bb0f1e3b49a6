package dev.tenantadmin.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of the connection itself. The handler repeats the body that it gets. */
class HttpEndpointTest {
    private static final int MANY = 300;
    private static final String HOST = "Host: 127.0.0.1\r\n";

    private final Semaphore answered = new Semaphore(0);
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private HttpEndpoint endpoint;

    @BeforeEach
    void open() throws IOException {
        endpoint = HttpEndpoint.open(this::answer, 0, null);
    }

    @AfterEach
    void close() {
        mayGoOn.countDown();
        endpoint.close();
    }

    private WireResponse answer(WireRequest request) {
        switch (request.body()) {
            case "hold" -> {
                held.countDown();
                await(mayGoOn);
            }
            case "silence" -> {
                held.countDown();
                throw new NoResponseException(NoResponseException.Reason.SILENCE);
            }
            default -> answered.release();
        }
        return new WireResponse(200, Map.of("x-test", "yes"), "[" + request.body() + "]");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client that sends what it is told, byte by byte, and sees what each read returns. */
    private static final class Raw implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final byte[] buffer = new byte[1 << 20];

        private Raw(HttpEndpoint endpoint) throws IOException {
            socket = new Socket(
                    InetAddress.getLoopbackAddress(), endpoint.address().getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(20_000);
            in = socket.getInputStream();
        }

        private void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** What the next read returns; empty at the end. */
        private String read() throws IOException {
            int read = in.read(buffer);
            return read < 0 ? "" : new String(buffer, 0, read, StandardCharsets.UTF_8);
        }

        private String readAll() throws IOException {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Raw connect() throws IOException {
        return new Raw(endpoint);
    }

    private static String post(String headers, String body) {
        return "POST / HTTP/1.1\r\n" + HOST + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void oneReadReturnsHeadAndBodyOfEachAnswerOfOneConnection() throws IOException {
        try (Raw client = connect()) {
            for (int i = 0; i < MANY; i++) {
                String body = i + "x".repeat(i * 50);
                client.send(post("", body));
                assertThat(client.read())
                        .startsWith("HTTP/1.1 200 OK\r\nDate: ")
                        .contains("\r\nContent-Length: " + (body.length() + 2) + "\r\n", "\r\nx-test: yes\r\n")
                        .doesNotContain("Connection:")
                        .endsWith("\r\n\r\n[" + body + "]");
            }
        }
    }

    @Test
    void requestsSentAtOnceAreAnsweredInTheirOrder() throws IOException {
        StringBuilder requests = new StringBuilder();
        StringBuilder bodies = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            requests.append("\r\n").append(post(i + 1 == MANY ? "Connection: Close\r\n" : "", "body" + i));
            bodies.append("[body").append(i).append(']');
        }
        try (Raw client = connect()) {
            client.send(requests.toString());
            assertThat(client.readAll().replaceAll("(?s)HTTP/1.1 200 OK\r\n.*?\r\n\r\n", ""))
                    .isEqualTo(bodies.toString());
        }
    }

    @Test
    void aClientThatClosesEarlyCostsNothing() throws IOException, InterruptedException {
        for (int i = 0; i < MANY; i++) {
            try (Raw client = connect()) {
                if (i % 3 == 0) {
                    client.socket.setSoLinger(true, 0);
                }
                client.send(post("", "x".repeat(i % 2 == 0 ? 10 : 200_000)));
                if (i % 3 != 0) {
                    client.socket.shutdownOutput();
                }
            }
            try (Raw client = connect()) {
                // Half a request: it is not answered.
                client.send(post("", "x".repeat(10)).substring(0, 60 - i % 20));
            }
        }
        // Who resets the connection may take back what has not been read yet; who closes it does not.
        assertThat(answered.tryAcquire(MANY - MANY / 3, 30, TimeUnit.SECONDS)).isTrue();
        try (Raw client = connect()) {
            client.send(post("", "later"));
            assertThat(client.read()).endsWith("[later]");
        }
    }

    @Test
    void manyClientsStayConnectedAtOnce() throws IOException {
        List<Raw> clients = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            clients.add(connect());
        }
        for (int round = 0; round < 3; round++) {
            for (Raw client : clients) {
                client.send(post("", "round" + round));
            }
            for (Raw client : clients) {
                assertThat(client.read()).endsWith("[round" + round + "]");
            }
        }
        for (Raw client : clients) {
            client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody",
                "POST / HTTP/1.1\r\nHost: localhost\r\nconnection: TE, Close\r\nContent-Length: 4\r\n\r\nbody",
                "POST / HTTP/1.0\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody",
            })
    void theConnectionIsClosedForWhoAsksForIt(String request) throws IOException {
        try (Raw client = connect()) {
            client.send(request);
            assertThat(client.readAll()).contains("\r\nConnection: close\r\n").endsWith("\r\n\r\n[body]");
        }
    }

    @Test
    void aBodyMayComeInChunks() throws IOException {
        try (Raw client = connect()) {
            for (int i = 0; i < 3; i++) {
                client.send("POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: Chunked\r\n\r\n4;a=b\r\nbo");
                client.send("dy\r\n00B \r\n in two\r\nxx\r\n");
                client.send("0\r\nTrailer: x\r\n\r\n");
                assertThat(client.read()).endsWith("\r\n\r\n[body in two\r\nxx]");
            }
        }
    }

    @Test
    void whoWaitsToBeToldSendsItsBodyThen() throws IOException {
        try (Raw client = connect()) {
            for (String length : List.of("Content-Length: 4\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n")) {
                client.send("POST / HTTP/1.1\r\n" + HOST + "Expect: 100-Continue\r\n" + length);
                assertThat(client.read()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
                client.send(length.startsWith("C") ? "body" : "4\r\nbody\r\n0\r\n\r\n");
                assertThat(client.read()).startsWith("HTTP/1.1 200 ").endsWith("[body]");
            }
        }
    }

    @Test
    void anAnswerToHeadHasNoBody() throws IOException {
        try (Raw client = connect()) {
            client.send("HEAD / HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.read()).startsWith("HTTP/1.1 405 ").endsWith("\r\n\r\n");
            client.send(post("", "next"));
            assertThat(client.read()).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterABodyThatIsTooLargeTheConnectionGoesOn(boolean chunked) throws IOException {
        String large = "x".repeat(RequestReader.LONGEST_BODY + 1);
        try (Raw client = connect()) {
            client.send(
                    chunked
                            ? "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n"
                                    + Integer.toHexString(large.length()) + "\r\n" + large + "\r\n0\r\n\r\n"
                            : post("", large));
            assertThat(client.read()).startsWith("HTTP/1.1 413 ").contains("<Code>RequestEntityTooLarge</Code>");
            String longest = "y".repeat(RequestReader.LONGEST_BODY);
            client.send(post("Connection: close\r\n", longest));
            assertThat(client.readAll()).startsWith("HTTP/1.1 200 ").endsWith("[" + longest + "]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what?\r\n\r\n",
                "POST / HTTP/2.0\r\n\r\n",
                "POST /\r\n\r\n",
                "POST / HTTP/1.1\r\nno header\r\n\r\n",
                "POST / HTTP/1.1\r\nHost : localhost\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\n folded\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n-4\r\nbody\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nbody\r\n0\r\n\r\n",
            })
    void whatIsNoRequestIsRefusedAndTheConnectionClosed(String request) throws IOException {
        try (Raw client = connect()) {
            client.send(request + post("", "next"));
            assertThat(client.readAll())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("Connection: close\r\n", "<Code>MalformedHttpRequestException</Code>")
                    .doesNotContain("[");
        }
        assertThat(answered.availablePermits()).isZero();
    }

    @Test
    void aHeadWithoutEndIsRefused() throws IOException {
        try (Raw client = connect()) {
            client.send("POST / HTTP/1.1\r\nX: " + "x".repeat(100_000));
            assertThat(client.readAll()).startsWith("HTTP/1.1 400 ").contains("more than 65536 bytes");
        }
    }

    @Test
    void closingLetsARunningCallFinishAndEndsTheOthers() throws IOException {
        try (Raw idle = connect();
                Raw busy = connect();
                Raw waiting = connect()) {
            idle.send(post("", "one"));
            assertThat(idle.read()).endsWith("[one]");
            waiting.send("POST / HTTP/1.1\r\n" + HOST);
            busy.send(post("", "hold"));
            await(held);
            CompletableFuture<Void> closed = CompletableFuture.runAsync(endpoint::close);
            assertThat(idle.readAll()).isEmpty();
            assertThat(waiting.readAll()).isEmpty();
            mayGoOn.countDown();
            assertThat(busy.readAll()).contains("\r\nConnection: close\r\n").endsWith("[hold]");
            closed.join();
        }
    }

    @Test
    void aCallWithoutAnswerLeavesTheConnectionOpenUntilTheServerStops() throws IOException {
        try (Raw client = connect()) {
            client.send(post("", "silence"));
            await(held);
            assertThat(client.socket.isConnected()).isTrue();
            assertThat(client.in.available()).isZero();
            endpoint.close();
            assertThat(client.readAll()).isEmpty();
        }
    }
}
