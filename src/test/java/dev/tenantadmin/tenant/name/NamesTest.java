package dev.tenantadmin.tenant.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tenantadmin.tenant.document.Revocation;
import dev.tenantadmin.tenant.option.OptionType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    private static final Home HOME = new Home("aws", "123456789012", "eu-west-1");
    private static final String LONGEST = "abcdefghijklmnopqrst";

    @ParameterizedTest
    @ValueSource(strings = {"a", "acme", "acme-west", "a1-b2-c3", "awsome", LONGEST})
    void tenantNameIsTaken(String name) {
        assertThat(new TenantName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "a-",
                "a--b",
                "1a",
                "Acme",
                "acme_west",
                "acme.west",
                "äcme",
                "acme ",
                "acme\n",
                "a*",
                "a/b",
                LONGEST + "u"
            })
    void tenantNameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TenantName(name))
                .withMessageStartingWith("tenant name '");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "amazon", "sagemaker", "my-sagemaker", "aws-team", "the-amazon-team"})
    void tenantNameIsReserved(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TenantName(name))
                .withMessageContaining("is reserved");
    }

    @Test
    void messageShowsNoControlCharacters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TenantName("a\u001b[2Jb"))
                .withMessageContaining("'a [2Jb'");
    }

    @Test
    void personsAndNotebooksMayBeginWithADigit() {
        assertThat(new PersonName("7-of-9")).hasToString("7-of-9");
        assertThat(new NotebookName("2024")).hasToString("2024");
        assertThatIllegalArgumentException().isThrownBy(() -> new PersonName("a--b"));
        assertThatIllegalArgumentException().isThrownBy(() -> new NotebookName("A"));
        assertThatIllegalArgumentException().isThrownBy(() -> new NotebookName("x".repeat(42)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"first.last", "jane@example.com", "a+b", "a_b", "a=b", "last,first", "a-b", "x.1-2_3"})
    void personsHaveTheNamesThatOrganisationsGive(String name) {
        assertThat(new PersonName(name)).hasToString(name);
        assertThat(OptionType.unescaped(OptionType.escaped(name))).isEqualTo(name);
        // What IAM takes for users and for policies, and STS for who signs.
        String user = names("acme").user(new PersonName(name));
        assertThat(List.of(user, Revocation.policyName(names("acme"), new Revocation.Whose.User(user))))
                .allMatch(derived -> derived.matches("[\\w+=,.@-]{2,64}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".a", "a.", "a..b", "a--b", "a.-b", "A", "a b", "a/b", "a:b", "ä", "a*", "a\\,b", "a\n"})
    void personNameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PersonName(name))
                .withMessageStartingWith("user name '");
    }

    @Test
    void theLongestNamesFitTheServices() {
        Names names = names(LONGEST);
        String longest = "x".repeat(41);
        assertThat(names.notebook(new NotebookName(longest))).hasSize(63).matches("[a-zA-Z0-9](-*[a-zA-Z0-9])*");
        assertThat(names.user(new PersonName(longest))).hasSizeLessThanOrEqualTo(64);
        assertThat(names.executionRole()).hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void noTenantsNamesBeginWithAnothers() {
        Names acme = names("acme");
        for (String other : new String[] {"a", "acme-west", "acme-w", "acmes"}) {
            Names names = names(other);
            assertThat(names.prefix()).doesNotStartWith(acme.prefix());
            assertThat(acme.prefix()).doesNotStartWith(names.prefix());
            assertThat(names.path()).doesNotStartWith(acme.path());
            assertThat(acme.path()).doesNotStartWith(names.path());
        }
    }

    @Test
    void everythingDerivesFromTheName() {
        Names names = names("acme");
        assertThat(names.path()).isEqualTo("/tenant-admin/eu-west-1/acme/");
        assertThat(names.boundaryArn())
                .isEqualTo("arn:aws:iam::123456789012:policy/tenant-admin/eu-west-1/acme/acme--boundary");
        assertThat(names.accessRoleArn())
                .isEqualTo("arn:aws:iam::123456789012:role/tenant-admin/eu-west-1/acme/acme--access");
        assertThat(names.usersArn()).isEqualTo("arn:aws:iam::123456789012:user/tenant-admin/eu-west-1/acme/acme--*");
        assertThat(names.belowUsersArn()).isEqualTo("arn:aws:iam::123456789012:user/tenant-admin/eu-west-1/acme/*/*");
        assertThat(names.ownSagemaker("model")).isEqualTo("arn:aws:sagemaker:eu-west-1:123456789012:model/acme--*");
    }

    private static Names names(String tenant) {
        return new Names(new TenantName(tenant), HOME);
    }
}
