package dev.tenantadmin.command.verify.question;

import static dev.tenantadmin.command.verify.question.Escalations.never;
import static dev.tenantadmin.command.verify.question.OwnQuestions.may;

import dev.tenantadmin.command.verify.question.Inquiry.Family;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All questions about one principal: about its own tenant, every other tenant, and one that does not exist. */
public final class Questions {

    private static final int LONGEST = TenantName.MAX_LENGTH;
    private static final String NOBODY = "-nobody";

    /** The account of AWS's deep learning containers. */
    private static final String AWS_ACCOUNT = "763104351884";

    private final Subject subject;
    private final TenantArns own;
    private final List<Tenancy> others;
    private final Tenancy closest;
    private final Circumstances in;
    private final Map<Situation, List<Family>> asked = new LinkedHashMap<>();

    private Questions(Subject subject, List<Tenancy> others, Tenancy nobody) {
        this.subject = subject;
        this.own = new TenantArns(subject.tenant());
        this.others = Stream.concat(others.stream(), Stream.of(nobody)).toList();
        this.closest = closest(subject.tenant(), others, nobody);
        this.in = new Circumstances(subject, closest);
    }

    /**
     * All questions about a principal, as calls.
     *
     * @param others every other tenant of the account
     */
    public static List<Inquiry> about(Subject subject, List<Tenancy> others) {
        Questions questions = new Questions(subject, others, nobody(subject.tenant(), others));
        questions.put();
        return questions.asked.entrySet().stream()
                .flatMap(entry -> Inquiry.pack(subject, entry.getKey(), entry.getValue()).stream())
                .toList();
    }

    /** A tenant that does not exist and whose name begins like this one's, so that a too wide pattern matches it. */
    public static Tenancy nobody(Tenancy tenancy, List<Tenancy> others) {
        Set<String> taken = Stream.concat(Stream.of(tenancy), others.stream())
                .map(Tenancy::name)
                .collect(Collectors.toSet());
        String stem = tenancy.name();
        String like = stem.substring(0, Math.min(stem.length(), LONGEST - NOBODY.length()))
                        .replaceAll("-$", "")
                + NOBODY;
        TenantName name = Stream.concat(
                        Stream.of(like), IntStream.iterate(1, i -> i + 1).mapToObj(i -> "nobody-" + i))
                .filter(candidate -> !taken.contains(candidate))
                .flatMap(Questions::valid)
                .findFirst()
                .orElseThrow();
        return new Tenancy(new Names(name, tenancy.names().home()), null, List.of(), List.of(), List.of());
    }

