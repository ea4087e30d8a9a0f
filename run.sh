#!/usr/bin/env bash
# Sets up what is missing, builds when sources changed, starts the worker. All arguments go to it: ./run.sh say "hello"
# ./run.sh setup only sets up and builds; ./run.sh setup --gpu also fetches ONNX Runtime's CUDA provider, --chinese F5-TTS's Chinese dictionary, --discord the packages of the Discord bridge.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/eng/lib.sh"

setup_arguments=()
if [ "${1:-}" = setup ]; then setup_arguments=("${@:2}"); fi
"$repo/eng/setup.sh" "${setup_arguments[@]}"

worker="$repo/src/Worker/bin/Release/net10.0/ishowtts.dll"
stamp="$artifacts/run.stamp"
sources="$(fingerprint src Directory.Build.props Directory.Packages.props Directory.Build.targets global.json .editorconfig BannedSymbols.txt \
  eng/onnxruntime "$(onnxruntime_marker core)" "$(onnxruntime_marker gpu)" eng/chinese "$(chinese_marker)" eng/web "$(web_marker core)")"
if [ ! -f "$worker" ] || [ "$(cat "$stamp" 2>/dev/null)" != "$sources" ]; then
  say "Building the worker (the first time takes about a minute; log: $artifacts/build.log)"
  rm -f "$stamp"
  : >"$artifacts/build.log"
  if ! logged "$artifacts/build.log" dotnet build "$repo/src/Worker/IShowTts.Worker.csproj" -c Release -nodeReuse:false -v minimal; then
    say "The build failed."
    exit 1
  fi
  printf '%s\n' "$sources" >"$stamp"
fi

# What users edit costs no build: the copy beside the executable, which is read from other working directories, is brought up to date here, as a build would do it.
mkdir -p "$(dirname "$worker")/config"
cp -Rup "$repo/config/." "$(dirname "$worker")/config/"

if [ "${1:-}" = setup ]; then
  say "Ready. Start it with ./run.sh"
  exit 0
fi

exec dotnet "$worker" "$@"
