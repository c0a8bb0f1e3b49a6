package dev.tenantadmin.command.verify.question;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.DataLocation;
import java.util.List;
import java.util.stream.Stream;

/** A tenant's resources by ARN: existing ones, and names that its resources could have. */
record TenantArns(Tenancy tenancy) {

    private static final String SOME = "probe";

    private Names names() {
        return tenancy.names();
    }

    private Home home() {
        return names().home();
    }

    private Target target(String thing, String arn) {
        return new Target(tenancy.name(), thing, arn);
    }

    /** All notebooks; a tenant without any could have one. */
    List<Target> notebooks() {
        List<String> found = tenancy.notebooks().isEmpty() ? List.of(names().prefix() + "main") : tenancy.notebooks();
        return found.stream()
                .map(name -> target("notebook instance", names().sagemakerArn("notebook-instance", name)))
                .toList();
    }

    /** A resource of this SageMaker type under the tenant's prefix. */
    Target sagemaker(String type) {
        return target(type.replace('-', ' '), names().sagemakerArn(type, names().prefix() + SOME));
    }

    Target lifecycleConfig() {
        return target("lifecycle config", names().sagemakerArn("notebook-instance-lifecycle-config", names().setup()));
    }

    Target accessRole() {
        return target("access role", names().accessRoleArn());
    }

    Target executionRole() {
        return target("execution role", names().executionRoleArn());
    }

    List<Target> policies() {
        return List.of(target("boundary", names().boundaryArn()), target("access policy", names().accessPolicyArn()));
    }

    /** All users; a tenant without any could have one. */
    List<Target> users() {
        List<String> found = tenancy.users().isEmpty() ? List.of(names().prefix() + "owner") : tenancy.users();
        return found.stream().map(name -> target("user", iam("user", name))).toList();
    }

    Target group() {
        return target("group", iam("group", names().group()));
    }

    /** An entity that does not exist yet. */
    Target newEntity(String type) {
        return target("new " + type, iam(type, names().prefix() + SOME));
    }

    private String iam(String type, String name) {
        return home().iam(type + names().path() + name);
    }

    /** Streams of the tenant's jobs, notebooks and endpoints. */
    List<Target> logStreams() {
        String own = names().prefix();
        return Stream.of(
                        "NotebookInstances:log-stream:" + own + "main/jupyter.log",
                        "ProcessingJobs:log-stream:" + own + SOME + "/algo-1",
                        "TrainingJobs:log-stream:" + own + SOME + "/algo-1",
                        "TransformJobs:log-stream:" + own + SOME + "/algo-1",
                        "Endpoints/" + own + SOME + ":log-stream:all/i-1")
                .map(stream -> target("log stream", logGroup(stream)))
                .toList();
    }

    /** The groups that all tenants share. */
    List<Target> logGroups() {
        return Stream.of("NotebookInstances", "ProcessingJobs", "TrainingJobs", "TransformJobs")
                .map(group -> target("shared log group", logGroup(group + ":*")))
                .toList();
    }

    private String logGroup(String group) {
        return home().arn("logs", "log-group:/aws/sagemaker/" + group);
    }

    /** Objects in its data locations, by its documents. */
    List<Target> data() {
        return tenancy.data().stream()
                .map(location -> object("object of its data", location))
                .toList();
    }

    /** An object in S3 under a prefix. */
    Target object(String thing, DataLocation location) {
        return target(thing, s3(location.bucket() + "/" + location.prefix() + SOME));
    }

    Target bucket(DataLocation location) {
        return target("bucket", s3(location.bucket()));
    }

    private String s3(String resource) {
        return Arn.s3(home().partition(), resource).toString();
    }

    Target repository() {
        return target("repository", home().arn("ecr", "repository/" + names().prefix() + "image"));
    }

    /** A resource that no tenant names. */
    Target elsewhere(String thing, String service, String account, String resource) {
        return target(thing, arn(service, account, resource));
    }

    /** In place of a resource, for actions that have none. */
    Target anything() {
        return target("all resources", "*");
    }

    /** An ARN in the home region. */
    String arn(String service, String account, String resource) {
        return new Arn(home().partition(), service, home().region(), account, resource).toString();
    }
}
