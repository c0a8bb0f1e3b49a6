package dev.tenantadmin.policy.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.testing.Enumerated;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class KnownActionsTest {

    private final KnownActions actions = new KnownActions();

    @Test
    void everyActionIsThereOnce() {
        List<String> names = Enumerated.atLeast(
                1_250,
                "actions of which AWS says what they are asked about",
                actions.kinds().stream()
                        .flatMap(kind -> kind.names().stream())
                        .map(name -> name.toLowerCase(Locale.ROOT)));
        assertThat(names)
                .doesNotHaveDuplicates()
                .allMatch(name -> actions.kind(name).isPresent());
        assertThat(actions.kind("sagemaker:FutureAction")).isEmpty();
    }

    @Test
    void resourcesAreArnsOrTheTextForNone() {
        assertThat(actions.kinds())
                .flatExtracting(KnownActions.Kind::resources)
                .allMatch(
                        resource -> resource.equals("*") || Arn.parse(resource).isPresent());
        assertThat(actions.kind("SageMaker:listModels"))
                .hasValueSatisfying(kind -> assertThat(kind.hasResources()).isFalse());
        assertThat(actions.kind("sagemaker:StopTrainingJob"))
                .hasValueSatisfying(
                        kind -> assertThat(kind.resources()).containsExactly("arn:*:sagemaker:*:*:training-job/*"));
    }

    @Test
    void keysComeWithTheActionsThatHaveThemAndAllOthersWithAny() {
        KnownActions.Kind stop = actions.kind("sagemaker:StopTrainingJob").orElseThrow();
        KnownActions.Kind create = actions.kind("sagemaker:CreateModel").orElseThrow();
        assertThat(List.of("aws:requesttag/a", "aws:tagkeys", "sagemaker:vpcsubnets"))
                .allMatch(key -> actions.isPossible(create, key))
                .noneMatch(key -> actions.isPossible(stop, key));
        assertThat(List.of("aws:sourceip", "aws:resourcetag/a", "ec2:sourceinstancearn", "accounts.google.com:sub"))
                .allMatch(key -> actions.isPossible(stop, key));
    }
}
