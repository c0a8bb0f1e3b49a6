package dev.tenantadmin.lifecycle;

import dev.tenantadmin.lifecycle.backend.Backend;
import dev.tenantadmin.lifecycle.backend.Containers;
import dev.tenantadmin.lifecycle.backend.RemoteAccount;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.localstack.LocalStackContainer;

/** The contract on LocalStack's IAM and STS, with SageMaker, which its free form lacks, from moto. */
@Tag("slow")
@EnabledIf(value = "dev.tenantadmin.lifecycle.backend.Containers#dockerAnswers", disabledReason = "no Docker answers")
class LocalStackLifecycleTest implements LifecycleContract {

    private static @Nullable LocalStackContainer localStack;
    private static @Nullable GenericContainer<?> moto;
    private static @Nullable RemoteAccount account;

    @BeforeAll
    static void start() {
        localStack = Containers.localStack();
        localStack.start();
        moto = Containers.moto();
        moto.start();
        account = new RemoteAccount(localStack.getEndpoint(), Containers.endpoint(moto), Set.of());
    }

    @AfterAll
    static void stop() {
        if (account != null) {
            account.close();
        }
        if (moto != null) {
            moto.stop();
        }
        if (localStack != null) {
            localStack.stop();
        }
    }

    @Override
    public Backend backend() {
        return Objects.requireNonNull(account);
    }
}
