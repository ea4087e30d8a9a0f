#!/usr/bin/env bash
# Fetches the npm packages of the Discord bridge once into artifacts/discord (32 MB), by src/Integrations/Discord/bridge/package-lock.json, which holds the version and sha512 of each.
# No package's install script runs. Exit 3: a person must act (Node is missing or too old; the last line is what to do). Exit 4: npm is missing.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

source="$repo/src/Integrations/Discord/bridge"
lock="$source/package-lock.json"
target="$artifacts/discord"
discord_node_is_good || { node_cure; exit 3; }
! discord_is_here || exit 0
command -v npm >/dev/null 2>&1 || exit 4

work="$artifacts/discord.$$"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"
cp "$source/package.json" "$lock" "$work/"
log="$artifacts/setup.log"
say "Fetching the packages of the Discord bridge from npm, once (log: $log)"
# The native part of the encryption is an optional package, which a user's own npm settings may leave out.
# With ws, which tests need and discord.js brings anyway. npm warns of a package that asks for Node 22; it runs on 20.19.
if ! (cd "$work" && logged "$log" npm ci --include=optional --ignore-scripts --no-audit --no-fund --no-update-notifier --engine-strict=false --cache "$work/cache"); then
  say "The npm packages of src/Integrations/Discord/bridge/package-lock.json could not be fetched. Check the network, or npm's registry and proxy settings, and run it again."
  exit 1
fi
if ! node "$repo/eng/discord/check.mjs" "$work/node_modules"; then
  say "The npm packages of the Discord bridge were fetched but cannot be used on this machine ($(node -p 'process.platform + "-" + process.arch'), Node $(node_version)); the line above says why."
  exit 1
fi
rm -rf "$target" "$work/cache"
discord_wanted >"$work/fetched"
mv "$work" "$target"
