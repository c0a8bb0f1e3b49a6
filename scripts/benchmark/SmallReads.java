import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Raw HTTP clients that read one small thing again and again: arguments are the port on the loopback, how many clients, and seconds. */
public final class SmallReads {
    private static final int MOST_CLIENTS = 64;
    private static final int MOST_SECONDS = 60;
    private static final long MOST_CALLS = 1_000_000;
    private static final int WARM_UP_CALLS = 2_000;

    private SmallReads() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int clients = Math.min(MOST_CLIENTS, Integer.parseInt(args[1]));
        long nanos = Math.min(MOST_SECONDS, Integer.parseInt(args[2])) * 1_000_000_000L;
        call(port, "CreateRole", "&RoleName=small&AssumeRolePolicyDocument=%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22"
                + "%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22sts%3AAssumeRole%22%2C%22Principal%22%3A%7B%22Service%22"
                + "%3A%22sagemaker.amazonaws.com%22%7D%7D%5D%7D");
        byte[] read = request("GetRole", "&RoleName=small");
        repeat(port, read, 1, Long.MAX_VALUE, WARM_UP_CALLS);
        long start = System.nanoTime();
        long[] took = repeat(port, read, clients, start + nanos, MOST_CALLS);
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(took);
        System.out.printf(
                "%d clients, %d reads in %.1f s: %.0f a second; half within %.1f ms, 99 of 100 within %.1f ms%n",
                clients, took.length, seconds, took.length / seconds, took[took.length / 2] / 1e6, took[took.length * 99 / 100] / 1e6);
    }

    private static long[] repeat(int port, byte[] request, int clients, long end, long most) throws InterruptedException {
        AtomicLong calls = new AtomicLong();
        List<Long> took = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Thread thread = new Thread(() -> {
                List<Long> own = new ArrayList<>();
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    socket.setTcpNoDelay(true);
                    InputStream in = new BufferedInputStream(socket.getInputStream());
                    while (System.nanoTime() < end && calls.incrementAndGet() <= most) {
                        long start = System.nanoTime();
                        socket.getOutputStream().write(request);
                        require200(in);
                        own.add(System.nanoTime() - start);
                    }
                } catch (IOException e) {
                    System.err.println("a client failed: " + e);
                    System.exit(1);
                }
                synchronized (took) {
                    took.addAll(own);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return took.stream().mapToLong(Long::longValue).toArray();
    }

    private static void call(int port, String action, String parameters) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request(action, parameters));
            require200(new BufferedInputStream(socket.getInputStream()));
        }
    }

    private static byte[] request(String action, String parameters) {
        String body = "Action=" + action + "&Version=2010-05-08" + parameters;
        return ("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nX-Amz-Date: 20261201T100000Z\r\n"
                        + "Authorization: AWS4-HMAC-SHA256 Credential=administrator/20261201/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void require200(InputStream in) throws IOException {
        String status = line(in);
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring("content-length:".length()).trim());
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (!status.contains(" 200 ")) {
            throw new IOException(status + ": " + body);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
