package dev.tenantadmin.command.audit;

import dev.tenantadmin.aws.notebook.NotebookDetails;
import dev.tenantadmin.aws.notebook.NotebookInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The controls on a notebook instance. */
record NotebookControls(String tenant, NotebookDetails seen) {

    List<Check> checks() {
        return List.of(
                is(Control.SAGEMAKER_1, seen.directInternetAccess(), "Disabled"),
                check(Control.SAGEMAKER_2, seen.subnetId() != null, seen.subnetId()),
                is(Control.SAGEMAKER_3, seen.rootAccess(), "Disabled"),
                is(Control.SAGEMAKER_8, seen.platform(), NotebookInstance.PLATFORM),
                check(Control.SAGEMAKER_21, seen.kmsKeyId() != null, seen.kmsKeyId()),
                is(Control.IMDS_V2, seen.imds(), NotebookInstance.IMDS_V2));
    }

    private Check is(Control control, @Nullable String actual, String wanted) {
        return check(control, wanted.equals(actual), actual);
    }

    private Check check(Control control, boolean met, @Nullable String actual) {
        return Check.of(
                tenant,
                control,
                new Checked(Checked.Kind.NOTEBOOK_INSTANCE, seen.name()),
                met,
                actual == null ? "none" : actual);
    }
}
