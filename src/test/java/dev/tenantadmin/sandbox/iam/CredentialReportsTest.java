package dev.tenantadmin.sandbox.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Clients;
import dev.tenantadmin.sandbox.server.Sandbox;
import dev.tenantadmin.testing.Certificates;
import dev.tenantadmin.testing.FakeClock;
import dev.tenantadmin.testing.MfaDevices;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CredentialReportExpiredException;
import software.amazon.awssdk.services.iam.model.CredentialReportNotPresentException;
import software.amazon.awssdk.services.iam.model.CredentialReportNotReadyException;
import software.amazon.awssdk.services.iam.model.ReportFormatType;
import software.amazon.awssdk.services.iam.model.StatusType;

class CredentialReportsTest {
    private final FakeClock clock = new FakeClock();
    private final IamClient iam =
            Clients.of(Sandbox.inMemory(clock, SandboxSettings.defaults())).iam();

    private List<String> report() {
        iam.generateCredentialReport();
        clock.pass(Duration.ofSeconds(1));
        return iam.getCredentialReport().content().asUtf8String().lines().toList();
    }

    private static Map<String, String> fields(List<String> report, int row) {
        String[] names = report.get(0).split(",", -1);
        String[] values = report.get(row).split(",", -1);
        assertThat(values).hasSameSizeAs(names);
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            fields.put(names[i], values[i]);
        }
        return fields;
    }

    /** IAM user guide, "Generate credential reports for your AWS account"; the reference of GetCredentialReport. */
    @Test
    void aReportIsMadeOnceInFourHours() {
        assertThatThrownBy(iam::getCredentialReport)
                .isInstanceOfSatisfying(
                        CredentialReportNotPresentException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(410));
        assertThat(iam.generateCredentialReport()).satisfies(answer -> {
            assertThat(answer.stateAsString()).isEqualTo("STARTED");
            assertThat(answer.description()).isEqualTo("No report exists. Starting a new report generation task");
        });
        assertThatThrownBy(iam::getCredentialReport)
                .isInstanceOfSatisfying(
                        CredentialReportNotReadyException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(404));
        assertThat(iam.generateCredentialReport().stateAsString()).isEqualTo("INPROGRESS");
        clock.pass(Duration.ofSeconds(1));
        assertThat(iam.generateCredentialReport()).satisfies(answer -> {
            assertThat(answer.stateAsString()).isEqualTo("COMPLETE");
            assertThat(answer.description()).isNull();
        });
        assertThat(iam.getCredentialReport().reportFormat()).isEqualTo(ReportFormatType.TEXT_CSV);
        assertThat(iam.getCredentialReport().generatedTime()).isEqualTo(clock.instant());

        String first = iam.getCredentialReport().content().asUtf8String();
        iam.createUser(request -> request.userName("late"));
        clock.pass(Duration.ofHours(4));
        assertThat(iam.generateCredentialReport().stateAsString()).isEqualTo("COMPLETE");
        assertThat(iam.getCredentialReport().content().asUtf8String()).isEqualTo(first);
        clock.pass(Duration.ofSeconds(1));
        assertThatThrownBy(iam::getCredentialReport)
                .isInstanceOfSatisfying(
                        CredentialReportExpiredException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(410));
        assertThat(report()).hasSize(3).last().asString().startsWith("late,");
    }

    @Test
    void theRootUserIsFirstAndUsersFollowByNameWhateverTheCase() {
        for (String name : List.of("Zoe", "bob", "Alice")) {
            iam.createUser(request -> request.userName(name).path("/acme/"));
        }
        List<String> report = report();
        assertThat(report.stream().map(line -> line.split(",", -1)[0]))
                .containsExactly("user", "<root_account>", "Alice", "bob", "Zoe");
        assertThat(report.get(1))
                .isEqualTo("<root_account>,arn:aws:iam::123456789012:root,1970-01-01T00:00:00Z,true,no_information,"
                        + "1970-01-01T00:00:00Z,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,"
                        + "false,N/A,false,N/A");
        assertThat(report.get(2))
                .isEqualTo("Alice,arn:aws:iam::123456789012:user/acme/Alice,"
                        + clock.instant().minusSeconds(1).truncatedTo(ChronoUnit.SECONDS)
                        + ",false,N/A,N/A,N/A,false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A");
    }

    @Test
    void aUsersCredentialsAreTold() {
        iam.createUser(request -> request.userName("alice"));
        String begin = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        iam.updateAccountPasswordPolicy(request -> request.maxPasswordAge(90));
        iam.createLoginProfile(request -> request.userName("alice").password("Correct-horse-7"));
        iam.createAccessKey(request -> request.userName("alice"));
        MfaDevices.enable(iam, "alice", "phone");
        String certificate = iam.uploadSigningCertificate(
                        request -> request.userName("alice").certificateBody(Certificates.SELF_SIGNED))
                .certificate()
                .certificateId();
        Map<String, String> told = fields(report(), 2);
        assertThat(told)
                .containsEntry("password_enabled", "true")
                .containsEntry("password_last_used", "no_information")
                .containsEntry("password_last_changed", begin)
                .containsEntry(
                        "password_next_rotation",
                        clock.instant()
                                .minusSeconds(1)
                                .plus(90, ChronoUnit.DAYS)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString())
                .containsEntry("mfa_active", "true")
                .containsEntry("access_key_1_active", "true")
                .containsEntry("access_key_1_last_rotated", begin)
                .containsEntry("access_key_1_last_used_date", "N/A")
                .containsEntry("access_key_2_active", "false")
                .containsEntry("cert_1_active", "true")
                .containsEntry("cert_1_last_rotated", begin)
                .containsEntry("cert_2_last_rotated", "N/A");

        String second = iam.createAccessKey(request -> request.userName("alice"))
                .accessKey()
                .accessKeyId();
        iam.updateAccessKey(
                request -> request.userName("alice").accessKeyId(second).status(StatusType.INACTIVE));
        iam.updateSigningCertificate(
                request -> request.userName("alice").certificateId(certificate).status(StatusType.INACTIVE));
        clock.pass(Duration.ofHours(5));
        told = fields(report(), 2);
        assertThat(List.of(told.get("access_key_1_active"), told.get("access_key_2_active")))
                .containsExactlyInAnyOrder("true", "false");
        assertThat(told)
                .containsEntry("cert_1_active", "false")
                .containsEntry("cert_1_last_rotated", begin)
                .doesNotContainEntry("access_key_2_last_rotated", "N/A");
    }
}
