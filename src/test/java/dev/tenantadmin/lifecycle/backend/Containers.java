package dev.tenantadmin.lifecycle.backend;

import java.net.URI;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** AWS's stand-ins as containers. */
public final class Containers {

    private static final int MOTO_PORT = 5000;

    private Containers() {}

    static boolean dockerAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    public static GenericContainer<?> moto() {
        return new GenericContainer<>(DockerImageName.parse("motoserver/moto:latest")).withExposedPorts(MOTO_PORT);
    }

    public static URI endpoint(GenericContainer<?> moto) {
        return URI.create("http://%s:%d".formatted(moto.getHost(), moto.getMappedPort(MOTO_PORT)));
    }

    /** The last release that needs no account with its maker. */
    public static LocalStackContainer localStack() {
        return new LocalStackContainer(DockerImageName.parse("localstack/localstack:4.14.0"))
                .withServices("iam", "sts");
    }
}
