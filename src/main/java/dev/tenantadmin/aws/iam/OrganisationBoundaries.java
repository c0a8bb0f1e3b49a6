package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.AwsFailures;
import dev.tenantadmin.reconcile.Failure;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Checks the organisation's own boundaries that are given, each once for any number of tenants. */
public final class OrganisationBoundaries {

    private enum Found {
        THERE,
        ABSENT,
        UNSEEN
    }

    private final Supplier<IamClient> iam;
    private final Map<String, Found> seen = new ConcurrentHashMap<>();

    public OrganisationBoundaries(Supplier<IamClient> iam) {
        this.iam = iam;
    }

    /**
     * Fails if the policy does not exist; passes if the caller may not see it.
     *
     * @param tell receives what the caller should know
     * @throws Failure of kind INVALID_INPUT if there is no such policy
     */
    public void require(String arn, Consumer<String> tell) {
        Found found = seen.computeIfAbsent(arn, key -> {
            Found looked = look(key);
            if (looked == Found.UNSEEN) {
                tell.accept("note: cannot check that permissions boundary %s exists (iam:GetPolicy is denied)"
                        .formatted(key));
            }
            return looked;
        });
        if (found == Found.ABSENT) {
            throw new Failure(
                    Failure.Kind.INVALID_INPUT,
                    "policy %s of --permissions-boundary does not exist: give an existing policy".formatted(arn));
        }
    }

    private Found look(String arn) {
        try {
            iam.get().getPolicy(r -> r.policyArn(arn));
            return Found.THERE;
        } catch (NoSuchEntityException e) {
            return Found.ABSENT;
        } catch (IamException e) {
            if (!AwsFailures.denied(e)) {
                throw e;
            }
            return Found.UNSEEN;
        }
    }
}
