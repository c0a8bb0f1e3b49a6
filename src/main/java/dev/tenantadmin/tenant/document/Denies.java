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
 * What a tenant's documents deny, each written once. Every identity policy has the walls, so it holds without the boundary too. Limits that
 * do not separate tenants, such as the subnet, are denied in one policy only: a boundary has 6,144 characters.
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

    /** The options must be literal, see {@link Statements}. */
    Denies(Names names, Settings settings) {
        this.names = names;
        this.subnet = settings.get(Options.SUBNET).orElse(null);
        this.settings = settings;
    }

    /**
     * IfExists, because requests with a bare access key lack the MFA key. GetSessionToken stays allowed: MFA begins with it. AWS's calls
     * for a user, such as EC2's while a notebook starts, lack the MFA key too but have ViaAWSService; a request without ViaAWSService
     * counts as the user's.
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

    /** Whoever opens a link counts too, not only whoever asked for it: SageMaker asks IAM at every request of the browser. */
    Stream<IamStatement> elsewhere() {
        if (settings.get(Options.ALLOW_CIDR).isEmpty()) {
            return Stream.of();
        }
        return Stream.of(deny("Elsewhere", Actions.USE_NOTEBOOK)
                .addResource("*")
                .addConditions(NOT_IP_ADDRESS, "aws:SourceIp", settings.get(Options.ALLOW_CIDR))
                .build());
    }

    /** What separates the tenant's work from every other tenant's. */
    Stream<IamStatement> walls() {
        return Stream.of(
                foreignTag(), foreignLabel(), tagLater(), foreignRole(), noModel(), foreignModel(), foreignImage());
    }

    /**
     * Denies if the tag exists and differs. A negated operator alone would also deny untagged resources. Resources that do not exist have
     * no tag and must answer "not found".
     */
    private IamStatement foreignTag() {
        return otherThanOwn("ForeignTag", "aws:ResourceTag/tenant");
    }

    /** Denies tagging anything as another tenant's, whichever call sends the tags. */
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

    /** Allows tags in create calls only: {@code sagemaker:TaggingAction} names the call, and is absent when an existing resource is tagged. */
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
     * Denies endpoint configs and transform jobs with another tenant's model. ForAnyValue, because a config can have several variants:
     * without it, one own model among them would satisfy the condition. ForAnyValue does not match a missing key, hence {@link #noModel}.
     */
    private IamStatement foreignModel() {
        return deny("ForeignModel", Actions.NAME_MODEL)
                .addResource("*")
                .addCondition(ARN_NOT_LIKE.addPrefix("ForAnyValue:"), "sagemaker:ModelArn", names.ownSagemaker("model"))
                .build();
    }

    /** Denies this account's other repositories. IfExists also denies requests that do not name the account. */
    private IamStatement foreignImage() {
        return deny("ForeignImage", Actions.PULL)
                .addNotResource(names.home().arn("ecr", "repository/" + names.prefix() + "*"))
                .addCondition(
                        STRING_EQUALS.addSuffix("IfExists"),
                        RESOURCE_ACCOUNT,
                        names.home().account())
                .build();
    }

    /** A file system belongs to the account and can hold anyone's data. Only training jobs can name one. */
    Stream<IamStatement> noFileSystem() {
        return Stream.of(deny("NoFileSystem", Actions.TRAIN)
                .addResource("*")
                .addCondition(NULL, "sagemaker:FileSystemId", "false")
                .build());
    }

    /** With a subnet, work must name it, and no other. An endpoint config may name none: it runs where its models do. */
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
     * Limits the size and duration of work; requests that do not state them are denied too. Warm instances cost money after their job's
     * end, and a job with a shell is a machine to work on, so either limit denies both. The number of an endpoint's instances cannot be
     * limited, only their type, in its config.
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
