# shellcheck shell=bash
# Shared by run.sh, test.sh and eng/*.sh. Sourced, never run.

repo="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# shellcheck disable=SC2034 # used by the scripts that source this
artifacts="$repo/artifacts"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
export DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export MSBUILDDISABLENODEREUSE=1 MSBUILDTERMINALLOGGER=off
[ -t 2 ] || export NO_COLOR=1

# A .NET of the user's own (dotnet-install) counts when none is on the path.
if ! command -v dotnet >/dev/null 2>&1 && [ -x "${HOME:-}/.dotnet/dotnet" ]; then
  export DOTNET_ROOT="$HOME/.dotnet"
  export PATH="$DOTNET_ROOT:$PATH"
fi

# Progress goes to standard error: standard output belongs to the program that is started.
say() { printf '%s\n' "$*" >&2; }

# Runs a command with its output in a log; on failure shows the end of the log and keeps the exit code.
logged() { # log file, command...
  local log="$1" code=0
  shift
  "$@" >>"$log" 2>&1 </dev/null || code=$?
  [ "$code" -eq 0 ] || { tail -n 40 "$log" >&2; say "The whole log: $log"; }
  return "$code"
}

# Names, sizes and times of everything a build of the given paths depends on, as one line. Paths that are not there count as empty.
fingerprint() { # path...
  (cd "$repo" && { find "$@" \( -name bin -o -name obj \) -prune -o -type f -printf '%p %s %T@\n' 2>/dev/null || true; } | LC_ALL=C sort | cksum)
}

# Where fetch.sh lays ONNX Runtime; the folder carries the version, so that a new version is fetched beside the old one.
onnxruntime_folder() { printf '%s\n' "$artifacts/onnxruntime/$(sed -n 's/^core [^ ]* \([^ ]*\) .*/\1/p' "$repo/eng/onnxruntime/packages.txt")"; }
onnxruntime_marker() { # core or gpu
  printf '%s\n' "$(onnxruntime_folder)/$1.fetched"
}

# Where fetch.sh lays the Chinese dictionary of F5-TTS.
chinese_folder() { printf '%s\n' "$artifacts/chinese"; }
chinese_marker() { printf '%s\n' "$(chinese_folder)/fetched"; }

# Where eng/web/fetch.sh lays the libraries of the pages.
web_marker() { # core or tests
  printf '%s\n' "$artifacts/web/$1.fetched"
}

# Where eng/discord/fetch.sh lays the packages of the Discord bridge. The marker names the machine and holds the lock file, so that a change of either is fetched.
discord_marker() { printf '%s\n' "$artifacts/discord/fetched"; }
discord_wanted() { node -p 'process.platform + "-" + process.arch' && cat "$repo/src/Integrations/Discord/bridge/package-lock.json"; }
# Also loads them: half a folder, or one copied from another machine, is as good as none.
discord_is_here() {
  discord_wanted 2>/dev/null | cmp -s - "$(discord_marker)" && node "$repo/eng/discord/check.mjs" "$artifacts/discord/node_modules" 2>/dev/null
}

# Node is needed to run the bridge, not only to fetch it.
discord_node=20.19
node_version() { node --version 2>/dev/null | sed -n 's/^v\([0-9][0-9.]*\).*/\1/p' || true; }
is_node_good() { # version
  [ -n "$1" ] && [ "$(printf '%s\n' "$discord_node" "$1" | sort -V | head -n 1)" = "$discord_node" ]
}
discord_node_is_good() { is_node_good "$(node_version)"; }

# Says what is wrong with Node; the last line is what to do.
node_cure() {
  local found
  found="$(node_version)"
  if [ -n "$found" ]; then found="this is $found"; else found="node is not on the path"; fi
  say "The Discord bridge needs Node $discord_node or newer; $found."
  say "Install Node 22 or 24 (https://nodejs.org/en/download), then run: ./run.sh setup --discord"
}
