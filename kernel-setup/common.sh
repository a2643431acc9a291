# Sourced by run and test: where things are, what has to be installed, how to build.
# shellcheck shell=bash disable=SC2034

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
dist=kernel-setup/target/dist
stamp=build/built

section() { printf '\n== %s\n' "$*"; }
say() { printf '%s\n' "$@"; }
stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

# A JDK that we can use: 17 or later, with the compiler and JShell.
is_jdk() { [ -x "$1/bin/javac" ] && [ -x "$1/bin/jshell" ] && [ "$(java_feature "$1")" -ge 17 ]; }

java_feature() {
    local version
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null) || true
    say "${version:-0}"
}

# Every JDK of the machine, one path a line: the one of JAVA_HOME and the PATH first, links once.
all_jdks() {
    local home javac
    javac=$(command -v javac || true)
    for home in "${JAVA_HOME:-/nowhere}" "$([ -z "$javac" ] || dirname "$(dirname "$(readlink -f "$javac")")")" \
        /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.sdkman/candidates/java/*; do
        if is_jdk "$home"; then readlink -f "$home"; fi
    done | awk '!seen[$0]++'
}

find_jdk() { all_jdks | head -n 1; }

# The Python that Jupyter runs in: the system's, because a pyenv in front of it may have none.
find_python() {
    local python
    for python in /usr/bin/python3 python3 python; do
        if "$python" -c 'import nbconvert, nbclient, jupyter_client' >/dev/null 2>&1; then
            say "$python"
            return
        fi
    done
}

has_python() { "${python:-/usr/bin/python3}" -c "import $1" >/dev/null 2>&1; }

# Debian packages of what is missing, of those that the caller needs.
missing_packages() {
    [ -n "$(find_jdk)" ] || say "$(jdk_package)"
    command -v mvn >/dev/null || say maven
    [ -n "$(find_python)" ] || say jupyter-client jupyter-nbconvert python3-nbclient
    "$(command -v /usr/bin/python3 || say python3)" -c 'import notebook' >/dev/null 2>&1 ||
        command -v jupyter-lab >/dev/null || say jupyter-notebook
    local module debian
    for module in "$@"; do
        debian=$(tr '[:upper:]_' '[:lower:]-' <<<"$module") # netCDF4 is in python3-netcdf4
        has_python "$module" || say "python3-$debian"
    done
}

jdk_package() {
    local feature
    for feature in 17 21 25; do
        if apt-cache show "openjdk-$feature-jdk-headless" >/dev/null 2>&1; then
            say "openjdk-$feature-jdk-headless"
            return
        fi
    done
    say default-jdk-headless
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Installs what is missing where that is possible, and says what to do where it is not.
# Arguments: names of further Python modules that are wanted.
provide_tools() {
    section "Tools"
    local wanted
    if command -v apt-get >/dev/null && [ -n "$(missing_packages "$@")" ]; then
        if [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }; then
            as_root apt-get update -qq
            wanted=$(missing_packages "$@" | tr '\n' ' ')
            say "installing: $wanted"
            # shellcheck disable=SC2086
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null
        else
            stop "Missing, and this user may not install packages. Ask an administrator for:" \
                "    apt-get install --no-install-recommends $(missing_packages "$@" | tr '\n' ' ')"
        fi
    fi
    jdk=$(find_jdk)
    python=$(find_python)
    [ -n "$jdk" ] || stop "No JDK of version 17 or later (a runtime without javac is not enough)." \
        "    macOS: brew install openjdk@17     any system: https://adoptium.net     then set JAVA_HOME"
    command -v mvn >/dev/null || stop "No Maven.  macOS: brew install maven     any system: https://maven.apache.org"
    [ -n "$python" ] || stop "No Jupyter with nbconvert and nbclient for python3." \
        "    python3 -m pip install jupyterlab nbconvert nbclient"
    export JAVA_HOME=$jdk
    say "Java $(java_feature "$jdk") in $jdk, Jupyter $("$python" -m jupyter --version 2>/dev/null |
        sed -n 's/^jupyter_client *: *//p') of $python"
}

is_built() {
    [ -e "$stamp" ] && [ -e "$dist/lib/asterism-kernel.jar" ] &&
        [ -z "$(find pom.xml toolkit/pom.xml kernel-setup/pom.xml toolkit/src/main kernel-setup/src/main datasets \
            -newer "$stamp" -print -quit 2>/dev/null)" ]
}

# Compiles and packs the toolkit and the kernel, unless nothing has changed.
build() {
    section "Build"
    if is_built; then
        say "nothing has changed since the last build"
        return
    fi
    mkdir -p build
    touch build/begun
    rm -rf "$dist"
    mvn -B -q -Dstyle.color=never -P '!errorprone' package -Dmaven.test.skip=true || stop "The build failed. If Maven could not fetch something: is the network there?"
    mv build/begun "$stamp"
    say "$dist"
}

# install_kernel JDK OPTIONS...: puts the kernel where Jupyter finds it.
install_kernel() {
    "$1/bin/java" -jar "$dist/lib/asterism-kernel.jar" install "${@:2}"
}

# run_notebook FILE FOLDER: executes a notebook into a folder; fails where a cell fails.
run_notebook() {
    "$python" -m jupyter nbconvert --log-level=WARN --to notebook --execute --output-dir "$2" \
        --ExecutePreprocessor.timeout=-1 --ExecutePreprocessor.startup_timeout=180 "$1"
}
