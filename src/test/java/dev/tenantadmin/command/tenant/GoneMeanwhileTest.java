package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Somebody else deletes what a command has just been told of. */
class GoneMeanwhileTest {

    private final Shell shell = new Shell();

    /** SageMaker refuses to list the tags of what has gone since it was described. */
    @Test
    void whatGoesBeforeItsTagsAreListedIsMissing() {
        shell.run("create-tenant acme -q --idle-stop 2h").done();
        shell.run("stop acme -q").done();
        // Two calls at once may both be the first.
        AtomicBoolean gone = new AtomicBoolean();
        shell.door.meanwhile("ListTags", 1, () -> delete(gone));

        Ran ran = shell.run("describe-tenant acme").done();

        assertThat(ran.out()).contains("missing");
        assertThat(shell.run("create-tenant acme -q").done().err()).doesNotContain("Exception");
    }

    private synchronized void delete(AtomicBoolean gone) {
        if (!gone.getAndSet(true)) {
            shell.sagemaker().deleteNotebookInstance(r -> r.notebookInstanceName("acme--main"));
            shell.clock.pass(Duration.ofMinutes(1));
            shell.sagemaker()
                    .deleteNotebookInstanceLifecycleConfig(r -> r.notebookInstanceLifecycleConfigName("acme--setup"));
        }
    }
}
