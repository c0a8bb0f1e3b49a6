/** How calls travel: connections and when they are begun, whom TLS trusts, proxies, time limits. Knows no service's calls. */
@NullMarked
package dev.tenantadmin.aws.http;

import org.jspecify.annotations.NullMarked;
