package dev.tenantadmin.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.DataKey;
import dev.tenantadmin.tenant.option.NotebookSpec;
import dev.tenantadmin.tenant.option.OptionValues;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.option.TagSpec;
import dev.tenantadmin.tenant.option.TenantSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was asked, what an earlier command set, and the defaults, put together. */
class TenantTest {

    private static final TenantName ACME = new TenantName("acme");
    private static final Names NAMES = new Names(ACME, new Home("aws", "123456789012", "us-east-1"));
    private static final TenantSpec AS_IT_IS = TenantSpec.asItIs(ACME);
    private static final Settings HALF = settings(null, true);
    private static final Settings COMPLETE = settings(1, true);
    private static final Settings MEMBERLESS = settings(1, false);

    private static Settings settings(@Nullable Integer revision, boolean members) {
        OptionValues options = OptionValues.NONE
                .with(Options.SUBNET, Optional.of("subnet-1"))
                .with(Options.SECURITY_GROUPS, List.of("sg-1"))
                .with(Options.KMS_KEY, Optional.of("12345678-1234-1234-1234-123456789012"));
        return new Settings(revision, members, "jane", options, Map.of("team", "blue"), false);
    }

    private static Tenant wanted(TenantSpec spec, @Nullable Settings before, Set<String> users, Set<String> notebooks) {
        return Tenant.wanted(
                spec,
                NAMES,
                before,
                Set.copyOf(users.stream().map(PersonName::new).toList()),
                Set.copyOf(notebooks.stream().map(NotebookName::new).toList()),
                () -> "caller");
    }

    private static Tenant wanted(TenantSpec spec, @Nullable Settings before) {
        return wanted(spec, before, Set.of(), Set.of());
    }

    private static TenantSpec spec(
            List<String> users, boolean noUsers, List<String> notebooks, @Nullable Integer volume) {
        return new TenantSpec(
                ACME,
                OptionValues.NONE
                        .with(Options.USERS, users.stream().map(PersonName::new).toList())
                        .with(Options.NO_USERS, noUsers)
                        .with(
                                Options.NOTEBOOKS,
                                notebooks.stream().map(NotebookName::new).toList())
                        .with(Options.VOLUME_SIZE, Optional.ofNullable(volume))
                        .with(Options.TAGS, new TagSpec(Map.of("cost", "1"), Set.of(), true)));
    }

    @Test
    void aNewTenantHasAnOwnerANotebookAndItsMakerAsAdministrator() {
        Tenant tenant = wanted(AS_IT_IS, null);

        assertThat(tenant.users()).hasToString("[owner]");
        assertThat(tenant.notebooks().keySet()).hasToString("[main]");
        assertThat(tenant.settings().members()).isTrue();
        assertThat(tenant.settings()).isEqualTo(Settings.plain("caller"));
    }

    @Test
    void defaultsApplyUntilATenantWasOnceComplete() {
        assertThat(wanted(AS_IT_IS, HALF).users()).hasToString("[owner]");
        assertThat(wanted(AS_IT_IS, HALF).notebooks().keySet()).hasToString("[main]");
        assertThat(wanted(AS_IT_IS, COMPLETE).users()).isEmpty();
    }

    @Test
    void aTenantIsNeverWithoutANotebook() {
        assertThat(wanted(AS_IT_IS, COMPLETE).notebooks().keySet()).hasToString("[main]");
        assertThat(wanted(AS_IT_IS, COMPLETE, Set.of(), Set.of("lab"))
                        .notebooks()
                        .keySet())
                .hasToString("[lab]");
    }

    @Test
    void whatIsThereStaysAndWhatIsAskedIsAdded() {
        Tenant tenant =
                wanted(spec(List.of("bob"), false, List.of("lab"), 20), COMPLETE, Set.of("alice"), Set.of("main"));

        assertThat(tenant.users()).hasToString("[alice, bob]");
        assertThat(tenant.notebooks())
                .containsEntry(new NotebookName("lab"), new NotebookSpec(null, 20))
                .containsEntry(new NotebookName("main"), NotebookSpec.AS_IT_IS);
        assertThat(tenant.settings().options()).isEqualTo(COMPLETE.options());
        assertThat(tenant.settings().tags()).isEqualTo(Map.of("team", "blue", "cost", "1"));
    }

    @Test
    void withoutANameAllNotebooksAreMeant() {
        assertThat(wanted(spec(List.of(), false, List.of(), 20), COMPLETE, Set.of(), Set.of("lab", "main"))
                        .notebooks()
                        .values())
                .containsOnly(new NotebookSpec(null, 20));
    }

    @Test
    void membersComeWithTheFirstUserAndDoNotGo() {
        assertThat(wanted(spec(List.of(), true, List.of(), null), null)
                        .settings()
                        .members())
                .isFalse();
        assertThat(wanted(AS_IT_IS, MEMBERLESS).settings().members()).isFalse();
        assertThat(wanted(spec(List.of("bob"), false, List.of(), null), MEMBERLESS)
                        .settings()
                        .members())
                .isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> wanted(spec(List.of(), true, List.of(), null), COMPLETE));
    }

    @Test
    void settingsComeBackFromTheAnchorsTags() {
        for (Settings settings : List.of(COMPLETE, MEMBERLESS)) {
            Map<String, String> tags = settings.toTags(ACME);
            assertThat(tags).doesNotContainKey("revision").containsEntry("tenant", "acme");
            tags.put("revision", "1");
            tags.put("aws:cloudformation:stack-name", "x");
            assertThat(Settings.fromTags(tags, () -> "caller")).isEqualTo(settings);
        }
        DataKey key = new DataKey("arn:aws:kms:us-east-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab");
        Map<String, String> keyed = Map.of("data-location", "s3://lake/acme/", "data-key", key.arn());
        assertThat(Settings.fromTags(keyed, () -> "caller").get(Options.DATA_KEY))
                .contains(key);
        Settings edited = Settings.fromTags(Map.of("revision", "one"), () -> "caller");
        assertThat(edited.complete()).isFalse();
        assertThat(edited.administrator()).isEqualTo("caller");
        assertThat(Settings.newer(Map.of("revision", "4"))).isTrue();
    }
}
