#!/usr/bin/env bash
# Starts a PulseAudio server for this user when none answers. A desktop has one already; a bare machine does not.
# It ends by itself 20 s after the last program has left it.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[ -z "${PULSE_SERVER:-}" ] || exit 0
timeout 5 pactl info >/dev/null 2>&1 && exit 0
command -v pulseaudio >/dev/null 2>&1 || exit 0

say "No sound server runs: starting PulseAudio for $(id -un)"
if ! logged "$artifacts/pulseaudio.log" timeout 20 pulseaudio --daemonize=yes --exit-idle-time=20 --log-target="newfile:$artifacts/pulseaudio-server.log"; then
  say "PulseAudio did not start; the worker says what it can do without it."
fi
