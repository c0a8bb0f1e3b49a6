package dev.tenantadmin.testing;

import software.amazon.awssdk.services.iam.IamClient;

/** Users' virtual MFA devices. */
public final class MfaDevices {
    private MfaDevices() {}

    /** Makes a device and gives it to the user; returns its serial number. */
    public static String enable(IamClient iam, String user, String name) {
        String device = iam.createVirtualMFADevice(r -> r.virtualMFADeviceName(name))
                .virtualMFADevice()
                .serialNumber();
        iam.enableMFADevice(r -> r.userName(user)
                .serialNumber(device)
                .authenticationCode1("123456")
                .authenticationCode2("654321"));
        return device;
    }
}
