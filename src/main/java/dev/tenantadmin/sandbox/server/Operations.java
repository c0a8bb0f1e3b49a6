package dev.tenantadmin.sandbox.server;

import dev.tenantadmin.sandbox.request.CallerIdentity;
import dev.tenantadmin.sandbox.request.ResourceNames;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkPojo;

/** The operations of each service, found by the request type in a method's signature. */
final class Operations {
    private static final String REQUEST = "Request";

    private final Map<String, List<Object>> entities;
    private final Map<String, Map<String, Operation>> byService = new ConcurrentHashMap<>();

    /** Takes the objects with the operations, by the service's signing name. */
    Operations(Map<String, List<Object>> entities) {
        this.entities = entities;
    }

    Optional<Operation> find(String service, String name) {
        // Loads a service's types at the first call to it.
        return Optional.ofNullable(
                byService.computeIfAbsent(service, this::index).get(ResourceNames.fold(name)));
    }

    /** Whether any service has an operation of this name. */
    boolean isThere(String name) {
        return entities.keySet().stream()
                .anyMatch(service -> find(service, name).isPresent());
    }

    private Map<String, Operation> index(String service) {
        Map<String, Operation> operations = new HashMap<>();
        for (Object entity : entities.getOrDefault(service, List.of())) {
            for (Method method : entity.getClass().getDeclaredMethods()) {
                Class<?>[] parameters = method.getParameterTypes();
                if (parameters.length == 2
                        && parameters[1] == CallerIdentity.class
                        && answers(method.getReturnType(), parameters[0])) {
                    String type = parameters[0].getSimpleName();
                    // Operations are not public: they are for clients, not for the rest of the program.
                    method.setAccessible(true);
                    operations.put(
                            // The SDK spells MFA and SSH as words.
                            ResourceNames.fold(type.substring(0, type.length() - REQUEST.length())),
                            new Operation(entity, method, parameters[0].asSubclass(SdkPojo.class)));
                }
            }
        }
        return operations;
    }

    /** Whether a method is an operation. Other methods take requests too, and the order of methods depends on the Java runtime. */
    private static boolean answers(Class<?> response, Class<?> request) {
        return SdkPojo.class.isAssignableFrom(request)
                && response.getSimpleName().equals(request.getSimpleName().replaceAll(REQUEST + "$", "Response"));
    }

    /** A method that answers requests of one type. */
    record Operation(Object entity, Method method, Class<? extends SdkPojo> requestType) {
        SdkPojo run(SdkPojo request, CallerIdentity caller) {
            try {
                return (SdkPojo) method.invoke(entity, request, caller);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException(e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
