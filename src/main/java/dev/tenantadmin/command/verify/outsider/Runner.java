package dev.tenantadmin.command.verify.outsider;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Calls that make a service run something as a role that is passed to it.
 *
 * @param service the service's principal, as in the role's trust policy and in iam:PassedToService
 * @param calls all of them; in each, one of the actions is enough
 */
record Runner(String service, List<Need> calls) {

    private static final String SAGEMAKER = "sagemaker.amazonaws.com";
    private static final String LAMBDA = "lambda.amazonaws.com";
    static final String EC2 = "ec2.amazonaws.com";

    private static final String INTO_PROFILE = "iam:AddRoleToInstanceProfile";
    private static final String GLUE = "glue.amazonaws.com";
    private static final String TASKS = "ecs-tasks.amazonaws.com";
    private static final String STACKS = "cloudformation.amazonaws.com";

    /**
     * All that are followed. From the service authorization reference, the actions that depend on iam:PassRole; and for those that only
     * define something, the actions that run it.
     */
    static final List<Runner> ALL = List.of(
            made(SAGEMAKER, "sagemaker:CreateTrainingJob"),
            made(SAGEMAKER, "sagemaker:CreateProcessingJob"),
            made(SAGEMAKER, "sagemaker:CreateModel", "sagemaker:CreateTransformJob"),
            made(SAGEMAKER, "sagemaker:CreateModel", "sagemaker:CreateEndpointConfig", "sagemaker:CreateEndpoint"),
            made(SAGEMAKER, "sagemaker:CreateNotebookInstance"),
            changed(SAGEMAKER, "sagemaker:UpdateNotebookInstance"),
            made(SAGEMAKER, "sagemaker:CreateAutoMLJob sagemaker:CreateAutoMLJobV2"),
            made(SAGEMAKER, "sagemaker:CreateHyperParameterTuningJob"),
            made(SAGEMAKER, "sagemaker:CreatePipeline", "sagemaker:StartPipelineExecution"),
            made(SAGEMAKER, "sagemaker:CreateLabelingJob sagemaker:CreateJob"),
            made(SAGEMAKER, "sagemaker:CreateCluster"),
            made(SAGEMAKER, "sagemaker:CreateDomain sagemaker:CreateUserProfile", "sagemaker:CreateApp"),
            made(
                    LAMBDA,
                    "lambda:CreateFunction",
                    "lambda:InvokeFunction lambda:CreateEventSourceMapping lambda:AddPermission lambda:CreateFunctionUrlConfig"),
            changed(LAMBDA, "lambda:UpdateFunctionConfiguration", "lambda:UpdateFunctionCode"),
            made(EC2, "ec2:RunInstances"),
            changed(EC2, "ec2:AssociateIamInstanceProfile ec2:ReplaceIamInstanceProfileAssociation"),
            changed(
                    EC2,
                    INTO_PROFILE,
                    WaysIn.USE_INSTANCE
                            + " ec2:RunInstances ec2:AssociateIamInstanceProfile ec2:ReplaceIamInstanceProfileAssociation"),
            made(GLUE, "glue:CreateJob", "glue:StartJobRun glue:CreateTrigger"),
            changed(GLUE, "glue:UpdateJob", "glue:StartJobRun glue:CreateTrigger"),
            made(GLUE, "glue:CreateDevEndpoint glue:CreateSession"),
            made(TASKS, "ecs:RegisterTaskDefinition", "ecs:RunTask ecs:StartTask ecs:CreateService ecs:UpdateService"),
            made(TASKS, "batch:RegisterJobDefinition", "batch:SubmitJob"),
            made(STACKS, "cloudformation:CreateStack"),
            changed(STACKS, "cloudformation:UpdateStack"),
            made(
                    "codebuild.amazonaws.com",
                    "codebuild:CreateProject",
                    "codebuild:StartBuild codebuild:StartBuildBatch"),
            made(
                    "states.amazonaws.com",
                    "states:CreateStateMachine",
                    "states:StartExecution states:StartSyncExecution"),
            made("scheduler.amazonaws.com", "scheduler:CreateSchedule"),
            made("ssm.amazonaws.com", "ssm:StartAutomationExecution"),
            made("tasks.apprunner.amazonaws.com", "apprunner:CreateService"));

    private static Runner made(String service, String... calls) {
        return new Runner(service, needs(Thing.ANYTHING_NEW, calls));
    }

    private static Runner changed(String service, String... calls) {
        return new Runner(service, needs(Thing.ANYTHING, calls));
    }

    private static List<Need> needs(Thing thing, String... calls) {
        return Stream.of(calls).map(call -> new Need(call, thing)).toList();
    }

    /** What somebody needs who passes such a role. */
    List<Need> with(Thing role) {
        Need pass = new Need(List.of("iam:PassRole"), List.of(role), Map.of(PASSED_TO, service));
        return Stream.concat(Stream.of(pass), calls.stream()).toList();
    }

    /** Whether it is an instance that has to find the role in an instance profile. */
    boolean needsProfile() {
        return needsProfile(with(Thing.ANYTHING));
    }

    /** The same of what somebody needs who passes a role. */
    static boolean needsProfile(List<Need> needs) {
        return EC2.equals(needs.get(0).keys().get(PASSED_TO))
                && needs.stream().noneMatch(need -> need.actions().contains(INTO_PROFILE));
    }

    static final String PASSED_TO = "iam:PassedToService";
}
