# What starting tenant-admin and making its caches have in common. Expects its own folder in $home.
# shellcheck shell=sh disable=SC2034,SC2154,SC3013

if [ -x "$home/runtime/bin/java" ]; then
  java=$home/runtime/bin/java
  cache_key=/runtime
elif [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
  cache_key=/$java
else
  java=$(command -v java)
  cache_key=/$java
fi
if ! [ -x "$java" ]; then
  echo 'tenant-admin: Java 17 or later is needed: set JAVA_HOME or put java on the PATH' >&2
  exit 255
fi

# A command lives for a second: the serial collector and the first compiler alone start fastest, and what it makes is best not
# collected more than once. Without a bound a thousand tenants would take as much memory as the machine suggests. The JVM would
# say on standard output what is wrong with a cache, and an older one would refuse a newer one's options. What Java 25 learned in
# training about hot methods has it compile more than a short run repays.
java_options="-XX:+IgnoreUnrecognizedVMOptions -Xlog:disable -XX:+DisplayVMOutputToStderr -XX:+UseSerialGC
  -Xms136m -Xmn80m -XX:MetaspaceSize=64m -XX:TieredStopAtLevel=1 -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining -Dpicocli.disable.closures=true -Dpicocli.converters.excludes=java.time.*,java.sql.*
  -Dslf4j.internal.verbosity=WARN"

# Where the caches of this build for this Java are. The JVM sees to it that they are its own, but Java 25 does not look whether
# the program is the one that it knew.
read -r build <"$home/build"
caches=$home/cache/$build$cache_key

# Sets $cache to the option that uses this cache, or to nothing if there is none or a jar is newer.
find_cache() {
  cache=
  for form in AOTCache:aot SharedArchiveFile:jsa; do
    file=$caches.$1.${form#*:}
    # Java 17 crashes on an archive that is cut off.
    if [ -f "$file" ] && [ -r "$file" ] && { read -r size <"$file.size"; } 2>/dev/null &&
      [ "$(wc -c <"$file")" -eq "$size" ] 2>/dev/null; then
      cache=-XX:${form%:*}=$file
      for jar in "$home/tenant-admin.jar" "$home"/lib/*.jar; do
        if [ "$jar" -nt "$file" ]; then
          cache=
        fi
      done
    fi
  done
}
