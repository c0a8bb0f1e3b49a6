package dev.tenantadmin.cli;

import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.Option;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.OwnScript;
import dev.tenantadmin.tenant.option.TenantSpec;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Warns once about each bash script that bash cannot parse: a notebook whose script fails does not start, or is not created. */
public final class OwnScriptCheck {

    private final Session session;
    private final BashSyntax bash;
    private final Set<String> checked = ConcurrentHashMap.newKeySet();

    public OwnScriptCheck(Session session, BashSyntax bash) {
        this.session = session;
        this.bash = bash;
    }

    /** Warns of each given script that does not parse. */
    public void warn(TenantSpec spec) {
        warn(spec, Options.ON_START, "does not start");
        warn(spec, Options.ON_CREATE, "is not created");
    }

    private void warn(TenantSpec spec, Option<OwnScript> option, String otherwise) {
        OwnScript asked = spec.get(option);
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
                                "warning: bash cannot parse the %s script for tenant %s, %s; a notebook %s if its script fails"
                                        .formatted(option, spec.tenant(), Printable.text(complaint), otherwise))));
    }
}
