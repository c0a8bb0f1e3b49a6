package dev.tenantadmin.sandbox;

import dev.tenantadmin.sandbox.Operations.Operation;
import dev.tenantadmin.sandbox.wire.AwsException;
import dev.tenantadmin.sandbox.wire.Endpoint;
import dev.tenantadmin.sandbox.wire.Exchange;
import dev.tenantadmin.sandbox.wire.Pojos;
import dev.tenantadmin.sandbox.wire.Signature;
import dev.tenantadmin.sandbox.wire.WireRequest;
import dev.tenantadmin.sandbox.wire.WireResponse;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.SdkPojo;

/** Takes a request through its stations: decode, check, intercept, run, encode. */
record Gateway(Store store, Callers callers, Operations operations, Constraints constraints, Interceptor interceptor)
        implements Endpoint {

    @Override
    public WireResponse answer(WireRequest request) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String requestId = new UUID(random.nextLong(), random.nextLong()).toString();
        Exchange exchange;
        try {
            exchange = Exchange.of(request);
        } catch (AwsException e) {
            return Exchange.of(new WireRequest(request.headers(), "")).failure(e, requestId);
        }
        try {
            return exchange.success(run(exchange, Signature.parse(request.header("authorization"))), requestId);
        } catch (AwsException e) {
            return exchange.failure(e, requestId);
        }
    }

    private SdkPojo run(Exchange exchange, Signature signature) {
        String service = signature.service();
        String name = exchange.operation();
        Operation operation = operations.find(service, name).orElseThrow(() -> exchange.unknownOperation(service));
        SdkPojo request = exchange.request(operation.requestType());
        String violations = constraints.violations(service + "." + name, Pojos.tree(request));
        if (!violations.isEmpty()) {
            throw exchange.invalid(violations);
        }
        return store.transact(() -> {
            Caller caller = callers.identify(signature);
            return interceptor.around(new Call(service, name, request, caller), () -> operation.run(request, caller));
        });
    }
}
