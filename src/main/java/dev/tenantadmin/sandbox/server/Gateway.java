package dev.tenantadmin.sandbox.server;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.sandbox.iam.Authentication;
import dev.tenantadmin.sandbox.request.ApiCall;
import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.Interceptor;
import dev.tenantadmin.sandbox.server.Operations.Operation;
import dev.tenantadmin.sandbox.store.Store;
import dev.tenantadmin.sandbox.wire.AwsException;
import dev.tenantadmin.sandbox.wire.Exchange;
import dev.tenantadmin.sandbox.wire.Pojos;
import dev.tenantadmin.sandbox.wire.RequestHandler;
import dev.tenantadmin.sandbox.wire.Signature;
import dev.tenantadmin.sandbox.wire.WireRequest;
import dev.tenantadmin.sandbox.wire.WireResponse;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** Handles a request step by step: decode, check constraints, inject faults, authorize, run the operation, encode. */
record Gateway(
        Store store,
        Authentication authentication,
        Operations operations,
        Constraints constraints,
        FaultInjection faultInjection,
        Interceptor interceptor)
        implements RequestHandler {
    private static final Set<String> UNSIGNED = Set.of("AssumeRoleWithSAML", "AssumeRoleWithWebIdentity");
    private static final Pattern READING = Pattern.compile("(Get|List|Describe)\\w+");

    @Override
    public WireResponse answer(WireRequest request) {
        Exchange exchange;
        try {
            exchange = Exchange.of(request);
        } catch (AwsException e) {
            return Exchange.refusal(request, e);
        }
        String requestId = Exchange.newRequestId();
        try {
            return exchange.success(run(exchange, request), requestId);
        } catch (AwsException e) {
            return exchange.failure(e, requestId);
        }
    }

    /** The connection's, but all clients are local, so one may choose another. */
    private static String sourceIp(WireRequest request) {
        String forwarded = request.header("x-forwarded-for").split(",", 2)[0].strip();
        return forwarded.isEmpty() ? request.from() : forwarded;
    }

    /** An identity provider's token or assertion is no signature: the partition is that of the role. */
    private static Signature signature(Exchange exchange, WireRequest wire) {
        if (!wire.header("authorization").isEmpty() || !UNSIGNED.contains(exchange.operation())) {
            return Signature.of(wire);
        }
        String partition = Optional.ofNullable(
                        exchange.request(AssumeRoleRequest.class).roleArn())
                .flatMap(Arn::parse)
                .map(Arn::partition)
                .orElse("");
        return Signature.none(
                switch (partition) {
                    case "aws-cn" -> "cn-north-1";
                    case "aws-us-gov" -> "us-gov-west-1";
                    default -> "us-east-1";
                },
                "sts");
    }

    private SdkPojo run(Exchange exchange, WireRequest wire) {
        String name = exchange.operation();
        // What is called without a signature is named too, such as another service's own sign-in.
        if (wire.header("authorization").isEmpty() && !operations.isThere(name)) {
            throw exchange.unknownOperation("any service");
        }
        Signature signature = signature(exchange, wire);
        String service = signature.service();
        Operation operation = operations.find(service, name).orElseThrow(() -> exchange.unknownOperation(service));
        SdkPojo request = exchange.request(operation.requestType());
        String violations = constraints.violations(service + "." + name, Pojos.tree(request));
        if (!violations.isEmpty()) {
            throw exchange.invalid(violations);
        }
        // Outside the transaction, so that a fault after the effect keeps the effect.
        return faultInjection.around(
                exchange,
                service,
                name,
                () -> store.transact(() -> {
                    CallerIdentity caller = authentication.identify(signature);
                    ApiCall call =
                            new ApiCall(service, name, request, caller, sourceIp(wire), wire.header("user-agent"));
                    return interceptor.around(call, () -> operate(name, operation, request, caller));
                }));
    }

    /** Whether an operation of this name changes nothing. */
    static boolean isReading(String operation) {
        return READING.matcher(operation).matches();
    }

    private SdkPojo operate(String name, Operation operation, SdkPojo request, CallerIdentity caller) {
        return isReading(name) ? store.readStale(() -> operation.run(request, caller)) : operation.run(request, caller);
    }
}
