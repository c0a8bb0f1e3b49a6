package dev.tenantadmin.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.sandbox.request.Faults;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.wire.HttpEndpoint;
import dev.tenantadmin.testing.FakeClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;

class ServedTest {
    private static final String SIGNED =
            "AWS4-HMAC-SHA256 Credential=key/20261201/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0";

    @TempDir
    private Path directory;

    private Path file;
    private Sandbox sandbox;
    private HttpEndpoint endpoint;
    private byte[] before = new byte[0];

    @BeforeEach
    void open() throws IOException {
        file = directory.resolve("sandbox.jsonl");
        sandbox = Sandbox.open(
                file, new FakeClock(), SandboxSettings.defaults().withFaults(Faults.parse("ListUsers:before:reset")));
        endpoint = sandbox.serve(0);
        Clients.of(sandbox).iam().createGroup(request -> request.groupName("one"));
        before = Files.readAllBytes(file);
    }

    @AfterEach
    void close() {
        endpoint.close();
        sandbox.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder post(String target, String authorization, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.address())
                .header("X-Amz-Date", "20261201T100000Z")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!target.isEmpty()) {
            request.header("X-Amz-Target", target);
        }
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // target | authorization | body | status | code
                "''                   | ''      | Action=ListGroups                 | 403 | <Code>MissingAuthenticationToken<",
                "''                   | ''      | Action=DecodeSomething            | 400 | no operation DecodeSomething of any service",
                "AWSCognitoIdentityService.GetId | '' | {}                            | 400 | no operation GetId of any service",
                "SageMaker.CreateDomain | signed | {}                               | 400 | no operation CreateDomain of",
                "SageMaker.ListModels | ''      | {}                                | 400 | \"MissingAuthenticationTokenException\"",
                "''                   | Basic x | Action=ListGroups                 | 400 | <Code>IncompleteSignature<",
                "SageMaker.ListModels | Basic x | {}                                | 400 | \"IncompleteSignatureException\"",
                "''                   | signed  | Action=ListGoats                  | 400 | no operation ListGoats of iam",
                "SageMaker.ListGoats  | signed  | {}                                | 400 | \"UnknownOperationException\"",
                "SageMaker.ListModels | signed  | [1]                               | 400 | \"SerializationException\"",
                "SageMaker.ListModels | signed  | {\"MaxResults\":\"x\"}            | 400 | \"SerializationException\"",
                "SageMaker.ListModels | signed  | {\"MaxResults\":1000}             | 400 | \"ValidationException\"",
                "SageMaker.AddTags    | signed  | {\"Tags\":{\"a\":1}}              | 400 | \"SerializationException\"",
                "''                   | signed  | Action=CreateGroup&GroupName=%zz  | 400 | <Code>MalformedQueryString<",
                "''                   | signed  | Action=CreateGroup                | 400 | <Code>ValidationError<",
                "''                   | signed  | Action=CreateGroup&GroupName=a%20b | 400 | <Code>ValidationError<",
                "''                   | signed  | Action.a=1&Action=CreateGroup     | 400 | <Code>",
                "''                   | signed  | garbage                           | 400 | <Code>InvalidAction<",
            })
    void whatCannotBeAnsweredIsRefusedInItsProtocolsForm(
            String target, String authorization, String body, int status, String text) {
        String service = target.isEmpty() ? "iam" : "sagemaker";
        String header = authorization.equals("signed") ? SIGNED.replace("/iam/", "/" + service + "/") : authorization;
        HttpResponse<String> answer = send(post(target, header, body));
        assertThat(answer.body()).contains(text);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void aBodyTooLargeIsRefused() {
        HttpResponse<String> answer = send(post("", SIGNED, "Action=CreateGroup&GroupName=" + "x".repeat(1 << 20)));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("<Code>RequestEntityTooLarge</Code>");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void otherMethodsAreRefused() {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(endpoint.address().resolve("/acme")).DELETE());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).contains("The sandbox has no operation DELETE /acme");
    }

    @Test
    void operationsThatAPathNamesAreRefused() {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(endpoint.address().resolve("/acme")).GET());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("the sandbox has none of any service that a path names");
    }

    @Test
    void theQueryProtocolMayComeInTheAddress() {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(endpoint.address() + "/?Action=ListGroups&Version=2010-05-08"))
                        .header("X-Amz-Date", "20261201T100000Z")
                        .header("Authorization", SIGNED));
        assertThat(answer.body()).contains("<GroupName>one</GroupName>");
    }

    @Test
    void noHttpAtAllHarmsNobody() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), endpoint.address().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write("what?\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .doesNotContain("200 OK");
        }
        assertThat(send(post("", SIGNED, "Action=ListGroups")).statusCode()).isEqualTo(200);
    }

    /** What a user with this key gets for ListGroups, from this local address. */
    private String listGroupsFrom(String address, String key) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(address, 0));
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), endpoint.address().getPort()));
            socket.getOutputStream()
                    .write(("POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Date: 20261201T100000Z\r\nAuthorization: "
                                    + SIGNED.replace("=key/", "=" + key + "/")
                                    + "\r\nConnection: close\r\nContent-Length: 17\r\n\r\nAction=ListGroups")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theSourceAddressIsTheConnections() throws IOException {
        IamClient iam = Clients.of(sandbox).iam();
        iam.createUser(request -> request.userName("clerk"));
        iam.putUserPolicy(
                request -> request.userName("clerk").policyName("here").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:ListGroups", "Resource": "*",
                 "Condition": {"IpAddress": {"aws:SourceIp": "127.0.0.2"}}}}"""));
        String key = iam.createAccessKey(request -> request.userName("clerk"))
                .accessKey()
                .accessKeyId();

        assertThat(listGroupsFrom("127.0.0.2", key)).startsWith("HTTP/1.1 200 OK");
        assertThat(listGroupsFrom("127.0.0.1", key)).contains("<Code>AccessDenied</Code>");
    }

    /** As a page does whose own name has come to lead to 127.0.0.1. */
    private String sendTo(String host) throws IOException {
        String body = "Action=CreateGroup&Version=2010-05-08&GroupName=two";
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), endpoint.address().getPort())) {
            String head = "POST / HTTP/1.1\r\n" + host + "X-Amz-Date: 20261201T100000Z\r\nAuthorization: " + SIGNED
                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\nContent-Length: "
                    + body.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example\r\n",
                "Host: evil.example:4566\r\n",
                "Host: 127.0.0.1.evil.example\r\n",
                "Host: localhost.evil.example:80\r\n",
                "Host: evil.example@127.0.0.1\r\n",
                "Host: localhost.\r\n",
                "Host: 127.0.0.1:x\r\n",
                "Host: 127.0.0.2\r\n",
                "Host: 192.168.1.5:4566\r\n",
                "Host: [::1]:4566\r\n",
                "Host: 0.0.0.0\r\n",
                "Host: 127.0.0.1\r\nHost: evil.example\r\n",
                "Host: \r\n",
                "",
            })
    void aRequestForAnotherHostIsRefused(String host) throws IOException {
        assertThat(sendTo(host))
                .startsWith("HTTP/1.1 421 ")
                .contains(
                        "<Code>MisdirectedRequest</Code>",
                        "The sandbox only accepts requests for 127.0.0.1 and localhost, but the Host header names another"
                                + " host. Call it at " + endpoint.address() + ".");
        assertThat(file).hasBinaryContent(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:1", "localhost", "LocalHost:4566", "localhost:65535"})
    void aRequestForThisHostIsAnswered(String host) throws IOException {
        assertThat(sendTo("Host: " + host + "\r\n")).startsWith("HTTP/1.1 200 ").contains("<GroupName>two</GroupName>");
    }

    @Test
    void aResetBreaksTheConnection() {
        assertThatThrownBy(() -> send(post("", SIGNED, "Action=ListUsers"))).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void clientsShareTheStateWithWhoHasTheFileOpen() {
        try (Sandbox beside = Sandbox.open(file, new FakeClock(), SandboxSettings.defaults())) {
            IamClient iam = Clients.of(beside).iam();
            IntStream.range(0, 40).parallel().forEach(i -> {
                if (i % 2 == 0) {
                    iam.createGroup(request -> request.groupName("group-" + i));
                } else {
                    String form = "Action=CreateGroup&Version=2010-05-08&GroupName=group-" + i;
                    assertThat(send(post("", SIGNED, form)).statusCode()).isEqualTo(200);
                }
            });
            assertThat(iam.listGroups().groups()).hasSize(41);
            assertThatThrownBy(() -> iam.createGroup(request -> request.groupName("group-39")))
                    .isInstanceOf(EntityAlreadyExistsException.class);
        }
    }

    @Test
    void damageDoneMeanwhileIsAnswered() throws IOException {
        Files.writeString(file, "{\"sandbox\":2}\n");
        // A file of another identity is read from its beginning.
        Path other = directory.resolve("other");
        Files.writeString(other, "{\"sandbox\":2}\n");
        Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        HttpResponse<String> answer = send(post("", SIGNED, "Action=ListGroups"));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("version 2, which is newer");
        assertThat(file).hasContent("{\"sandbox\":2}\n");
    }
}
