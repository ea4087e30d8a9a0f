#!/usr/bin/env bash
# Installs what is missing, and only that: Debian packages, the .NET SDK, ONNX Runtime, the pages' libraries. Safe to run again; quick when nothing is missing.
# --tests says what tests will miss; --gpu also fetches ONNX Runtime's CUDA provider (180 MB), which nothing else does;
# --chinese also fetches the Chinese dictionary of F5-TTS (16 MB), --discord the packages of the Discord bridge (32 MB); else only --tests does, where it can.
# Exit 0: all there. Exit 3: a person must act; the last line is the one command to run.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

sdk_package=dotnet-sdk-10.0
for_tests=false chinese=false discord=false parts=(core)
for argument in "$@"; do
  case "$argument" in
    --tests) for_tests=true ;;
    --gpu) parts+=(gpu) ;;
    --chinese) chinese=true ;;
    --discord) discord=true ;;
    *) say "eng/setup.sh knows --tests, --gpu, --chinese and --discord, not $argument."; exit 2 ;;
  esac
done

if ! mkdir -p "$artifacts" 2>/dev/null || [ ! -w "$artifacts" ]; then
  say "Cannot write to $artifacts: the clone belongs to another user. Clone it again as $(id -un)."
  exit 3
fi
log="$artifacts/setup.log"

as_root=()
can_install=true
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root=(sudo -n); else can_install=false; fi
fi

installed() { dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }
# Whole output first: with pipefail, a reader that leaves early would make the writer fail.
libraries="$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)"
has_library() { [[ "$libraries" == *"$1"* ]]; }

# A sound server that runs or is installed is kept; a second one beside PipeWire would fight for the devices.
has_sound_server() {
  [ -n "${PULSE_SERVER:-}" ] || [ -S "${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/pulse/native" ] \
    || command -v pipewire-pulse >/dev/null 2>&1 || command -v pulseaudio >/dev/null 2>&1
}

has_sdk() { command -v dotnet >/dev/null 2>&1 && (cd "$repo" && dotnet --version >/dev/null 2>&1); }

# Sets the array missing: one word per thing that is not there.
find_missing() {
  missing=()
  has_library libespeak-ng.so.1 || missing+=(libespeak-ng1)
  has_library libpulse.so.0 || missing+=(libpulse0)
  if command -v dpkg-query >/dev/null 2>&1; then
    installed espeak-ng-data || missing+=(espeak-ng-data)
    installed ca-certificates || missing+=(ca-certificates)
  fi
  has_library libicuuc.so || missing+=(libicu)
  has_sound_server || missing+=(pulseaudio)
  # pactl and parec, with which the tests look at the server from outside.
  command -v pactl >/dev/null 2>&1 || missing+=(pulseaudio-utils)
  # npm fetches ONNX Runtime and the pages' libraries and is not needed afterwards.
  if { ! onnxruntime_is_here || ! pages_are_here || { $chinese && [ ! -f "$(chinese_marker)" ]; } || { $discord && ! discord_is_here; }; } && ! command -v npm >/dev/null 2>&1; then missing+=(npm); fi
}

onnxruntime_is_here() {
  local part
  for part in "${parts[@]}"; do [ -f "$(onnxruntime_marker "$part")" ] || return 1; done
}

pages_are_here() { cmp -s "$repo/eng/web/package-lock.json" "$(web_marker core)"; }

# ICU's package carries its version in the name; the newest one known to apt is taken.
with_real_names() {
  local word icu
  for word in "$@"; do
    if [ "$word" = libicu ]; then
      icu="$(apt-cache pkgnames libicu 2>/dev/null | grep -E '^libicu[0-9]+(t64)?$' | sort -V | tail -n 1 || true)"
      word="${icu:-libicu-dev}"
    fi
    printf '%s\n' "$word"
  done
}

apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -y "$@"; }

updated=false
update_once() {
  if ! $updated; then
    say "  refreshing the package list (apt-get update)"
    logged "$log" apt update || say "  the package list could not be refreshed; going on with the old one"
    updated=true
  fi
}

stop_with() { # what is missing, command
  say "$1"
  say "Run this one command, then try again:"
  say "  $2"
  exit 3
}

# Debian packages.
declare -a missing
find_missing
if [ "${#missing[@]}" -gt 0 ]; then
  if ! command -v apt-get >/dev/null 2>&1; then
    say "Missing: ${missing[*]} (Debian's names). This is no Debian or Ubuntu, so install them with your package manager."
    exit 3
  fi
  if ! $can_install; then
    mapfile -t names < <(with_real_names "${missing[@]}")
    stop_with "Missing Debian packages, and no right to install them: ${names[*]}" \
      "sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names[*]}"
  fi
  : >"$log"
  say "Setting up: ${missing[*]} (log: $log)"
  update_once
  mapfile -t names < <(with_real_names "${missing[@]}")
  say "  installing ${names[*]}"
  if ! logged "$log" apt install --no-install-recommends "${names[@]}"; then
    stop_with "The packages could not be installed." "apt-get update && apt-get install -y --no-install-recommends ${names[*]}"
  fi
  libraries="$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)"
  find_missing
  if [ "${#missing[@]}" -gt 0 ]; then
    say "Still missing after the installation: ${missing[*]}. See $log."
    exit 3
  fi
fi

