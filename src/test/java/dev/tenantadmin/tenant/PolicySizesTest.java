package dev.tenantadmin.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicySizesTest {

    private static final String ADMINISTRATOR = "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/"
            + "ap-southeast-1/AWSReservedSSO_" + "x".repeat(32) + "_0123456789abcdef";

    @ParameterizedTest
    @CsvSource({"aws,ap-southeast-1", "aws-cn,cn-northwest-1", "aws-us-gov,us-gov-west-1"})
    void theLongestNameWithEveryOptionFits(String partition, String region) {
        PolicySizes sizes = sizes(partition, region, 5);
        assertThat(sizes.sizes())
                .extracting(PolicySizes.Size::limit)
                .containsExactly(6_144, 6_144, 5_120, 10_240, 2_048, 2_048);
        sizes.check();
        // The data location is still to come.
        assertThat(sizes.sizes().get(0).characters()).isLessThan(5_700);
    }

    @Test
    void whiteSpaceIsNotCounted() {
        assertThat(PolicySizes.characters("{ \"a\":\n\t1 }")).isEqualTo(7);
    }

    @Test
    void aDocumentThatIsTooLargeIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sizes("aws", "eu-west-1", 100).check())
                .withMessageMatching(
                        "the access policy would have [\\d,]+ characters, [\\d,]+ more than the 6,144 that IAM allows: .*");
    }

    private static PolicySizes sizes(String partition, String region, int groups) {
        return PolicySizes.of(new PolicyDocuments(
                new Names(new TenantName("abcdefghijklmnopqrst"), new Home(partition, "123456789012", region)),
                new PolicyOptions(
                        ADMINISTRATOR,
                        "subnet-0123456789abcdef0",
                        IntStream.range(0, groups)
                                .mapToObj("sg-%017x"::formatted)
                                .toList(),
                        "1234abcd-12ab-34cd-56ef-1234567890ab",
                        AccessOptions.NONE,
                        WorkOptions.NONE,
                        null,
                        false)));
    }
}
