package dev.tenantadmin.tenant.document;

import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.ARN_NOT_LIKE;
import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.BOOL;
import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.NOT_IP_ADDRESS;
import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.NULL;
import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.NUMERIC_GREATER_THAN;
import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.STRING_EQUALS;
import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.STRING_NOT_EQUALS;
import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.STRING_NOT_LIKE;

import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/**
 * What a tenant's documents deny, each written once. Every identity policy carries the walls, so that it stands without the boundary too. What
 * limits a tenant without parting it from others, such as its subnet, is denied in one policy alone: a boundary has 6,144 characters.
 */
final class Denies {

    static final String RESOURCE_ACCOUNT = "aws:ResourceAccount";

    static final String MFA = "aws:MultiFactorAuthPresent";
    static final String INSTANCE_TYPES = "sagemaker:InstanceTypes";

    static final String MAX_RUNTIME = "sagemaker:MaxRuntimeInSeconds";

    static final String VPC_SUBNETS = "sagemaker:VpcSubnets";

    /** These may name a subnet. */
    private static final List<String> PLACED = Stream.concat(
                    Stream.of("sagemaker:CreateEndpointConfig"), Actions.PLACE.stream())
            .toList();

    private final Names names;
    private final @Nullable String subnet;
    private final Settings settings;

    /** The options must have been found literal, see {@link Statements}. */
    Denies(Names names, Settings settings) {
        this.names = names;
        this.subnet = settings.get(Options.SUBNET).orElse(null);
        this.settings = settings;
    }

    /**
     * A bare access key carries no such key at all, hence IfExists; GetSessionToken, with which MFA begins, stays open. What AWS calls on a user's
     * behalf, such as EC2 while a notebook starts, carries none either, so it says that it is AWS's; a call that does not say whose it is is the user's.
     */
    Stream<IamStatement> noMfa() {
        if (!settings.get(Options.REQUIRE_MFA)) {
            return Stream.of();
        }
        return Stream.of(IamStatement.builder()
                .sid("NoMfa")
                .effect(IamEffect.DENY)
                .addNotAction("sts:GetSessionToken")
                .addResource("*")
                .addCondition(BOOL.addSuffix("IfExists"), MFA, "false")
                .addCondition(BOOL.addSuffix("IfExists"), "aws:ViaAWSService", "false")
                .build());
    }

    /** The one who opens a link counts, not only who asked for it: SageMaker asks IAM at every request of the browser. */
    Stream<IamStatement> elsewhere() {
        if (settings.get(Options.ALLOW_CIDR).isEmpty()) {
            return Stream.of();
        }
        return Stream.of(deny("Elsewhere", Actions.USE_NOTEBOOK)
                .addResource("*")
                .addConditions(NOT_IP_ADDRESS, "aws:SourceIp", settings.get(Options.ALLOW_CIDR))
                .build());
    }

    /** What parts the tenant's work from every other tenant's. */
    Stream<IamStatement> walls() {
        return Stream.of(
                foreignTag(), foreignLabel(), tagLater(), foreignRole(), noModel(), foreignModel(), foreignImage());
    }

    /**
     * A tag that exists and differs denies. A negated operator alone would deny untagged things as well, and a thing that does not exist has no
     * tag: it has to answer "not found".
     */
    private IamStatement foreignTag() {
        return otherThanOwn("ForeignTag", "aws:ResourceTag/tenant");
    }

    /** Nobody labels a thing as another tenant's, whichever call carries the tags. */
    private IamStatement foreignLabel() {
        return otherThanOwn("ForeignLabel", "aws:RequestTag/tenant");
    }

    private IamStatement otherThanOwn(String sid, String tag) {
        return deny(sid, List.of("sagemaker:*"))
                .addResource("*")
                .addCondition(NULL, tag, "false")
                .addCondition(STRING_NOT_EQUALS, tag, names.tenant().value())
                .build();
    }

    /** Tags in create calls only: {@code sagemaker:TaggingAction} names the call, and is absent when an existing thing is tagged. */
    private static IamStatement tagLater() {
        return deny("TagLater", Actions.TAG)
                .addResource("*")
                .addCondition(NULL, "sagemaker:TaggingAction", "true")
                .build();
    }

