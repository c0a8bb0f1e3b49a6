package dev.tenantadmin.aws;

import dev.tenantadmin.proof.Check;
import dev.tenantadmin.proof.Checked;
import dev.tenantadmin.proof.Control;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;

/** The controls on a notebook instance. */
record NotebookControls(String tenant, DescribeNotebookInstanceResponse seen) {

    List<Check> checks() {
        String imds = seen.instanceMetadataServiceConfiguration() == null
                ? null
                : seen.instanceMetadataServiceConfiguration().minimumInstanceMetadataServiceVersion();
        String key = seen.kmsKeyId();
        return List.of(
                is(Control.SAGEMAKER_1, seen.directInternetAccessAsString(), "Disabled"),
                check(Control.SAGEMAKER_2, seen.subnetId() != null, seen.subnetId()),
                is(Control.SAGEMAKER_3, seen.rootAccessAsString(), "Disabled"),
                is(Control.SAGEMAKER_8, seen.platformIdentifier(), NotebookInstance.PLATFORM),
                check(Control.SAGEMAKER_21, key != null, key),
                is(Control.IMDS_V2, imds, NotebookInstance.IMDS_V2));
    }

    private Check is(Control control, @Nullable String actual, String wanted) {
        return check(control, wanted.equals(actual), actual);
    }

    private Check check(Control control, boolean met, @Nullable String actual) {
        return Check.of(
                tenant,
                control,
                new Checked(Checked.Kind.NOTEBOOK_INSTANCE, seen.notebookInstanceName()),
                met,
                actual == null ? "none" : actual);
    }
}
