/** The file that asks for many tenants: its fields, its reading, its schema. Knows neither AWS nor the command line's parser. */
@NullMarked
package dev.tenantadmin.fleet;

import org.jspecify.annotations.NullMarked;
