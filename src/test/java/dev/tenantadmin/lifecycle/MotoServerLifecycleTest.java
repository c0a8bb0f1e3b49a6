package dev.tenantadmin.lifecycle;

import dev.tenantadmin.lifecycle.backend.Backend;
import dev.tenantadmin.lifecycle.backend.MotoServer;
import dev.tenantadmin.lifecycle.backend.RemoteAccount;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

/** The contract on moto, an AWS that is not ours. It can neither change notebooks nor sign URLs, and drops users' boundaries. */
@Tag("slow")
@Tag("jdk")
@EnabledIf(value = "isThereOrMustBe", disabledReason = "there is no moto_server on the PATH")
class MotoServerLifecycleTest implements LifecycleContract {

    private static @Nullable MotoServer moto;
    private static @Nullable RemoteAccount account;

    static boolean isThereOrMustBe() {
        return MotoServer.program().isPresent() || "true".equals(System.getenv("TENANT_ADMIN_REQUIRE_MOTO"));
    }

    @BeforeAll
    static void start() throws IOException {
        moto = MotoServer.start(MotoServer.program()
                .orElseThrow(() -> new AssertionError("moto is required, and there is no moto_server on the PATH")));
        account = new RemoteAccount(moto.endpoint(), moto.endpoint(), Set.of());
    }

    @AfterAll
    static void stop() {
        if (account != null) {
            account.close();
        }
        if (moto != null) {
            moto.close();
        }
    }

    @Override
    public Backend backend() {
        return Objects.requireNonNull(account);
    }
}