    /** A shortened name may end in a reserved word. */
    private static Stream<TenantName> valid(String name) {
        try {
            return Stream.of(new TenantName(name));
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    /** The tenant whose name is most like this one's: a call has one tag and one model. */
    private static Tenancy closest(Tenancy tenancy, List<Tenancy> others, Tenancy nobody) {
        return others.stream()
                .max(Comparator.comparingInt(other -> shared(tenancy.name(), other.name())))
                .orElse(nobody);
    }

    private static int shared(String one, String other) {
        int same = 0;
        while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return same;
    }

    private void put() {
        List<Family> favourable = new ArrayList<>();
        favourable.addAll(new OwnQuestions(subject).allowed());
        favourable.addAll(new Escalations(subject).always());
        favourable.addAll(ForeignQuestions.about(others));
        ask(in.favourable(), favourable);
        new DataQuestions(subject, others, in).all().forEach(this::ask);
        ask(in.foreignTag(), ForeignQuestions.about(List.of(closest)));
        switch (subject.kind()) {
            case USER -> {
                person();
                user();
            }
            case ACCESS_ROLE -> person();
            case EXECUTION_ROLE -> execution();
            case STRANGER -> {}
        }
    }

    /** In a suspended tenant nobody may do even what its work needs. */
    private void ask(Situation situation, List<Family> families) {
        boolean suspended = subject.tenant().isSuspended();
        asked.computeIfAbsent(situation, none -> new ArrayList<>())
                .addAll(
                        suspended
                                ? families.stream()
                                        .map(family -> never(family.targets(), family.actions()))
                                        .toList()
                                : families);
    }

    private void ask(Situation situation, Family... families) {
        ask(situation, List.of(families));
    }

    /** Questions about people who use notebooks from outside. */
    private void person() {
        ask(
                in.bare(),
                may(own.notebooks(), OwnQuestions.USE_NOTEBOOK),
                never(own.notebooks(), "sagemaker:AddTags"),
                never(List.of(own.executionRole()), "iam:PassRole"),
                never(List.of(own.accessRole()), "sts:AssumeRole"));
        ask(
                in.foreignTag(),
                never(own.notebooks(), OwnQuestions.USE_NOTEBOOK),
                never(List.of(own.sagemaker("endpoint")), "sagemaker:InvokeEndpoint"));
        ask(in.passedElsewhere(), never(List.of(own.executionRole()), "iam:PassRole"));
        in.elsewhere().forEach(elsewhere -> ask(elsewhere, never(own.notebooks(), OwnQuestions.USE_NOTEBOOK)));
    }

    /** Nobody may sign as another, or come without MFA if it is required. */
    private void user() {
        List<Family> all = new OwnQuestions(subject)
                .allowed().stream()
                        .map(family -> never(family.targets(), family.actions()))
                        .toList();
        in.withoutMfa().forEach(withoutMfa -> ask(withoutMfa, all));
        ask(in.forgedSignature(), never(List.of(own.accessRole()), "sts:AssumeRole", "sts:SetSourceIdentity"));
        ask(in.forgedSessionName(), never(List.of(own.accessRole()), "sts:AssumeRole"));
    }

    private void execution() {
        Target config = own.sagemaker("endpoint-config");
        Target training = own.sagemaker("training-job");
        Target transform = own.sagemaker("transform-job");
        Target model = own.sagemaker("model");
        List<Target> work = List.of(config, training, transform, model, own.sagemaker("endpoint"));
        Family nameModel = never(List.of(config), "sagemaker:CreateEndpointConfig");
        Family transformModel = never(List.of(transform), "sagemaker:CreateTransformJob");
        Family publish = never(List.of(own.anything()), "cloudwatch:PutMetricData");
        Family pass = never(List.of(own.executionRole()), "iam:PassRole");
        Family make = never(List.of(training), "sagemaker:CreateTrainingJob");
        Family makeModel = never(List.of(model), "sagemaker:CreateModel");
        Family process = never(List.of(own.sagemaker("processing-job")), "sagemaker:CreateProcessingJob");

        List<Family> bare = new ArrayList<>(List.of(
                may(own.notebooks(), OwnQuestions.KEEP_NOTEBOOK),
                may(List.of(training), "sagemaker:DescribeTrainingJob", "sagemaker:StopTrainingJob"),
                never(own.notebooks(), "sagemaker:AddTags"),
                never(work, "sagemaker:AddTags", "sagemaker:DeleteTags"),
                nameModel,
                transformModel,
                publish,
                pass));
        Situation foreignSubnet = in.foreignSubnet();
        if (foreignSubnet != null) {
            bare.addAll(List.of(make, makeModel, process));
            ask(foreignSubnet, make, makeModel, process);
        }
        in.tooLarge().forEach(tooLarge -> ask(tooLarge, make, process, nameModel, transformModel));
        in.tooLong().forEach(tooLong -> ask(tooLong, make, process));
        ask(in.bare(), bare);
        ask(
                in.foreignTag(),
                never(own.notebooks(), OwnQuestions.KEEP_NOTEBOOK),
                never(List.of(training), "sagemaker:DescribeTrainingJob", "sagemaker:StopTrainingJob"),
                never(List.of(model), "sagemaker:DeleteModel"),
                never(List.of(own.sagemaker("endpoint")), "sagemaker:InvokeEndpoint", "sagemaker:DeleteEndpoint"));
        ask(in.foreignLabel(), make, makeModel, process, nameModel, transformModel, never(work, "sagemaker:AddTags"));
        ask(in.foreignModel(), nameModel, transformModel);
        ask(in.mixedModels(), nameModel, transformModel);
        ask(in.passedElsewhere(), pass);
        ask(in.foreignNamespace(), publish);
        ask(in.endpointsNamespace(), publish);
        ask(in.fileSystem(), make);
        ask(
                in.inAccount(AWS_ACCOUNT),
                OwnQuestions.pull(own.elsewhere("AWS's own image", "ecr", AWS_ACCOUNT, "repository/pytorch-training")));
    }
}
