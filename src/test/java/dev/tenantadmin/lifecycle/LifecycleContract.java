package dev.tenantadmin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenantadmin.lifecycle.backend.Backend;
import dev.tenantadmin.lifecycle.backend.Backend.Ability;
import dev.tenantadmin.testing.Ran;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A tenant's life from the first command to the last, the same on every backend that begins and ends empty. */
interface LifecycleContract {

    Backend backend();

    default String[] create() {
        return backend().abilities().contains(Ability.USERS)
                ? new String[] {"create-tenant", "acme"}
                : new String[] {"create-tenant", "acme", "--no-users"};
    }

    @Test
    default void aTenantLivesAndLeavesNothingBehind() {
        Backend backend = backend();
        assertThat(backend.contents()).isEmpty();

        Ran created = backend.run(create()).done();
        assertThat(created.out())
                .contains(
                        "acme--boundary",
                        "acme--access",
                        "acme--execution",
                        "acme--main is InService",
                        "tenant-admin url acme --region us-east-1");
        assertThat(backend.contents())
                .contains(
                        "policy acme--boundary",
                        "policy acme--access",
                        "role acme--access",
                        "role acme--execution",
                        "notebook instance acme--main");
        assertThat(backend.contents().contains("user acme--owner"))
                .isEqualTo(backend.abilities().contains(Ability.USERS));

        Ran again = backend.run("create-tenant", "acme", "-v").done();
        assertThat(again.out()).contains("no changes needed");
        assertThat(again.operations()).isNotEmpty().allMatch(operation -> operation.matches("(Get|List|Describe).*"));

        assertThat(backend.run("describe-tenant", "acme").done().out())
                .contains("complete, revision 3", "acme--main is InService")
                .doesNotContain("missing", "drifted");
        assertThat(backend.run("list-tenants").done().out()).contains("acme", "us-east-1", "complete");

        backend.run("stop", "acme").done();
        assertThat(backend.notebook("acme--main")).isEqualTo("Stopped ml.t3.medium");
        assertThat(backend.run("stop", "acme").done().out()).contains("unchanged");
        backend.run("start", "acme").done();
        assertThat(backend.notebook("acme--main")).isEqualTo("InService ml.t3.medium");

        assertThat(backend.run("delete-tenant", "acme", "--yes").done().out()).contains("nothing of it is left");
        assertThat(backend.contents()).isEmpty();
        assertThat(backend.run("delete-tenant", "acme", "--yes").done().out()).contains("no changes needed");
        assertThat(backend.run("describe-tenant", "acme").exit()).isEqualTo(3);
    }

    @Test
    default void aStoppedNotebookIsNotStartedByCreate() {
        Backend backend = backend();
        backend.run(create()).done();
        backend.run("stop", "acme").done();

        backend.run("create-tenant", "acme").done();

        assertThat(backend.notebook("acme--main")).isEqualTo("Stopped ml.t3.medium");
        backend.run("delete-tenant", "acme", "--yes").done();
        assertThat(backend.contents()).isEmpty();
    }

    @Test
    default void aTenantWithASetupLivesAndLeavesNothingBehind() {
        Backend backend = backend();
        assumeTrue(backend.abilities().contains(Ability.UPDATE), "the backend cannot tag lifecycle configs");
        String[] create = Stream.concat(Stream.of(create()), Stream.of("--idle-stop", "2h"))
                .toArray(String[]::new);

        backend.run(create).done();
        assertThat(backend.sagemaker()
                        .describeNotebookInstance(r -> r.notebookInstanceName("acme--main"))
                        .notebookInstanceLifecycleConfigName())
                .isEqualTo("acme--setup");
        assertThat(backend.run("create-tenant", "acme").done().out()).contains("no changes needed");

        assertThat(backend.run("delete-tenant", "acme", "--yes").done().out())
                .contains("acme--setup", "nothing of it is left");
        assertThat(backend.contents()).isEmpty();
        assertThatThrownBy(() -> backend.sagemaker()
                        .describeNotebookInstanceLifecycleConfig(
                                r -> r.notebookInstanceLifecycleConfigName("acme--setup")))
                .hasMessageContaining("does not exist");
    }

    @Test
    default void aStoppedNotebookIsChangedAtOnceAndStaysStopped() {
        Backend backend = backend();
        assumeTrue(backend.abilities().contains(Ability.UPDATE), "the backend cannot change notebooks");
        backend.run(create()).done();
        backend.run("stop", "acme").done();

        backend.run("create-tenant", "acme", "--instance-type", "ml.m5.xlarge").done();

        assertThat(backend.notebook("acme--main")).isEqualTo("Stopped ml.m5.xlarge");
        backend.run("delete-tenant", "acme", "--yes").done();
    }

    /** Not isolated, because moto forgets that a model is. */
    @Test
    default void anEndpointLivesAndLeavesNothingBehind() {
        Backend backend = backend();
        String[] deploy = {
            "deploy",
            "acme",
            "fraud",
            "--image",
            "763104351884.dkr.ecr.us-east-1.amazonaws.com/xgboost:1.7-1",
            "--no-network-isolation"
        };
        backend.run(create()).done();

        backend.run(deploy).done();
        var endpoint = backend.sagemaker().describeEndpoint(r -> r.endpointName("acme--fraud"));
        var variant = backend.sagemaker()
                .describeEndpointConfig(r -> r.endpointConfigName(endpoint.endpointConfigName()))
                .productionVariants()
                .get(0);
        assertThat(endpoint.endpointStatusAsString()).isEqualTo("InService");
        assertThat(variant.instanceTypeAsString()).isEqualTo("ml.m5.large");
        assertThat(backend.sagemaker()
                        .describeModel(r -> r.modelName(variant.modelName()))
                        .executionRoleArn())
                .endsWith("/acme--execution");
        assertThat(backend.run(deploy).done().out()).contains("no changes needed");
        if (backend.abilities().contains(Ability.UPDATE)) {
            String[] larger = Stream.concat(Stream.of(deploy), Stream.of("--instances", "2"))
                    .toArray(String[]::new);
            assertThat(backend.run(larger).done().out()).contains("updated", "deleted");
        }

        assertThat(backend.run("undeploy", "acme", "fraud", "--yes").done().out())
                .contains("nothing of it is left");
        assertThat(backend.sagemaker().listEndpoints().endpoints()).isEmpty();
        assertThat(backend.sagemaker().listEndpointConfigs().endpointConfigs()).isEmpty();
        assertThat(backend.sagemaker().listModels().models()).isEmpty();
        backend.run("delete-tenant", "acme", "--yes").done();
        assertThat(backend.contents()).isEmpty();
    }

    @Test
    default void urlPrintsOneLinkAndNothingElse() {
        Backend backend = backend();
        assumeTrue(backend.abilities().contains(Ability.URL), "the backend has no presigned URLs");
        backend.run(create()).done();

        Ran url = backend.run("url", "acme", "-v").done();

        assertThat(url.out()).matches("https://\\S+\\R");
        String secret = url.out().strip().split("authToken=", 2)[1];
        assertThat(url.err()).contains("CreatePresignedNotebookInstanceUrl").doesNotContain(secret);
        backend.run("delete-tenant", "acme", "--yes").done();
    }
}
