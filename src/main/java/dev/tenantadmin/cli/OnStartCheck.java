package dev.tenantadmin.cli;

import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.OnStart;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.TenantSpec;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Warns once about each bash script that bash cannot parse: a notebook does not start if its script fails. */
public final class OnStartCheck {

    private final Session session;
    private final BashSyntax bash;
    private final Set<String> checked = ConcurrentHashMap.newKeySet();

    public OnStartCheck(Session session, BashSyntax bash) {
        this.session = session;
        this.bash = bash;
    }

    /** Warns if the given script does not parse. */
    public void warn(TenantSpec spec) {
        OnStart asked = spec.get(Options.ON_START);
        if (!asked.isForBash() || !checked.add(asked.sha256())) {
            return;
        }
        String script = asked.text();
        if (script == null) {
            return;
        }
        bash.complaint(script)
                .ifPresent(complaint -> session.output()
                        .on(new Event.Notice(
                                "warning: bash cannot parse the --on-start script for tenant %s, %s; a notebook does not start if its script fails"
                                        .formatted(spec.tenant(), Printable.text(complaint)))));
    }
}
