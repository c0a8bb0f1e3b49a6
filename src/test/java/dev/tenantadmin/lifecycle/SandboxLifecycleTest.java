package dev.tenantadmin.lifecycle;

/** The contract on the sandbox inside the process. */
class SandboxLifecycleTest implements LifecycleContract {

    private final SandboxAccount account = new SandboxAccount();

    @Override
    public Backend backend() {
        return account;
    }
}
