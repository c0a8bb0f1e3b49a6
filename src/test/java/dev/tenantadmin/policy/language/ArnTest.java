package dev.tenantadmin.policy.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ARNs are cut at their first five colons and put together again. */
class ArnTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arn:aws:iam::123456789012:role/teams/acme--access | aws | iam | '' | 123456789012 | role/teams/acme--access | role",
                "arn:aws-cn:sagemaker:cn-north-1:123456789012:model/acme--m | aws-cn | sagemaker | cn-north-1 | 123456789012 | model/acme--m | model",
                "arn:aws:s3:::bucket | aws | s3 | '' | '' | bucket | ''",
                "arn:aws:logs:us-east-1:1:log-group:a:log-stream:b | aws | logs | us-east-1 | 1 | log-group:a:log-stream:b | ''",
                "arn:*:*::123456789012:* | * | * | '' | 123456789012 | * | ''",
                "arn:aws:iam::123456789012: | aws | iam | '' | 123456789012 | '' | ''",
            })
    void itsPartsAreWhatStandsBetweenTheColons(
            String text,
            String partition,
            String service,
            String region,
            String account,
            String resource,
            String type) {
        Arn arn = Arn.of(text);

        assertThat(arn).isEqualTo(new Arn(partition, service, region, account, resource));
        assertThat(arn.type()).isEqualTo(type);
        assertThat(arn).hasToString(text);
        assertThat(Arn.parse(text)).contains(arn);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "123456789012", "arn:aws:iam::123456789012", "urn:aws:iam::123456789012:root"})
    void whatLacksAPartIsNone(String text) {
        assertThat(Arn.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Arn.of(text)).withMessage("'%s' is not an ARN", text);
    }

    @Test
    void aRootStandsForItsAccount() {
        assertThat(Arn.iam("aws", "123456789012", "root").isRoot()).isTrue();
        assertThat(Arn.of("arn:aws-cn:iam::123456789012:root").isRoot()).isTrue();
        assertThat(Arn.of("arn:aws:iam::123456789012:role/root").isRoot()).isFalse();
        assertThat(Arn.of("arn:aws:s3:::root").isRoot()).isFalse();
    }

    @Test
    void aNameStandsBehindItsPath() {
        assertThat(Arn.name("arn:aws:iam::123456789012:role/a/b/acme--access")).isEqualTo("acme--access");
        assertThat(Arn.name("arn:aws:iam::123456789012:user/acme--owner")).isEqualTo("acme--owner");
        assertThat(Arn.name("GAHT12345678")).isEqualTo("GAHT12345678");
    }

    @Test
    void aBucketHasNeitherRegionNorAccount() {
        assertThat(Arn.s3("aws-cn", "data/acme/*")).hasToString("arn:aws-cn:s3:::data/acme/*");
    }
}
