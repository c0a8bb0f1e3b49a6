package dev.tenantadmin.lifecycle;

import dev.tenantadmin.lifecycle.backend.Backend;
import dev.tenantadmin.lifecycle.backend.SandboxAccount;

/** The contract on the sandbox inside the process. */
class SandboxLifecycleTest implements LifecycleContract {

    private final SandboxAccount account = new SandboxAccount();

    @Override
    public Backend backend() {
        return account;
    }
}
