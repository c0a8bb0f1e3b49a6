package dev.tenantadmin.command.audit;

/** A control that an audit checks: AWS Security Hub's by their identifiers, and others that Security Hub lacks. */
public enum Control {
    SAGEMAKER_1(
            "SageMaker.1",
            "no direct internet access",
            "DirectInternetAccess",
            Needs.NEW,
            "make a notebook with --subnet and --security-group"),
    SAGEMAKER_2("SageMaker.2", "in a VPC", "SubnetId", Needs.NEW, "make a notebook with --subnet and --security-group"),
    SAGEMAKER_3("SageMaker.3", "no root access", "RootAccess", Needs.STOP, "audit --fix"),
    SAGEMAKER_4(
            "SageMaker.4",
            "more than one instance for each variant",
            "InitialInstanceCount",
            Needs.NOTHING,
            "deploy with --instances 2"),
    SAGEMAKER_5(
            "SageMaker.5",
            "models isolated from the network",
            "EnableNetworkIsolation",
            Needs.NOTHING,
            "deploy without --no-network-isolation"),
    SAGEMAKER_8("SageMaker.8", "supported platform", "PlatformIdentifier", Needs.STOP, "audit --fix"),
    SAGEMAKER_16(
            "SageMaker.16",
            "image from a private registry in a VPC",
            "RepositoryAccessMode",
            Needs.NOTHING,
            "none in Amazon ECR, which is no such registry"),
    SAGEMAKER_19(
            "SageMaker.19",
            "images from a private registry in a VPC",
            "RepositoryAccessMode",
            Needs.NOTHING,
            "none in Amazon ECR, which is no such registry"),
    SAGEMAKER_21(
            "SageMaker.21",
            "volume under a customer-managed key",
            "KmsKeyId",
            Needs.NEW,
            "make a notebook with --kms-key"),
    IMDS_V2(
            "IMDSv2",
            "metadata only with a session token",
            "MinimumInstanceMetadataServiceVersion",
            Needs.STOP,
            "audit --fix"),
    ENDPOINT_KEY(
            "EndpointKey",
            "volumes of endpoints under a customer-managed key",
            "KmsKeyId",
            Needs.NOTHING,
            "deploy with --kms-key"),
    JOB_ISOLATION(
            "JobIsolation",
            "running jobs isolated from the network",
            "EnableNetworkIsolation",
            Needs.NOTHING,
            "start the job with network isolation"),
    JOB_TRAFFIC(
            "JobTraffic",
            "traffic between instances of running jobs encrypted",
            "EnableInterContainerTrafficEncryption",
            Needs.NOTHING,
            "start the job with it"),
    JOB_KEYS(
            "JobKeys",
            "volumes and output of running jobs under a customer-managed key",
            "VolumeKmsKeyId, KmsKeyId",
            Needs.NOTHING,
            "start the job with both keys"),
    SECRETS(
            "Secrets",
            "no secrets in variables and start scripts",
            "Environment, OnCreate, OnStart",
            Needs.NOTHING,
            "revoke the secret, keep its successor in AWS Secrets Manager"),
    IAM_1(
            "IAM.1",
            "no policy allows * on *",
            "PolicyDocument",
            Needs.NOTHING,
            "audit --fix for the tenant's own; else detach or delete it"),
    IAM_2(
            "IAM.2",
            "no policy on a user",
            "AttachedManagedPolicies, UserPolicyList",
            Needs.NOTHING,
            "detach or delete it; rights come through the group"),
    IAM_3(
            "IAM.3",
            "access keys younger than 90 days",
            "CreateDate",
            Needs.NOTHING,
            "delete the key; url and credentials need none"),
    IAM_5(
            "IAM.5",
            "MFA for users with a console password",
            "MFADevices",
            Needs.NOTHING,
            "register an MFA device, or delete the password"),
    IAM_19(
            "IAM.19",
            "MFA for every user",
            "MFADevices",
            Needs.NOTHING,
            "register an MFA device, or delete the user's credentials"),
    IAM_21(
            "IAM.21",
            "no policy allows all actions of a service",
            "PolicyDocument",
            Needs.NOTHING,
            "audit --fix for the tenant's own; else detach or delete it"),
    IAM_22("IAM.22", "credentials used within 45 days", "LastUsedDate", Needs.NOTHING, "delete the credential"),
    SETTINGS(
            "Settings",
            "the documents show what the tags say",
            "Tags, PolicyDocument",
            Needs.NOTHING,
            "create-tenant with the option that you want");

    /** What a fix requires of a notebook. */
    public enum Needs {
        NOTHING("nothing"),
        STOP("the notebook stopped"),
        NEW("the notebook made anew");

        private final String words;

        Needs(String words) {
            this.words = words;
        }

        /** For a person. */
        public String words() {
            return words;
        }
    }

    private final String id;
    private final String title;
    private final String field;
    private final Needs needs;
    private final String fix;

    Control(String id, String title, String field, Needs needs, String fix) {
        this.id = id;
        this.title = title;
        this.field = field;
        this.needs = needs;
        this.fix = fix;
    }

    /** The identifier: {@code SageMaker.1}. */
    public String id() {
        return id;
    }

    /** What it requires. */
    public String title() {
        return title;
    }

    /** AWS's name of the field that decides it. */
    public String field() {
        return field;
    }

    /** What its fix requires. */
    public Needs needs() {
        return needs;
    }

    /** What to do if it fails. */
    public String fix() {
        return fix;
    }
}