# .NET SDK.
if ! has_sdk; then
  wanted="$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$repo/global.json")"
  if command -v dotnet >/dev/null 2>&1; then
    found="$(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | tr '\n' ' ')"
    say "The .NET SDK $wanted or a newer 10.0 is needed (global.json); found: ${found:-no SDK, only a runtime}"
  else
    say "The .NET SDK $wanted or a newer 10.0 is needed; dotnet is not on the path."
  fi
  if $can_install && command -v apt-get >/dev/null 2>&1; then
    update_once
    if apt-cache policy "$sdk_package" 2>/dev/null | grep -q 'Candidate: [0-9]'; then
      say "  installing $sdk_package (about 500 MB; log: $log)"
      logged "$log" apt install --no-install-recommends "$sdk_package" || true
    fi
  fi
  script="https://dot.net/v1/dotnet-install.sh"
  if ! has_sdk && [ -n "${HOME:-}" ] && command -v curl >/dev/null 2>&1; then
    say "  getting the .NET SDK into $HOME/.dotnet with Microsoft's install script (log: $log)"
    if logged "$log" bash -c "set -o pipefail; curl -fsSL --max-time 60 $script | bash -s -- --channel 10.0 --install-dir \"\$HOME/.dotnet\""; then
      export DOTNET_ROOT="$HOME/.dotnet" PATH="$HOME/.dotnet:$PATH"
    fi
  fi
  if ! has_sdk; then
    stop_with "The .NET SDK could not be installed from here." "curl -fsSL $script | bash -s -- --channel 10.0 --install-dir \"\$HOME/.dotnet\""
  fi
fi

# ONNX Runtime.
for part in "${parts[@]}"; do
  "$repo/eng/onnxruntime/fetch.sh" "$part" || { say "ONNX Runtime is missing, so nothing can be built."; exit 1; }
done
if [[ " ${parts[*]} " == *" gpu "* ]]; then
  # Told, not installed: drivers and CUDA are the machine owner's choice.
  absent=()
  for library in libcuda.so.1 libcudart.so.13 libcublasLt.so.13 libcublas.so.13 libcurand.so.10 libcufft.so.12 libcudnn.so.9; do
    has_library "$library" || absent+=("$library")
  done
  if [ "${#absent[@]}" -gt 0 ]; then
    say "CUDA will not be used before these are installed (NVIDIA's driver for CUDA 13, CUDA 13 libraries, cuDNN 9; docs/onnx.md): ${absent[*]}"
  fi
fi

# Libraries of the pages, and for tests what checks them.
"$repo/eng/web/fetch.sh" core || { say "The libraries of the dashboard are missing, so nothing can be built."; exit 1; }
if $for_tests && ! "$repo/eng/web/fetch.sh" tests; then
  say "Without TypeScript and axe-core the checks of the pages' types and accessibility will skip and say so."
fi

# The client that the tests of /v1 speak with.
if $for_tests && ! "$repo/eng/openai/fetch.sh"; then
  say "Without OpenAI's npm client the test that speaks with it will skip and say so."
fi

# The Chinese dictionary.
if $chinese; then
  "$repo/eng/chinese/fetch.sh" || { say "The Chinese dictionary could not be fetched; everything else is set up."; exit 1; }
elif $for_tests && ! "$repo/eng/chinese/fetch.sh"; then
  say "Without the Chinese dictionary its tests will skip and say so."
fi

# The Discord bridge. Debian's own Node is taken when there is none and it is new enough; one that is there is never replaced.
if $discord || $for_tests; then
  if [ -z "$(node_version)" ] && $can_install && command -v apt-get >/dev/null 2>&1; then
    update_once
    if is_node_good "$(apt-cache policy nodejs 2>/dev/null | sed -n 's/^ *Candidate: \([0-9]*:\)\{0,1\}\([0-9][0-9.]*\).*/\2/p')"; then
      say "  installing nodejs (log: $log)"
      logged "$log" apt install --no-install-recommends nodejs || true
    fi
  fi
  code=0
  "$repo/eng/discord/fetch.sh" || code=$?
  if [ "$code" -ne 0 ] && $discord; then
    # With 3 it has said what to do; with 4 npm went missing since the check above.
    [ "$code" -eq 3 ] || say "The Discord bridge could not be set up; everything else is."
    exit "$code"
  fi
  [ "$code" -eq 0 ] || say "Without the Discord bridge its tests will skip and say so."
fi

# A browser for the tests of the pages, and ffmpeg for those of compressed audio: wished for, not needed.
if $for_tests; then
  wished=()
  command -v chromium >/dev/null 2>&1 || wished+=(chromium)
  command -v ffmpeg >/dev/null 2>&1 || wished+=(ffmpeg)
  if [ "${#wished[@]}" -gt 0 ] && $can_install && command -v apt-get >/dev/null 2>&1; then
    say "Setting up for tests: ${wished[*]} (log: $log)"
    update_once
    logged "$log" apt install --no-install-recommends "${wished[@]}" || true
  fi
  command -v chromium >/dev/null 2>&1 || say "No chromium here: tests of the dashboard and the overlay will skip and say so."
  command -v ffmpeg >/dev/null 2>&1 || say "No ffmpeg here: tests of mp3, opus, aac and flac will skip and say so."
fi

if $for_tests && ! command -v pulseaudio >/dev/null 2>&1; then
  say "No pulseaudio program here (PipeWire is used): tests that start a PulseAudio server of their own will skip and say so."
fi
