package dev.tenantadmin.lifecycle;

import dev.tenantadmin.lifecycle.backend.Backend;
import dev.tenantadmin.lifecycle.backend.Containers;
import dev.tenantadmin.lifecycle.backend.RemoteAccount;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.containers.GenericContainer;

/** The contract on moto where Docker is. */
@Tag("slow")
@EnabledIf(value = "dev.tenantadmin.lifecycle.backend.Containers#dockerAnswers", disabledReason = "no Docker answers")
class MotoContainerLifecycleTest implements LifecycleContract {

    private static @Nullable GenericContainer<?> moto;
    private static @Nullable RemoteAccount account;

    @BeforeAll
    static void start() {
        moto = Containers.moto();
        moto.start();
        URI endpoint = Containers.endpoint(moto);
        account = new RemoteAccount(endpoint, endpoint, Set.of());
    }

    @AfterAll
    static void stop() {
        if (account != null) {
            account.close();
        }
        if (moto != null) {
            moto.stop();
        }
    }

    @Override
    public Backend backend() {
        return Objects.requireNonNull(account);
    }
}