    /** Not {@code sts:*}: a user with MFA needs GetSessionToken. */
    private IamStatement foreignRole() {
        return deny("ForeignRole", List.of("sts:AssumeRole"))
                .addNotResource(names.accessRoleArn())
                .build();
    }

    private static IamStatement noModel() {
        return deny("NoModel", Actions.NAME_MODEL)
                .addResource("*")
                .addCondition(NULL, "sagemaker:ModelArn", "true")
                .build();
    }

    /**
     * An endpoint config or a transform job that names another's model. ForAnyValue, since a config can have several variants: without it one own
     * model among them would satisfy the condition. It does not match a missing key, hence {@link #noModel}.
     */
    private IamStatement foreignModel() {
        return deny("ForeignModel", Actions.NAME_MODEL)
                .addResource("*")
                .addCondition(ARN_NOT_LIKE.addPrefix("ForAnyValue:"), "sagemaker:ModelArn", names.ownSagemaker("model"))
                .build();
    }

    /** Another repository of this account; IfExists, so that a request that does not tell the account is denied as well. */
    private IamStatement foreignImage() {
        return deny("ForeignImage", Actions.PULL)
                .addNotResource(names.home().arn("ecr", "repository/" + names.prefix() + "*"))
                .addCondition(
                        STRING_EQUALS.addSuffix("IfExists"),
                        RESOURCE_ACCOUNT,
                        names.home().account())
                .build();
    }

    /** A file system is the account's, whoever's data is in it. Only training jobs can name one. */
    Stream<IamStatement> noFileSystem() {
        return Stream.of(deny("NoFileSystem", Actions.TRAIN)
                .addResource("*")
                .addCondition(NULL, "sagemaker:FileSystemId", "false")
                .build());
    }

    /** With a subnet, work has to name it, and no other. A plain endpoint config names none: it runs where its models do. */
    Stream<IamStatement> placement() {
        if (subnet == null) {
            return Stream.of();
        }
        return Stream.of(
                deny("NoSubnet", Actions.PLACE)
                        .addResource("*")
                        .addCondition(NULL, VPC_SUBNETS, "true")
                        .build(),
                deny("ForeignSubnet", PLACED)
                        .addResource("*")
                        .addCondition(STRING_NOT_EQUALS.addPrefix("ForAnyValue:"), VPC_SUBNETS, subnet)
                        .build());
    }

    /**
     * How large and how long work may be. What does not say so is denied as well. Instances that stay warm are paid after their job's end, and a job
     * with a shell is a machine to work on, so both go with either limit. How many instances an endpoint has cannot be limited, only their type, in its
     * config.
     */
    Stream<IamStatement> limits() {
        List<IamStatement> limits = new ArrayList<>();
        if (!settings.get(Options.ALLOW_INSTANCE_TYPE).isEmpty()) {
            limits.add(deny("NoSize", Actions.SIZE)
                    .addResource("*")
                    .addCondition(NULL, INSTANCE_TYPES, "true")
                    .build());
            limits.add(deny("TooLarge", Actions.SIZE)
                    .addResource("*")
                    .addConditions(
                            STRING_NOT_LIKE.addPrefix("ForAnyValue:"),
                            INSTANCE_TYPES,
                            settings.get(Options.ALLOW_INSTANCE_TYPE))
                    .build());
        }
        settings.get(Options.MAX_RUNTIME)
                .ifPresent(longest -> limits.add(deny("TooLong", Actions.LAST)
                        .addResource("*")
                        .addCondition(
                                NUMERIC_GREATER_THAN.addSuffix("IfExists"),
                                MAX_RUNTIME,
                                String.valueOf(longest.toSeconds()))
                        .build()));
        if (!limits.isEmpty()) {
            limits.add(deny("NoWarmPool", Actions.TRAIN)
                    .addResource("*")
                    .addCondition(NULL, "sagemaker:KeepAlivePeriod", "false")
                    .build());
            limits.add(deny("NoShell", Actions.TRAIN)
                    .addResource("*")
                    .addCondition(BOOL, "sagemaker:EnableRemoteDebug", "true")
                    .build());
        }
        return limits.stream();
    }

    private static IamStatement.Builder deny(String sid, Collection<String> actions) {
        return IamStatement.builder().sid(sid).effect(IamEffect.DENY).actionIds(actions);
    }
}
