package dev.tenantadmin.command.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.OrgJsonNode;
import dev.tenantadmin.tenant.option.OptionValues;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema says of a file what the reader says, as far as a schema can. */
class TenantsFileSchemaTest {

    private static boolean read(String file) {
        try {
            ApplyOrders.of(TenantsFileReader.read(new StringReader(file)), OptionValues.NONE);
            return true;
        } catch (InvalidTenantsFileException e) {
            return false;
        }
    }

    private static boolean valid(String file) throws IOException {
        Object parsed = new Load(LoadSettings.builder().build()).loadFromString(file);
        return new ValidatorFactory()
                .withJsonNodeFactory(new OrgJsonNode.Factory())
                .validate(
                        TenantsFileSchema.text(),
                        JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(parsed))
                .isValid();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenants: []",
                "tenants: [{name: acme}]",
                "x-common: [1]\ndefaults: {x-why: y}\ntenants: [{name: acme, x-ticket: 4711}]",
                "{\"set\": \"research\", \"tenants\": [{\"name\": \"acme\", \"users\": [\"alice\", \"bob\"]}]}",
                "defaults: {tags: {cost: 4711, live: true}}\ntenants:\n- name: acme\n  tags: {cost: x}",
                "tenants: [{name: acme, users: []}]",
                "{\"schemaVersion\": 1, \"notes\": [\"a\"], \"tenants\": [{\"name\": \"acme\", \"notes\": [\"b\", \"c\"]}]}",
                "tenants: [{name: acme, no-users: true, volume-size: 50, instance-type: ml.t3.large}]",
                "tenants: [{name: acme, subnet: subnet-1, security-groups: [sg-1, sg-2]}]",
                "tenants: [{name: acme, region: eu-west-1, assume-role: 'arn:aws:iam::123456789012:role/x'}]",
                "tenants: [{name: acme, require-mfa: false, allow-cidrs: [203.0.113.0/24], max-runtime: 6h}]",
                "tenants: [{name: acme, trusts: ['arn:aws:iam::210987654321:root,external-id=x-7'], path-prefix: /teams/}]",
                "tenants: [{name: acme, notebooks: [lab, batch], kms-key: 12345678-1234-1234-1234-123456789012}]",
                "tenants: [{name: acme, data-locations: ['s3://lake/acme/'], data-key: 'arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012'}]",
            })
    void bothTake(String file) throws IOException {
        assertThat(read(file)).isTrue();
        assertThat(valid(file)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "tenants: {}",
                "tenants: [acme]",
                "tenants: [{}]",
                "tenants: [{name: 7}]",
                "tenants: [{name: Acme}]",
                "tenants: [{name: my-sagemaker}]",
                "tenants: [{name: a23456789012345678901}]",
                "tenants: [{name: acme, user: [alice]}]",
                "tenants: [{name: acme, users: alice}]",
                "tenants: [{name: acme, users: [7]}]",
                "tenants: [{name: acme, users: ['a,,b']}]",
                "tenants: [{name: acme, notebooks: ['a,b']}]",
                "tenants: [{name: acme, users: [Alice]}]",
                "tenants: [{name: acme, no-users: 'true'}]",
                "tenants: [{name: acme, volume-size: '50'}]",
                "tenants: [{name: acme, volume-size: 5.5}]",
                "tenants: [{name: acme, instance-type: t3.medium}]",
                "tenants: [{name: acme, tags: [a]}]",
                "tenants: [{name: acme, tags: {a: null}}]",
                "tenants: [{name: acme, tags: {set: x}}]",
                "tenants: [{name: acme, region: nowhere}]",
                "tenants: [{name: acme, subnet: net-1, security-groups: [sg-1]}]",
                "set: 'Not A Name'\ntenants: []",
                "schemaVersion: 2\ntenants: []",
                "schemaVersion: '1'\ntenants: []",
                "notes: one\ntenants: []",
                "tenants: [{name: acme, notes: {a: b}}]",
                "default: {}\ntenants: []",
                "defaults: {name: x}\ntenants: []",
            })
    void bothRefuse(String file) throws IOException {
        assertThat(read(file)).isFalse();
        assertThat(valid(file)).isFalse();
    }

    @Test
    void whatIsShippedIsWhatIsPrinted() throws IOException {
        assertThat(Files.readString(Path.of("src/main/dist/share/tenant-admin/tenants.schema.json")))
                .isEqualTo(TenantsFileSchema.text() + "\n")
                .isEqualTo(new Shell().run("apply --print-schema").done().out());
    }
}
