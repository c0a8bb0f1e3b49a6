package dev.tenantadmin.sandbox.iam;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.wire.AwsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.GenerateCredentialReportRequest;
import software.amazon.awssdk.services.iam.model.GenerateCredentialReportResponse;
import software.amazon.awssdk.services.iam.model.GetCredentialReportRequest;
import software.amazon.awssdk.services.iam.model.GetCredentialReportResponse;
import software.amazon.awssdk.services.iam.model.LoginProfile;
import software.amazon.awssdk.services.iam.model.PasswordPolicy;
import software.amazon.awssdk.services.iam.model.ReportFormatType;
import software.amazon.awssdk.services.iam.model.ReportStateType;
import software.amazon.awssdk.services.iam.model.SigningCertificate;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.User;

/**
 * The operations on the credential report. A report tells of the time when it was begun, takes the sandbox's transition to make, and
 * serves for four hours (IAM user guide, "Generate credential reports for your AWS account"). The sandbox records no use of credentials.
 */
public record CredentialReports(Store store, Duration transition, Clock clock) {
    private static final String KEY = "account/credential-report";
    private static final Duration LIFE = Duration.ofHours(4);
    private static final int SLOTS = 2;
    private static final String NONE = "N/A";
    private static final String UNKNOWN_USE = "no_information";
    private static final String HEADER = "user,arn,user_creation_time,password_enabled,password_last_used,"
            + "password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
            + "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
            + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
            + "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,"
            + "cert_2_active,cert_2_last_rotated";

    private Optional<GetCredentialReportResponse> report() {
        return store.find(KEY, GetCredentialReportResponse.class);
    }

    private boolean isPending(GetCredentialReportResponse report) {
        return clock.instant().isBefore(report.generatedTime());
    }

    private boolean hasExpired(GetCredentialReportResponse report) {
        return clock.instant().isAfter(report.generatedTime().plus(LIFE));
    }

    GenerateCredentialReportResponse generateCredentialReport(
            GenerateCredentialReportRequest request, CallerIdentity caller) {
        Optional<GetCredentialReportResponse> present = report().filter(report -> !hasExpired(report));
        if (present.isPresent()) {
            return GenerateCredentialReportResponse.builder()
                    .state(isPending(present.get()) ? ReportStateType.INPROGRESS : ReportStateType.COMPLETE)
                    .build();
        }
        store.put(
                KEY,
                GetCredentialReportResponse.builder()
                        .content(SdkBytes.fromUtf8String(content(caller)))
                        .reportFormat(ReportFormatType.TEXT_CSV)
                        .generatedTime(clock.instant().plus(transition))
                        .build());
        return GenerateCredentialReportResponse.builder()
                .state(ReportStateType.STARTED)
                .description("No report exists. Starting a new report generation task")
                .build();
    }

    GetCredentialReportResponse getCredentialReport(GetCredentialReportRequest request, CallerIdentity caller) {
        // AWS says no more than "Unknown".
        GetCredentialReportResponse report =
                report().orElseThrow(() -> new AwsException("ReportNotPresent", 410, "Unknown"));
        if (isPending(report)) {
            throw new AwsException("ReportInProgress", 404, "Unknown");
        } else if (hasExpired(report)) {
            throw new AwsException("ReportExpired", 410, "Unknown");
        }
        return report;
    }

    private String content(CallerIdentity caller) {
        List<String> rows = new ArrayList<>(List.of(HEADER, root(caller)));
        store.all("user/", User.class).stream()
                .sorted(Comparator.comparing(User::userName, String.CASE_INSENSITIVE_ORDER))
                .map(this::row)
                .forEach(rows::add);
        return String.join("\n", rows);
    }

    /** The root user as GetAccountSummary tells of it: a password, a device, no keys. */
    private static String root(CallerIdentity caller) {
        String begin = time(Instant.EPOCH);
        List<String> fields = new ArrayList<>(List.of(
                "<root_account>",
                Arn.iam(caller.partition(), caller.account(), "root").toString(),
                begin,
                "true",
                UNKNOWN_USE,
                begin,
                "not_supported",
                "true"));
        fields.addAll(keys(List.of()));
        fields.addAll(certificates(List.of()));
        return String.join(",", fields);
    }

    private String row(User user) {
        List<String> fields = new ArrayList<>(List.of(user.userName(), user.arn(), time(user.createDate())));
        fields.addAll(password(user));
        fields.add(String.valueOf(SecurityCredentials.hasDevice(store, user)));
        fields.addAll(keys(SecurityCredentials.accessKeys(store, user)));
        fields.addAll(
                certificates(store.all(SecurityCredentials.certificates(user.userName()), SigningCertificate.class)));
        return String.join(",", fields);
    }

    private List<String> password(User user) {
        Optional<LoginProfile> profile =
                store.find(SecurityCredentials.loginProfile(user.userName()), LoginProfile.class);
        if (profile.isEmpty()) {
            return List.of("false", NONE, NONE, NONE);
        }
        Instant changed = profile.get().createDate();
        String rotation = store.find(AccountSettings.PASSWORDS, PasswordPolicy.class)
                .flatMap(policy -> Optional.ofNullable(policy.maxPasswordAge()))
                .map(days -> time(changed.plus(days, ChronoUnit.DAYS)))
                .orElse(NONE);
        return List.of("true", UNKNOWN_USE, time(changed), rotation);
    }

    /** A key that is off keeps its time; keys are in the order of their ids. */
    private static List<String> keys(List<AccessKey> keys) {
        List<String> fields = new ArrayList<>();
        keys.stream()
                .sorted(Comparator.comparing(AccessKey::accessKeyId))
                .limit(SLOTS)
                .forEach(key ->
                        fields.addAll(List.of(isActive(key.status()), time(key.createDate()), NONE, NONE, NONE)));
        for (int slot = keys.size(); slot < SLOTS; slot++) {
            fields.addAll(List.of("false", NONE, NONE, NONE, NONE));
        }
        return fields;
    }

    /** A certificate that is off comes first. */
    private static List<String> certificates(List<SigningCertificate> certificates) {
        List<String> fields = new ArrayList<>();
        certificates.stream()
                .sorted(Comparator.comparing((SigningCertificate one) -> one.status() == StatusType.ACTIVE)
                        .thenComparing(SigningCertificate::uploadDate)
                        .thenComparing(SigningCertificate::certificateId))
                .limit(SLOTS)
                .forEach(one -> fields.addAll(List.of(isActive(one.status()), time(one.uploadDate()))));
        for (int slot = certificates.size(); slot < SLOTS; slot++) {
            fields.addAll(List.of("false", NONE));
        }
        return fields;
    }

    private static String isActive(StatusType status) {
        return String.valueOf(status == StatusType.ACTIVE);
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
