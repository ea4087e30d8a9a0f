#!/usr/bin/env bash
# Fetches OpenAI's npm client once into artifacts/openai (35 MB), by package-lock.json, which holds its version and sha512. Only tests use it. Exit 4: npm is missing.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

lock="$repo/eng/openai/package-lock.json"
target="$artifacts/openai"
# The marker is a copy of the lock file, so that a change of it is fetched.
! cmp -s "$lock" "$target/fetched" || exit 0
command -v npm >/dev/null 2>&1 || exit 4

work="$artifacts/openai.$$"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"
cp "$repo/eng/openai/package.json" "$lock" "$work/"
log="$artifacts/setup.log"
say "Fetching OpenAI's client for tests: an npm package, once (log: $log)"
if ! (cd "$work" && logged "$log" npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --cache "$work/cache"); then
  say "The npm package of eng/openai/package-lock.json could not be fetched. Check the network, or npm's registry and proxy settings, and run it again."
  exit 1
fi
rm -rf "$target" "$work/cache"
cp "$lock" "$work/fetched"
mv "$work" "$target"
